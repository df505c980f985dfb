using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Agencies;

/// <summary>Keeps name and time zone of agencies. An event that is older than what is known, or the same again, sets nothing.</summary>
internal sealed class RememberAgency(TrainingDbContext db, AgencyReader agencies) : IEventHandler<AgencyOnboarded>
{
    public async Task HandleAsync(AgencyOnboarded happened, CancellationToken cancellationToken)
    {
        if (await db.Agencies.SingleOrDefaultAsync(cancellationToken) is not { } known)
        {
            db.Agencies.Add(new Agency
            {
                AgencyId = happened.AgencyId, NetworkId = happened.NetworkId, Name = happened.Name, TimeZone = happened.TimeZone, Version = happened.Version,
            });
        }
        else if (known.Hear(happened))
        {
            await db.LookAgainAtAllAsync(await agencies.OfAsync(known, cancellationToken), cancellationToken);
        }
    }
}
