using System.CommandLine;
using PeerPlatform.Embedded;

var data = new Option<DirectoryInfo>("--data")
{
    Description = "Folder that holds all data; made when it is missing. A later start with the same folder goes on with it.",
    DefaultValueFactory = _ => new DirectoryInfo("data"),
};
var port = new Option<int>("--port")
{
    Description = "Port of the portal and the API. The collecting side gets the next one, and two more are used inside.",
    DefaultValueFactory = _ => 8080,
};
var demo = new Option<string>("--demo")
{
    Description = "What the very first start puts into an empty data folder: 'case' for a demonstration network of twelve agencies, "
        + "'none' for nothing but a one-time link that sets up the first network coordinator.",
    DefaultValueFactory = _ => "case",
}.AcceptOnlyFromAmong("case", "none");
port.Validators.Add(result =>
{
    if (result.GetValue(port) is < 1024 or > 65532)
    {
        result.AddError("--port takes a number from 1024 to 65532.");
    }
});

var start = new RootCommand("Starts the whole of PeerPlatform in one process, on loopback ports, with nothing else to install.")
{
    data, port, demo,
};
start.SetAction((given, cancellationToken) => EmbeddedPlatform.RunAsync(
    new EmbeddedOptions(given.GetValue(data)!.FullName, given.GetValue(port), given.GetValue(demo) == "case"), cancellationToken));
return await start.Parse(args).InvokeAsync();
