using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Members;

/// <summary>Whoever stands down no longer holds the role of supporter from their next token on. A second delivery finds the turn known; an older one does too.</summary>
internal sealed class TakeRoleFromWhoStoodDown(TenancyDbContext db) : IEventHandler<SupporterStoodDown>
{
    public async Task HandleAsync(SupporterStoodDown happened, CancellationToken cancellationToken) =>
        (await db.Members.SingleOrDefaultAsync(m => m.Id == happened.MemberId, cancellationToken))?.HearOfRole(isSupporter: false, happened.Turn);
}
