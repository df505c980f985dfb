using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Reporting.Data;
using PeerPlatform.Reporting.Facts;

namespace PeerPlatform.Reporting.Releases;

/// <param name="Instrument">The instrument's code, such as <c>cbi</c>.</param>
/// <param name="Version">Needed only while waves of several versions of the instrument wait.</param>
public sealed record MakeReleaseRequest(string? Instrument, int? Version = null);

/// <summary>Makes a release of everything that waits for one instrument; the rule decides what is in it, nobody chooses.</summary>
internal static class MakeRelease
{
    public static async Task<Results<Created<ReleaseView>, ProblemHttpResult>> HandleAsync(
        MakeReleaseRequest request, ReportingDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Instrument))
        {
            return new FieldRefused("instrument", "It says of no instrument.", "Send the code of an instrument that waits, such as cbi.").ToProblem();
        }

        // One release after the other: two at once would share a number or a wave.
        await using var alone = await db.BeginAloneAsync("make-release", cancellationToken);
        var waiting = await db.Waiting()
            .Where(w => w.Fact.InstrumentCode == request.Instrument && (request.Version == null || w.Fact.InstrumentVersion == request.Version))
            .ToListAsync(cancellationToken);
        if (waiting.Count == 0)
        {
            return new NothingWaiting(request.Instrument).ToProblem();
        }

        if (waiting.DistinctBy(w => w.Fact.InstrumentVersion).Count() > 1)
        {
            return new FieldRefused("version", "Surveys of several versions of this instrument wait.", "Say which version; each has its own release.").ToProblem();
        }

        var previous = await db.Releases
            .OrderByDescending(r => r.Number)
            .Select(r => new { r.Number, r.Sha256 })
            .FirstOrDefaultAsync(cancellationToken);
        var release = Release.Make(
            waiting, previous is null ? null : (previous.Number, previous.Sha256), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        db.Releases.Add(release);
        db.ReleasedWaves.AddRange(waiting.Select(w => new ReleasedWave { WaveId = w.Fact.WaveId, ReleaseId = release.Id }));
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);

        var intact = await Ledger.IsIntactAsync(db, cancellationToken);
        return TypedResults.Created($"/api/reporting/v1/releases/{release.Id}", ReleaseView.Of(release, ReleaseDocument.Read(release.Text), intact));
    }
}

internal sealed record NothingWaiting(string Instrument) : Refusal(
    RefusalKind.Conflict,
    $"No closed survey of {Instrument} waits for a release.",
    "instrument",
    "Make the release when an agency has closed another one.");
