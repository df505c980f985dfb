using PeerPlatform.Assessment.Instruments;

namespace PeerPlatform.Assessment.Demonstration;

/// <summary>
/// Answers of nobody: each imagined person has a level, near that of the team, and answers each question near it.
/// The same seed gives the same answers.
/// </summary>
internal sealed class ImaginedAnswers(Instrument instrument, int seed)
{
    private const double SpreadOfTeams = 9;
    private const double SpreadOfPeople = 17;
    private const double SpreadOfAnswers = 16;
    private const double LeftOut = 0.004;

    private readonly Random _random = new(seed);

    /// <summary>Whether an imagined person takes part.</summary>
    public bool TakesPart(double share) => _random.NextDouble() < share;

    public double LevelOfTeam() => 44 + (SpreadOfTeams * Normal());

    /// <summary>A response sheet of somebody in a team of this level.</summary>
    public string Sheet(double teamLevel)
    {
        var level = teamLevel + (SpreadOfPeople * Normal());
        return string.Concat(instrument.Items.Select((_, position) =>
            _random.NextDouble() < LeftOut ? ResponseSheet.Skipped : (char)('0' + Nearest(position, level + (SpreadOfAnswers * Normal())))));
    }

    private int Nearest(int position, double value) =>
        Enumerable.Range(0, instrument.ChoicesOf(instrument.Items[position]).Count)
            .MinBy(choice => Math.Abs(instrument.ValueOf(position, choice) - value));

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
