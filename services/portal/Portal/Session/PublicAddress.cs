using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PeerPlatform.Portal.Session;

/// <summary>The portal's own address, for links that people send on: <c>Portal:Address</c>, else as the browser asked for it.</summary>
internal static class PublicAddress
{
    public static string Of(HttpContext context) =>
        context.RequestServices.GetRequiredService<IConfiguration>()["Portal:Address"]?.TrimEnd('/')
        ?? $"{context.Request.Scheme}://{context.Request.Host}";
}
