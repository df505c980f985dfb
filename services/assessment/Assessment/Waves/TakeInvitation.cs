using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Collecting;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Assessment.Waves;

/// <summary>Gives an invited member the one ticket they can answer with. The service keeps only its hash, and not whose it is.</summary>
internal static class TakeInvitation
{
    public static async Task<Results<Ok<TakenInvitation>, ProblemHttpResult>> HandleAsync(
        Guid id, AssessmentDbContext db, TenantScope scope, TimeProvider clock, HttpResponse response, CancellationToken cancellationToken)
    {
        var member = scope.MemberId;
        // One at a time: of two clicks the second finds the first one's mark.
        await using var alone = await db.BeginAloneAsync("take-invitation", cancellationToken);
        var invitation = await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.WaveId == id && i.MemberId == member, cancellationToken);
        var wave = await db.Waves.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, cancellationToken);
        var taken = await db.TakenInvitations.SingleOrDefaultAsync(t => t.WaveId == id, cancellationToken);
        if (invitation is null || taken is null || wave is null || !wave.TakesAnswersAt(clock.GetUtcNow()))
        {
            return new NotInvited().ToProblem();
        }

        if (taken.Has(invitation.Place))
        {
            return new InvitationAlreadyTaken().ToProblem();
        }

        taken.Add(invitation.Place);
        var secret = TicketSecret.Make();
        db.Tickets.Add(new Ticket(secret.Hash, id, invitation.GroupId));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await alone.CommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The wave closed in the same moment.
            return new NotInvited().ToProblem();
        }

        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new TakenInvitation(secret.Text));
    }
}

/// <param name="Ticket">256 random bits in base64url; shown this once.</param>
internal sealed record TakenInvitation(string Ticket);
