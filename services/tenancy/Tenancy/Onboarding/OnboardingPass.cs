using PeerPlatform.Platform;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>What one walk over a file found.</summary>
/// <param name="Decisions">SHA-256 over what was decided of each row.</param>
internal sealed record PassResult(
    int Rows, int FaultyRows, Tally Agencies, Tally Teams, Tally Members, List<string> Sample, string Decisions);

/// <summary>
/// Walks over the whole file once. Preview and import are the same walk: the preview throws its changes away,
/// the import saves them, so both decide the same.
/// </summary>
internal static class OnboardingPass
{
    /// <summary>After this many the rest of the file is not looked at; it is not a file of ours then.</summary>
    private const int MostFaults = 100_000;

    /// <param name="save">True writes each batch; the caller holds the transaction.</param>
    /// <param name="keep">Is given the faults of each batch, by row.</param>
    /// <param name="progress">Is told how many rows have been read.</param>
    public static async Task<PassResult> RunAsync(
        Stream file, TenancyDbContext db, TenantScope scope, Guid network, DateTimeOffset now, bool save,
        Func<IReadOnlyList<Fault>, Task> keep, Action<int> progress, CancellationToken cancellationToken)
    {
        using var comparison = new NetworkComparison(db, scope, network, now);
        var rows = 0;
        var faultyRows = 0;
        var kept = 0;
        await foreach (var batch in FileRows.ReadAsync(file, cancellationToken))
        {
            await comparison.TakeAsync(batch.Rows, batch.Faults, save, cancellationToken);
            rows += batch.Read;
            if (batch.Faults.Count > 0)
            {
                faultyRows += batch.Faults.Select(f => f.Row).Distinct().Count();
                kept += batch.Faults.Count;
                await keep([.. batch.Faults.OrderBy(f => f.Row)]);
            }

            progress(rows);
            if (kept > MostFaults)
            {
                await keep([new Fault(rows + 1, "file", "", "There are more faults than are listed; the rest was not read.", "Correct these first.")]);
                break;
            }
        }

        return new PassResult(
            rows, faultyRows, comparison.Agencies, comparison.Teams, comparison.Members, comparison.Sample, comparison.Decisions());
    }
}
