using System.Text.Json;
using PeerPlatform.Platform;

namespace PeerPlatform.Assessment.Instruments;

/// <summary>The instruments that come with the platform; read and checked once, when the service starts.</summary>
internal sealed class ShippedInstruments
{
    private readonly Dictionary<(string Code, int Version), Instrument> _all;

    public ShippedInstruments()
    {
        _all = typeof(ShippedInstruments).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".json", StringComparison.Ordinal))
            .Select(Read)
            .ToDictionary(instrument => (instrument.Code, instrument.Version));
    }

    /// <summary>The newest version of each.</summary>
    public IEnumerable<Instrument> Newest =>
        _all.Values.GroupBy(i => i.Code, (_, versions) => versions.MaxBy(i => i.Version)!).OrderBy(i => i.Code, StringComparer.Ordinal);

    public Instrument? NewestOf(string code) => Newest.FirstOrDefault(i => i.Code == code);

    /// <summary>The version that a wave was opened with; a version once shipped stays.</summary>
    public Instrument Of(string code, int version) =>
        _all.TryGetValue((code, version), out var instrument)
            ? instrument
            : throw new InvalidOperationException($"Instrument {code}, version {version}, is no longer shipped.");

    /// <summary>What is wrong with an instrument's data; null when nothing is.</summary>
    public static string? FaultOf(Instrument instrument)
    {
        var scaled = instrument.Scales.SelectMany(s => s.Items).ToList();
        if (instrument.Items.Select(i => i.Code).Distinct().Count() != instrument.Items.Count)
        {
            return "two items have the same code";
        }

        if (!scaled.Order(StringComparer.Ordinal).SequenceEqual(instrument.Items.Select(i => i.Code).Order(StringComparer.Ordinal)))
        {
            return "each item must be in exactly one scale";
        }

        if (instrument.Items.Any(i => !instrument.Choices.TryGetValue(i.Choices, out var choices) || choices.Count is < 2 or > 10))
        {
            return "each item needs a list of 2 to 10 choices";
        }

        if (instrument.Choices.Values.SelectMany(c => c).Any(c => c.Value is < 0 or > 100))
        {
            return "choices are worth 0 to 100";
        }

        return instrument.Scales.Any(s => s.MinAnswered < 1 || s.MinAnswered > s.Items.Count || !BandsAreWhole(s))
            ? "a scale's bands must run from 0 to 100 without gaps, and fewer items must be demanded than there are"
            : null;
    }

    private static bool BandsAreWhole(Scale scale) =>
        scale.Bands.Count > 0
        && scale.Bands[0].From == 0
        && scale.Bands[^1].To == 100
        && scale.Bands.Zip(scale.Bands.Skip(1)).All(pair => pair.First.To == pair.Second.From && pair.First.From < pair.First.To);

    private static Instrument Read(string resource)
    {
        using var stream = typeof(ShippedInstruments).Assembly.GetManifestResourceStream(resource)!;
        var instrument = JsonSerializer.Deserialize<Instrument>(stream, PlatformJson.Options)!;
        return FaultOf(instrument) is { } fault
            ? throw new InvalidOperationException($"{resource}: {fault}.")
            : instrument;
    }
}
