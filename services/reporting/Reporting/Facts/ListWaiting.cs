using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Facts;

/// <summary>What the next releases would cover. No figure: one shown before its release would be a way round the rule.</summary>
internal static class ListWaiting
{
    public static async Task<Ok<List<Waiting>>> HandleAsync(ReportingDbContext db, CancellationToken cancellationToken)
    {
        var waiting = await db.Waiting()
            .Select(w => new { w.Fact.InstrumentCode, w.Fact.InstrumentVersion, w.Fact.InstrumentTitle, w.AgencyName })
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(waiting
            .GroupBy(w => (w.InstrumentCode, w.InstrumentVersion))
            .OrderBy(g => g.Key.InstrumentCode, StringComparer.Ordinal).ThenBy(g => g.Key.InstrumentVersion)
            .Select(g => new Waiting(
                new InstrumentName(g.Key.InstrumentCode, g.Key.InstrumentVersion, g.First().InstrumentTitle),
                g.Count(),
                [.. g.Select(w => w.AgencyName).Distinct().Order(StringComparer.InvariantCulture)]))
            .ToList());
    }

    /// <summary>Facts in no release yet whose agency's name has arrived: a release cannot be relabelled later.</summary>
    public static IQueryable<WaitingWave> Waiting(this ReportingDbContext db) =>
        from fact in db.Facts
        join agency in db.Agencies on fact.AgencyId equals agency.AgencyId
        where !db.ReleasedWaves.Any(released => released.WaveId == fact.WaveId)
        select new WaitingWave { Fact = fact, AgencyName = agency.Name };
}

internal sealed class WaitingWave
{
    public required WaveFact Fact { get; init; }

    public required string AgencyName { get; init; }
}

internal sealed record Waiting(InstrumentName Instrument, int Waves, IReadOnlyList<string> Agencies);

/// <param name="Title">In English.</param>
internal sealed record InstrumentName(string Code, int Version, string Title);
