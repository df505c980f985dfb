using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PeerPlatform.Platform.Operations;

/// <summary>
/// <c>/health</c>: every part by name, also those without which the service still answers, such as the broker. It is for
/// people and alarms; whether requests may come is <c>/health/ready</c>.
/// </summary>
internal static class HealthPage
{
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        Status = report.Status.ToString(),
        Parts = report.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).ToDictionary(e => e.Key, e => e.Value.Status.ToString()),
    });
}
