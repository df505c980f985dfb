using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Waves;

internal static class ReadWave
{
    public static async Task<Results<Ok<WaveSummary>, ProblemHttpResult>> HandleAsync(
        Guid id, string? lang, AssessmentDbContext db, ShippedInstruments instruments, CancellationToken cancellationToken)
    {
        var wave = await db.Waves.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, cancellationToken);
        if (wave is null)
        {
            return new WaveUnknown().ToProblem();
        }

        var answered = await db.Answers.CountAsync(a => a.WaveId == id, cancellationToken);
        return TypedResults.Ok(WaveSummary.Of(
            wave, instruments.Of(wave.InstrumentCode, wave.InstrumentVersion), answered, Languages.Named(lang)));
    }
}
