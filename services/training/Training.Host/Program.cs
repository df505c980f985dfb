using PeerPlatform.Platform;
using PeerPlatform.Training;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatform(new TrainingService());
var app = builder.Build();
app.MapPlatform();
return await app.RunPlatformAsync(args);
