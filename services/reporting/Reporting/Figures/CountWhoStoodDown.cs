using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Figures;

/// <summary>Counts a person out of the role; why is not told and not asked. A second delivery finds the turn known and counts nothing.</summary>
internal sealed class CountWhoStoodDown(ReportingDbContext db, TimeProvider clock) : IEventHandler<SupporterStoodDown>
{
    public Task HandleAsync(SupporterStoodDown happened, CancellationToken cancellationToken) =>
        db.CountAsync(SupporterTurn.Of(happened), clock.GetUtcNow(), cancellationToken);
}
