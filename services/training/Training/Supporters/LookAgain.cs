using Microsoft.EntityFrameworkCore;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Supporters;

internal static class LookAgain
{
    /// <summary>After a change of what is asked: every standing of the agency, in the caller's commit.</summary>
    public static async Task LookAgainAtAllAsync(this TrainingDbContext db, AgencyToday today, CancellationToken cancellationToken)
    {
        foreach (var supporter in await db.Supporters.ToListAsync(cancellationToken))
        {
            supporter.LookAgain(today);
        }
    }
}
