using Microsoft.AspNetCore.Http;

namespace PeerPlatform.Portal.Services;

/// <summary>A file of a service, handed on as it is.</summary>
internal static class TakenFile
{
    public static async Task<IResult> HandOnAsync(HttpContext context, Task<HttpResponseMessage> asked, string name, CancellationToken cancellationToken)
    {
        using var answer = await asked;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        context.Response.Headers.ContentDisposition = answer.Content.Headers.ContentDisposition?.ToString() ?? $"attachment; filename=\"{name}\"";
        await answer.Content.CopyToAsync(context.Response.Body, cancellationToken);
        return TypedResults.Empty;
    }
}
