using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Figures;

/// <summary>Counts a person as qualified. A second delivery finds the turn known and counts nothing.</summary>
internal sealed class CountWhoIsQualified(ReportingDbContext db, TimeProvider clock) : IEventHandler<SupporterQualified>
{
    public Task HandleAsync(SupporterQualified happened, CancellationToken cancellationToken) =>
        db.CountAsync(SupporterTurn.Of(happened), clock.GetUtcNow(), cancellationToken);
}
