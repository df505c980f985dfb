using Microsoft.EntityFrameworkCore;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Supervision;

internal static class AttendedMeetings
{
    /// <summary>Adds the meeting to the records of these people, in the caller's commit; one of a kind and a day counts once.</summary>
    public static async Task PutOnRecordAsync(
        this TrainingDbContext db, IEnumerable<Guid> members, AttendedMeeting meeting, AgencyToday today, CancellationToken cancellationToken)
    {
        var ids = members.ToList();
        foreach (var supporter in await db.Supporters.Where(s => ids.Contains(s.Id)).ToListAsync(cancellationToken))
        {
            supporter.Attend(meeting, today);
        }
    }
}
