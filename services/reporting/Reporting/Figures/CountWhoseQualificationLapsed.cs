using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Figures;

/// <summary>Counts a person as qualified no longer. A second delivery finds the turn known and counts nothing.</summary>
internal sealed class CountWhoseQualificationLapsed(ReportingDbContext db, TimeProvider clock) : IEventHandler<SupporterQualificationLapsed>
{
    public Task HandleAsync(SupporterQualificationLapsed happened, CancellationToken cancellationToken) =>
        db.CountAsync(SupporterTurn.Of(happened), clock.GetUtcNow(), cancellationToken);
}
