using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Supporters;

/// <summary>Whoever stands down is not qualified from then on, and all hear of the lapse. A second delivery finds the turn known; an older one does too.</summary>
internal sealed class EndPathOfWhoStoodDown(TrainingDbContext db, AgencyReader agencies) : IEventHandler<SupporterStoodDown>
{
    public async Task HandleAsync(SupporterStoodDown happened, CancellationToken cancellationToken)
    {
        var today = await agencies.TodayAsync(cancellationToken) ?? throw new AgencySilent().ToRpcException();
        if (await db.Supporters.SingleOrDefaultAsync(s => s.Id == happened.MemberId, cancellationToken) is { } supporter)
        {
            supporter.StandDown(happened.StoodDownOn, happened.Turn, today);
        }
    }
}
