using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>How far the walks of this process are. A walk cut off by a crash starts over, so it is kept in memory only.</summary>
internal sealed class OnboardingProgress
{
    private readonly ConcurrentDictionary<Guid, (int Rows, int Percent)> _walks = new();

    public (int Rows, int Percent) Of(Guid import) => _walks.GetValueOrDefault(import);

    public void Set(Guid import, int rows, long done, long all) =>
        _walks[import] = (rows, all == 0 ? 0 : (int)Math.Min(99, done * 100 / all));

    public void Forget(Guid import) => _walks.TryRemove(import, out _);
}

/// <summary>Makes the preview of a file, or imports it, as its state asks. Starting over after a crash is always right.</summary>
internal sealed partial class OnboardingWork(
    IServiceScopeFactory scopes, OnboardingProgress progress, TimeProvider clock, ILogger<OnboardingWork> logger)
{
    private const string DataChanged = "The network's data changed after the preview was made, so nothing was imported. Upload the file again.";
    private const string OurFault = "Something went wrong on our side, and nothing was imported. Upload the file again.";

    /// <summary>Throws while something that it needs is silent; the file then waits as it did.</summary>
    public async Task RunAsync(Guid network, Guid importId, CancellationToken cancellationToken)
    {
        await using var alone = scopes.CreateAsyncScope();
        await using var others = await Enter(alone, network).TryHoldOffOthersAsync($"onboarding {importId}", cancellationToken);
        if (others is null)
        {
            // Another replica is at it.
            return;
        }

        try
        {
            await using var work = scopes.CreateAsyncScope();
            var db = Enter(work, network);
            var import = await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == importId, cancellationToken);
            if (import?.State == OnboardingState.Reading)
            {
                await PreviewAsync(import, network, db, cancellationToken);
            }
            else if (import?.State == OnboardingState.Importing)
            {
                await ImportAsync(import, network, db, cancellationToken);
            }
        }
        catch (Exception e) when (!Silence.IsIn(e) && (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
        {
            if (!await FailAsync(network, importId, OurFault, cancellationToken))
            {
                return;
            }

            LogFailed(logger, e, importId);
        }
        finally
        {
            progress.Forget(importId);
        }
    }

    private async Task PreviewAsync(OnboardingImport import, Guid network, TenancyDbContext db, CancellationToken cancellationToken)
    {
        // What an interrupted preview has left.
        await db.Faults.Where(f => f.ImportId == import.Id).ExecuteDeleteAsync(cancellationToken);
        await using var agencies = scopes.CreateAsyncScope();
        await using var file = new OnboardingFile(db, import.Id);
        var faults = 0;
        var result = await OnboardingPass.RunAsync(
            file, Enter(agencies, network), agencies.ServiceProvider.GetRequiredService<TenantScope>(), network, clock.GetUtcNow(), save: false,
            async found =>
            {
                db.Faults.AddRange(found.Select(f => Keep(import.Id, faults++, f)));
                await db.SaveChangesAsync(cancellationToken);
                db.ChangeTracker.Clear();
            },
            rows => progress.Set(import.Id, rows, file.Position, import.Length),
            cancellationToken);
        if (await db.Imports.SingleOrDefaultAsync(i => i.Id == import.Id, cancellationToken) is not { } kept)
        {
            return;
        }

        kept.Previewed(result);
        FaultPoint.Reach("onboarding-before-preview");
        await db.SaveChangesAsync(cancellationToken);
        if (kept.State == OnboardingState.Faulty)
        {
            await EraseFileAsync(db, import.Id, cancellationToken);
        }
    }

    private async Task ImportAsync(OnboardingImport import, Guid network, TenancyDbContext reading, CancellationToken cancellationToken)
    {
        await using var agencies = scopes.CreateAsyncScope();
        var scope = agencies.ServiceProvider.GetRequiredService<TenantScope>();
        var db = Enter(agencies, network);
        await using var file = new OnboardingFile(reading, import.Id);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await OnboardingPass.RunAsync(
            file, db, scope, network, clock.GetUtcNow(), save: true,
            _ => Task.CompletedTask,
            rows => progress.Set(import.Id, rows, rows, import.RowsTotal ?? 0),
            cancellationToken);
        scope.Enter(network, network);
        var kept = await db.Imports.SingleAsync(i => i.Id == import.Id, cancellationToken);
        if (!kept.Finish(result))
        {
            await transaction.RollbackAsync(cancellationToken);
            await FailAsync(network, import.Id, DataChanged, cancellationToken);
            return;
        }

        await db.SaveChangesAsync(cancellationToken);
        await EraseFileAsync(db, import.Id, cancellationToken);
        FaultPoint.Reach("onboarding-before-commit");
        await transaction.CommitAsync(cancellationToken);
        FaultPoint.Reach("onboarding-after-commit");
    }

    /// <summary>False when it was discarded meanwhile, or is over.</summary>
    private async Task<bool> FailAsync(Guid network, Guid importId, string failure, CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = Enter(work, network);
        if (await db.Imports.SingleOrDefaultAsync(i => i.Id == importId, cancellationToken) is not { } import || !import.Fail(failure))
        {
            return false;
        }

        await db.SaveChangesAsync(cancellationToken);
        await EraseFileAsync(db, importId, cancellationToken);
        return true;
    }

    private static Task<int> EraseFileAsync(TenancyDbContext db, Guid importId, CancellationToken cancellationToken) =>
        db.Chunks.Where(c => c.ImportId == importId).ExecuteDeleteAsync(cancellationToken);

    private static TenancyDbContext Enter(AsyncServiceScope work, Guid network)
    {
        work.ServiceProvider.GetRequiredService<TenantScope>().Enter(network, network);
        return work.ServiceProvider.GetRequiredService<TenancyDbContext>();
    }

    private static OnboardingFault Keep(Guid import, int number, Fault fault) => new()
    {
        ImportId = import,
        Number = number,
        Row = fault.Row,
        Column = fault.Column,
        Value = fault.Value,
        Reason = fault.Reason,
        Remedy = fault.Remedy,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Onboarding file {Import} could not be worked on.")]
    private static partial void LogFailed(ILogger logger, Exception exception, Guid import);
}
