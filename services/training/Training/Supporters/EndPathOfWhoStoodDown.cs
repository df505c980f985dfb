using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Sessions;

namespace PeerPlatform.Training.Supporters;

/// <summary>
/// Whoever stands down is not qualified from then on, and all hear of the lapse. It commits by itself, as one of those who change
/// seats one after the other; a second delivery finds the turn known, and an older one does too.
/// </summary>
internal sealed class EndPathOfWhoStoodDown(TrainingDbContext db, AgencyReader agencies) : IEventHandler<SupporterStoodDown>
{
    public async Task HandleAsync(SupporterStoodDown happened, CancellationToken cancellationToken)
    {
        var today = await agencies.TodayAsync(cancellationToken) ?? throw new AgencySilent().ToRpcException();
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await db.Supporters.SingleOrDefaultAsync(s => s.Id == happened.MemberId, cancellationToken) is not { } supporter)
        {
            return;
        }

        supporter.StandDown(happened.StoodDownOn, happened.Turn, today);
        if (supporter.StoodDownOn is not null)
        {
            await LeaveAsync(supporter.Id, today.Now, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
    }

    /// <summary>Who had them as a supervisor waits for another one; seats in what is still to come go to the next who waits.</summary>
    private async Task LeaveAsync(Guid member, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var person in await db.Supporters.Where(s => s.SupervisorId == member).ToListAsync(cancellationToken))
        {
            person.PutUnder(null);
        }

        foreach (var session in await db.Sessions.Where(s => s.State == SessionState.Planned).ToListAsync(cancellationToken))
        {
            session.Withdraw(member, now);
        }
    }
}
