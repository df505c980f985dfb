using PeerPlatform.Platform;
using PeerPlatform.Portal;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatform(new PortalService());
var app = builder.Build();
app.MapPlatform();
return await app.RunPlatformAsync(args);
