using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Assessment.Waves;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Results;

internal static class ReadResults
{
    public static async Task<Results<Ok<ResultsPage>, ProblemHttpResult>> HandleAsync(
        Guid id, string? lang, AssessmentDbContext db, ShippedInstruments instruments, CancellationToken cancellationToken)
    {
        var wave = await db.Waves.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, cancellationToken);
        if (wave is null)
        {
            return new WaveUnknown().ToProblem();
        }

        if (wave.State != WaveState.Closed)
        {
            return new WaveStillOpen().ToProblem();
        }

        var instrument = instruments.Of(wave.InstrumentCode, wave.InstrumentVersion);
        var results = await WaveResults.OfAsync(db, wave, instrument, cancellationToken);
        return TypedResults.Ok(ResultsPage.Of(wave, instrument, results.Figures(), Languages.Named(lang)));
    }
}
