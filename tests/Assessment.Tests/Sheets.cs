using PeerPlatform.Assessment.Instruments;

namespace PeerPlatform.Assessment.Tests;

/// <summary>Filled-in forms.</summary>
internal static class Sheets
{
    public static ShippedInstruments Instruments { get; } = new();

    public static Instrument Cbi { get; } = Instruments.Of("cbi", 1);

    /// <summary>The same choice for every item.</summary>
    public static Dictionary<string, int?> Same(string instrument, int choice) =>
        Instruments.NewestOf(instrument)!.Items.ToDictionary(i => i.Code, _ => (int?)choice);
}
