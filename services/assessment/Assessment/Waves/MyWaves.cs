using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Waves;

/// <summary>What waits for the signed-in member.</summary>
internal static class MyWaves
{
    public static async Task<Ok<MyWave[]>> HandleAsync(
        string? lang,
        AssessmentDbContext db,
        ShippedInstruments instruments,
        TenantScope scope,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var member = scope.MemberId;
        var now = clock.GetUtcNow();
        var mine = await (
            from i in db.Invitations
            where i.MemberId == member
            join w in db.Waves.Where(w => w.State == WaveState.Open && w.ClosesAt > now) on i.WaveId equals w.Id
            join t in db.TakenInvitations on w.Id equals t.WaveId
            orderby w.ClosesOn, w.Id
            select new { w.Id, w.Title, w.InstrumentCode, w.InstrumentVersion, w.ClosesOn, i.Place, Taken = t })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var language = Languages.Named(lang);
        return TypedResults.Ok(mine.Select(x =>
        {
            var instrument = instruments.Of(x.InstrumentCode, x.InstrumentVersion);
            return new MyWave(
                x.Id, x.Title, instrument.Title.In(language), instrument.About.In(language), instrument.Minutes, x.ClosesOn, x.Taken.Has(x.Place));
        }).ToArray());
    }
}

/// <param name="InvitationTaken">True once the one-time link was made; whether it was used, nobody knows.</param>
internal sealed record MyWave(
    Guid Id, string Title, string InstrumentTitle, string About, int Minutes, DateOnly ClosesOn, bool InvitationTaken);
