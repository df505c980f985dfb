namespace PeerPlatform.Assessment.Waves;

/// <summary>
/// Which of a wave's invitations are taken, all in one row. A mark on each invitation would be told apart by the commit that
/// made it, and the ticket made in that same commit with it: databases keep such a number with every row (decision 0004).
/// </summary>
internal sealed class TakenInvitations
{
    private TakenInvitations()
    {
    }

    public TakenInvitations(Guid waveId, int invited)
    {
        WaveId = waveId;
        Marks = new byte[(invited + 7) / 8];
    }

    public Guid WaveId { get; private set; }

    /// <summary>A bit for each <see cref="Invitation.Place"/>, from the lowest of the first byte.</summary>
    public byte[] Marks { get; private set; } = [];

    public bool Has(int place) => (Marks[place / 8] & (1 << (place % 8))) != 0;

    public void Add(int place)
    {
        var marks = Marks.ToArray();
        marks[place / 8] |= (byte)(1 << (place % 8));
        Marks = marks;
    }
}
