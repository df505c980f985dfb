using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Figures;

/// <summary>Counts a person into the role. A second delivery finds the turn known and counts nothing.</summary>
internal sealed class CountWhoWasSelected(ReportingDbContext db, TimeProvider clock) : IEventHandler<SupporterSelected>
{
    public Task HandleAsync(SupporterSelected happened, CancellationToken cancellationToken) =>
        db.CountAsync(SupporterTurn.Of(happened), clock.GetUtcNow(), cancellationToken);
}
