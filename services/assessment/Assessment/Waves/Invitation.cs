namespace PeerPlatform.Assessment.Waves;

/// <summary>
/// Who may take a ticket; whether they have is in <see cref="TakenInvitations"/>. It knows no ticket, and no time; all of a
/// wave's are erased when it closes (P-2.7).
/// </summary>
internal sealed class Invitation
{
    private Invitation()
    {
    }

    /// <param name="place">From 0, one for each of the wave's invitations, in random order.</param>
    public Invitation(Guid waveId, Guid memberId, Guid? groupId, int place)
    {
        WaveId = waveId;
        MemberId = memberId;
        GroupId = groupId;
        Place = place;
    }

    public Guid WaveId { get; private set; }

    public Guid MemberId { get; private set; }

    public Guid? GroupId { get; private set; }

    public int Place { get; private set; }
}
