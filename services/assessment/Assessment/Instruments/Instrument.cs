using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Instruments;

/// <summary>
/// A questionnaire as versioned data (P-2.1). A published version never changes: closed waves are scored by the
/// version they were answered with.
/// </summary>
/// <param name="Translation">Where the wording in other languages comes from.</param>
/// <param name="Minutes">How long answering takes, about.</param>
/// <param name="Choices">What can be answered, by name; a response is an index into one of these lists.</param>
internal sealed record Instrument(
    string Code,
    int Version,
    LocalText Title,
    LocalText About,
    string Source,
    string Licence,
    LocalText Translation,
    int Minutes,
    IReadOnlyList<Scale> Scales,
    IReadOnlyList<Item> Items,
    IReadOnlyDictionary<string, IReadOnlyList<Choice>> Choices)
{
    private readonly Dictionary<string, int> _positions =
        Items.Select((item, index) => (item.Code, index)).ToDictionary(x => x.Code, x => x.index, StringComparer.Ordinal);

    /// <summary>The item's place in a stored response; null when there is no such item.</summary>
    public int? PositionOf(string itemCode) => _positions.TryGetValue(itemCode, out var position) ? position : null;

    public IReadOnlyList<Choice> ChoicesOf(Item item) => Choices[item.Choices];

    /// <summary>What an answer is worth, 0 to 100, reverse items turned round.</summary>
    public int ValueOf(int position, int choice)
    {
        var item = Items[position];
        var value = Choices[item.Choices][choice].Value;
        return item.Reverse ? 100 - value : value;
    }
}

/// <summary>Items that are scored together; the score is the mean of those answered, 0 to 100.</summary>
/// <param name="HigherMeans">A sentence for people: what a higher score says.</param>
/// <param name="MinAnswered">With fewer answered items there is no score.</param>
/// <param name="Bands">From the lowest, without gaps.</param>
/// <param name="Items">Codes of the items.</param>
internal sealed record Scale(
    string Code, LocalText Name, LocalText HigherMeans, int MinAnswered, IReadOnlyList<Band> Bands, IReadOnlyList<string> Items)
{
    /// <summary>The band of a score; the last one holds 100.</summary>
    public int BandOf(double score)
    {
        for (var band = 0; band < Bands.Count - 1; band++)
        {
            if (score < Bands[band].To)
            {
                return band;
            }
        }

        return Bands.Count - 1;
    }
}

/// <summary>Scores from <paramref name="From"/> up to but not including <paramref name="To"/>; 100 belongs to the last band.</summary>
internal sealed record Band(string Code, LocalText Name, double From, double To);

/// <param name="Reverse">True when a high answer means a low score.</param>
/// <param name="Choices">Name of the instrument's list of choices.</param>
internal sealed record Item(string Code, LocalText Text, bool Reverse, string Choices);

internal sealed record Choice(int Value, LocalText Text);
