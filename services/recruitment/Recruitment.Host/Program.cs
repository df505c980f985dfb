using PeerPlatform.Platform;
using PeerPlatform.Recruitment;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatform(new RecruitmentService());
var app = builder.Build();
app.MapPlatform();
return await app.RunPlatformAsync(args);
