using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Tests;

public sealed class InstrumentTests
{
    [Fact]
    public void Every_shipped_instrument_is_whole_and_says_where_it_comes_from()
    {
        Assert.Equal(["cbi", "pressures"], Sheets.Instruments.Newest.Select(i => i.Code));
        Assert.All(Sheets.Instruments.Newest, instrument =>
        {
            Assert.Null(ShippedInstruments.FaultOf(instrument));
            Assert.NotEmpty(instrument.Source);
            Assert.NotEmpty(instrument.Licence);
            Assert.InRange(instrument.Minutes, 1, 30);
        });
    }

    [Fact]
    public void Every_text_is_there_in_both_languages_and_the_two_differ()
    {
        foreach (var instrument in Sheets.Instruments.Newest)
        {
            var texts = new List<LocalText> { instrument.Title, instrument.About, instrument.Translation };
            texts.AddRange(instrument.Items.Select(i => i.Text));
            texts.AddRange(instrument.Scales.SelectMany(s => s.Bands.Select(b => b.Name).Append(s.Name).Append(s.HigherMeans)));
            texts.AddRange(instrument.Choices.Values.SelectMany(c => c.Select(x => x.Text)));
            Assert.All(texts, text =>
            {
                Assert.False(string.IsNullOrWhiteSpace(text.En));
                Assert.False(string.IsNullOrWhiteSpace(text.Es));
                Assert.NotEqual(text.En, text.Es);
            });
        }
    }

    [Fact]
    public void An_instrument_with_a_fault_is_not_taken()
    {
        var cbi = Sheets.Cbi;
        var orphaned = cbi with { Scales = [.. cbi.Scales.Skip(1)] };
        var twice = cbi with { Items = [.. cbi.Items, cbi.Items[0]] };
        var choiceless = cbi with { Choices = new Dictionary<string, IReadOnlyList<Choice>> { ["frequency"] = cbi.Choices["frequency"] } };
        var gap = cbi with { Scales = [.. cbi.Scales.Select(s => s with { Bands = [s.Bands[0] with { To = 40 }, s.Bands[1]] })] };
        var demanding = cbi with { Scales = [.. cbi.Scales.Select(s => s with { MinAnswered = 8 })] };
        Assert.All([orphaned, twice, choiceless, gap, demanding], faulty => Assert.NotNull(ShippedInstruments.FaultOf(faulty)));
    }

    [Theory]
    [InlineData("es", "Siempre")]
    [InlineData("es-MX", "Siempre")]
    [InlineData("en", "Always")]
    [InlineData("fr", "Always")]
    [InlineData(null, "Always")]
    public void A_language_not_kept_answers_in_English(string? lang, string always) =>
        Assert.Equal(always, Sheets.Cbi.Choices["frequency"][0].Text.In(Languages.Named(lang)));

    [Fact]
    public void Answers_are_written_one_character_an_item()
    {
        Assert.Null(ResponseSheet.Write(Sheets.Cbi, new Dictionary<string, int?> { ["cbi-c6"] = 4, ["cbi-p1"] = 0, ["cbi-p2"] = null }, out var responses));
        Assert.Equal("0-----" + "-------" + "-----4", responses);
    }

    [Fact]
    public void An_unknown_question_a_choice_out_of_range_and_an_empty_form_are_refused()
    {
        var unknown = ResponseSheet.Write(Sheets.Cbi, new Dictionary<string, int?> { ["cbi-p1"] = 1, ["cbi-p9"] = 1 }, out _);
        var below = ResponseSheet.Write(Sheets.Cbi, new Dictionary<string, int?> { ["cbi-p1"] = -1 }, out _);
        var above = ResponseSheet.Write(Sheets.Cbi, new Dictionary<string, int?> { ["cbi-p1"] = 5 }, out _);
        var skipped = ResponseSheet.Write(Sheets.Cbi, new Dictionary<string, int?> { ["cbi-p1"] = null }, out _);
        var empty = ResponseSheet.Write(Sheets.Cbi, new Dictionary<string, int?>(), out _);
        Assert.Equal(["answers", "answers.cbi-p1", "answers.cbi-p1", "answers", "answers"], new[] { unknown, below, above, skipped, empty }.Select(r => r!.Field));
    }
}
