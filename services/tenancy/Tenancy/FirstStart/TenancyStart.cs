using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.SignIn;

namespace PeerPlatform.Tenancy.FirstStart;

/// <summary>
/// Before the service listens: the signing key is there, and there is a network, made by the demonstration or
/// to be made through the first set-up link.
/// </summary>
internal sealed partial class TenancyStart(
    IServiceScopeFactory scopes, IConfiguration configuration, SigningKeys keys, Demonstration demonstration, FirstSetup setup, FirstSetupFile file,
    TimeProvider clock, ILogger<TenancyStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var start = scopes.CreateAsyncScope();
        var db = start.ServiceProvider.GetRequiredService<TenancyDbContext>();
        var now = clock.GetUtcNow();
        await keys.EnsureAsync(db, now, cancellationToken);
        if (configuration["Tenancy:Start:Demonstration"] is { Length: > 0 } csv)
        {
            await demonstration.MakeAsync(csv, cancellationToken);
        }
        else if (await setup.OfferAsync(db, now, cancellationToken) is not null)
        {
            LogOffered(logger, file.Place);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "There is no network yet. The link that sets it up is in {File}.")]
    private static partial void LogOffered(ILogger logger, string file);
}
