using PeerPlatform.Platform.Data;

namespace PeerPlatform.Assessment.Collecting;

/// <summary>
/// What somebody answered: nothing about who, when, or after whom. Rows are kept by wave and a random id, not in the
/// order they came. People's answers are written only by <see cref="AnswerTable"/>.
/// </summary>
[KeepsNoOrder]
internal sealed class Answer : IImmutableRow
{
    private Answer()
    {
    }

    public Guid WaveId { get; private set; }

    /// <summary>Random.</summary>
    public Guid Id { get; private set; }

    public Guid? GroupId { get; private set; }

    /// <summary>One character an item, see <see cref="Instruments.ResponseSheet"/>.</summary>
    public string Responses { get; private set; } = "";

    /// <summary>An answer of nobody, for the demonstration.</summary>
    public static Answer Imagined(Guid waveId, Guid? groupId, string responses) =>
        new() { WaveId = waveId, Id = Guid.NewGuid(), GroupId = groupId, Responses = responses };
}
