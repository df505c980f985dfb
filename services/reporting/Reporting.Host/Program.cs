using PeerPlatform.Platform;
using PeerPlatform.Reporting;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatform(new ReportingService());
var app = builder.Build();
app.MapPlatform();
return await app.RunPlatformAsync(args);
