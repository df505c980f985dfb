using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Waves;

/// <summary>One page of a list.</summary>
/// <param name="Total">How many there are on all pages.</param>
internal sealed record Listing<T>(IReadOnlyList<T> Items, int Total, int Page, int Size);

internal static class ListWaves
{
    private const int LargestPage = 200;

    public static async Task<Results<Ok<Listing<WaveSummary>>, ProblemHttpResult>> HandleAsync(
        string? state, int? page, int? size, string? lang, AssessmentDbContext db, ShippedInstruments instruments, CancellationToken cancellationToken)
    {
        var (number, length) = (page ?? 1, size ?? 50);
        if (number is < 1 or > 1_000_000)
        {
            return new FieldRefused("page", "Pages start at 1.", "Ask for page 1 or later.").ToProblem();
        }

        if (length is < 1 or > LargestPage)
        {
            return new FieldRefused("size", $"A page holds 1 to {LargestPage} waves.", "Ask for fewer at a time.").ToProblem();
        }

        var waves = db.Waves.AsNoTracking();
        if (state is not null)
        {
            if (!Enum.TryParse<WaveState>(state, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted) || char.IsAsciiDigit(state[0]))
            {
                return new FieldRefused("state", "A wave is open or closed.", "Ask for state=open, state=closed, or leave it out.").ToProblem();
            }

            waves = waves.Where(w => w.State == wanted);
        }

        var total = await waves.CountAsync(cancellationToken);
        var found = await waves
            .OrderByDescending(w => w.OpensOn).ThenBy(w => w.Id)
            .Skip((number - 1) * length).Take(length)
            .ToListAsync(cancellationToken);
        var ids = found.Select(w => w.Id).ToList();
        var answered = await db.Answers
            .Where(a => ids.Contains(a.WaveId))
            .GroupBy(a => a.WaveId, (wave, answers) => new { wave, count = answers.Count() })
            .ToDictionaryAsync(x => x.wave, x => x.count, cancellationToken);
        var language = Languages.Named(lang);
        return TypedResults.Ok(new Listing<WaveSummary>(
            [.. found.Select(w => WaveSummary.Of(w, instruments.Of(w.InstrumentCode, w.InstrumentVersion), answered.GetValueOrDefault(w.Id), language))],
            total,
            number,
            length));
    }
}
