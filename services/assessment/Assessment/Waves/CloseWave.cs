using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Assessment.Waves;

internal static class CloseWave
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, AssessmentDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var wave = await db.Waves.SingleOrDefaultAsync(w => w.Id == id, cancellationToken);
        if (wave is null)
        {
            return new WaveUnknown().ToProblem();
        }

        return await WaveClosing.CloseAsync(db, wave, clock.GetUtcNow(), cancellationToken) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();
    }
}

/// <summary>Closes a wave and forgets in one commit who was invited and in which order answers came; afterwards not even the file's free pages know.</summary>
internal static class WaveClosing
{
    public static async Task<Refusal?> CloseAsync(AssessmentDbContext db, Wave wave, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (wave.Close(now) is { } refusal)
        {
            return refusal;
        }

        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody else, or the clock, closed it in the same moment.
                return new WaveNotOpen();
            }

            await db.RunningWaves.Where(r => r.WaveId == wave.Id).ExecuteDeleteAsync(cancellationToken);
            await db.Invitations.Where(i => i.WaveId == wave.Id).ExecuteDeleteAsync(cancellationToken);
            await db.TakenInvitations.Where(t => t.WaveId == wave.Id).ExecuteDeleteAsync(cancellationToken);
            await db.ForgetOrderAsync(wave.Id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await db.OverwriteErasedAsync(cancellationToken);
        return null;
    }
}
