using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Members;

/// <summary>Whoever is selected holds the role of supporter from their next token on. A second delivery finds the turn known; an older one does too.</summary>
internal sealed class GiveRoleToSelectedSupporter(TenancyDbContext db) : IEventHandler<SupporterSelected>
{
    public async Task HandleAsync(SupporterSelected happened, CancellationToken cancellationToken) =>
        (await db.Members.SingleOrDefaultAsync(m => m.Id == happened.MemberId, cancellationToken))?.HearOfRole(isSupporter: true, happened.Turn);
}
