using Microsoft.AspNetCore.Http;

namespace PeerPlatform.Portal.Layout;

/// <summary>After a write the browser asks for a page anew (303), so that a reload writes nothing twice.</summary>
internal static class Redirection
{
    public static IResult To(string localPath) => new SeeOther(localPath);

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
