using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Assessment.Waves;

/// <summary>
/// Who may take a ticket, and whether they have. It knows no ticket, and no time; all of a wave's are erased
/// when it closes (P-2.7).
/// </summary>
internal sealed class Invitation
{
    private Invitation()
    {
    }

    public Invitation(Guid waveId, Guid memberId, Guid? groupId)
    {
        WaveId = waveId;
        MemberId = memberId;
        GroupId = groupId;
    }

    public Guid WaveId { get; private set; }

    public Guid MemberId { get; private set; }

    public Guid? GroupId { get; private set; }

    public bool Taken { get; private set; }

    public Refusal? Take()
    {
        if (Taken)
        {
            return new InvitationAlreadyTaken();
        }

        Taken = true;
        return null;
    }
}
