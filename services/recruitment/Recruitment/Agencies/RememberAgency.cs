using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Agencies;

/// <summary>Keeps name and time zone of agencies. An event that is older than what is known, or the same again, sets nothing.</summary>
internal sealed class RememberAgency(RecruitmentDbContext db, TimeProvider clock)
{
    public async Task HandleAsync(AgencyOnboarded happened, CancellationToken cancellationToken)
    {
        if (await db.Agencies.SingleOrDefaultAsync(cancellationToken) is { } known)
        {
            known.Hear(happened);
            return;
        }

        db.AddAgency(
            new Agency
            {
                AgencyId = happened.AgencyId, NetworkId = happened.NetworkId, Name = happened.Name, TimeZone = happened.TimeZone, Version = happened.Version,
            },
            clock.GetUtcNow());
    }
}
