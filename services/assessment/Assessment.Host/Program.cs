using PeerPlatform.Platform;
using PeerPlatform.Assessment;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatform(new AssessmentService());
var app = builder.Build();
app.MapPlatform();
return await app.RunPlatformAsync(args);
