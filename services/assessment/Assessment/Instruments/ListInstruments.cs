using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Instruments;

/// <summary>What a coordinator can ask people about.</summary>
internal static class ListInstruments
{
    public static Ok<InstrumentOffer[]> Handle(ShippedInstruments instruments, string? lang = null)
    {
        var language = Languages.Named(lang);
        return TypedResults.Ok(instruments.Newest.Select(i => InstrumentOffer.Of(i, language)).ToArray());
    }
}

/// <param name="Items">How many questions.</param>
/// <param name="Minutes">How long answering takes, about.</param>
internal sealed record InstrumentOffer(
    string Code, int Version, string Title, string About, string Source, string Licence, string Translation, int Minutes, int Items, ScaleOffer[] Scales)
{
    public static InstrumentOffer Of(Instrument instrument, Language language) => new(
        instrument.Code,
        instrument.Version,
        instrument.Title.In(language),
        instrument.About.In(language),
        instrument.Source,
        instrument.Licence,
        instrument.Translation.In(language),
        instrument.Minutes,
        instrument.Items.Count,
        [.. instrument.Scales.Select(s => new ScaleOffer(s.Code, s.Name.In(language), s.HigherMeans.In(language), s.Items.Count, s.MinAnswered))]);
}

internal sealed record ScaleOffer(string Code, string Name, string HigherMeans, int Items, int MinAnswered);
