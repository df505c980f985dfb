using PeerPlatform.Platform;
using PeerPlatform.Tenancy;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatform(new TenancyService());
var app = builder.Build();
app.MapPlatform();
return await app.RunPlatformAsync(args);
