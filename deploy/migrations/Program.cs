using System.CommandLine;
using PeerPlatform.Migrations;

var name = new Argument<string>("name") { Description = "What changes, in the present tense and without spaces, such as AddSubscriptions." };
var add = new Command("add", "Writes a migration for each service whose model has changed, for both providers.") { name };
add.SetAction(given => NewMigration.Add(given.GetValue(name)!));
var root = new RootCommand("For whoever changes a service's model. It reads the model of this program and no database.") { add };
return await root.Parse(args).InvokeAsync();
