using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>Says that a file waits to be worked on.</summary>
internal sealed class OnboardingSignal : Signal;

/// <summary>
/// Works on one file after the other: what was just uploaded or said yes to, and what a stop or a crash has cut off, here or on
/// another replica.
/// </summary>
internal sealed partial class OnboardingRunner(
    IServiceScopeFactory scopes, OnboardingSignal signal, OnboardingWork work, TimeProvider clock, ILogger<OnboardingRunner> logger) : BackgroundService
{
    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DiscardsEvery = TimeSpan.FromHours(1);
    private DateTimeOffset _discardsNext;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var (network, import) in await WaitingAsync(stoppingToken))
                {
                    await work.RunAsync(network, import, stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(logger, e);
            }

            await signal.WaitAsync(LookAtLeastEvery, stoppingToken);
        }
    }

    private async Task<List<(Guid Network, Guid Import)>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var look = scopes.CreateAsyncScope();
        var db = look.ServiceProvider.GetRequiredService<TenancyDbContext>();
        var scope = look.ServiceProvider.GetRequiredService<TenantScope>();
        var waiting = new List<(Guid, Guid)>();
        var now = clock.GetUtcNow();
        var discards = now >= _discardsNext;
        foreach (var network in await db.Networks.Select(n => n.Id).ToListAsync(cancellationToken))
        {
            scope.Enter(network, network);
            if (discards)
            {
                await DiscardUnusedAsync(db, now, cancellationToken);
            }

            var imports = await db.Imports
                .Where(i => i.State == OnboardingState.Reading || i.State == OnboardingState.Importing)
                .OrderBy(i => i.UploadedAt)
                .Select(i => i.Id)
                .ToListAsync(cancellationToken);
            waiting.AddRange(imports.Select(import => (network, import)));
        }

        _discardsNext = discards ? now + DiscardsEvery : _discardsNext;
        return waiting;
    }

    /// <summary>Uploads that were cut off a day ago and more, and previews that nobody has imported for two weeks.</summary>
    public static async Task DiscardUnusedAsync(TenancyDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var cutOff = now - TimeSpan.FromDays(1);
        var unused = now - OnboardingImport.KeptUnused;
        await db.Imports
            .Where(i => (i.State == OnboardingState.Receiving && i.UploadedAt < cutOff)
                || (i.UploadedAt < unused
                    && (i.State == OnboardingState.Faulty || i.State == OnboardingState.Ready || i.State == OnboardingState.Failed)))
            .ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Onboarding files could not be looked through; it is tried again.")]
    private static partial void LogRoundFailed(ILogger logger, Exception exception);
}
