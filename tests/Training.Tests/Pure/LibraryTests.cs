using System.Text.RegularExpressions;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Library;

namespace PeerPlatform.Training.Tests;

public sealed partial class LibraryTests
{
    [Fact]
    public void What_the_manual_asks_for_is_shipped_whole_in_both_languages_with_its_source()
    {
        Assert.Equal(
            [EntryKind.Affiliation, EntryKind.TherapyZone, EntryKind.AdviceOrSupport, EntryKind.Safety, EntryKind.Supervision],
            Entry.Shipped.Select(e => e.Kind).Distinct());
        Assert.Equal(Entry.Shipped.Length, Entry.Shipped.Select(e => e.Code).Distinct().Count());
        Assert.All(Entry.Shipped, e => Assert.True(e.Source.Length > 3 && Code().IsMatch(e.Code), e.Code));
        Assert.All(Texts(), text => Assert.True(text.En.Length > 3 && text.Es.Length > 3 && text.En != text.Es, text.En));
    }

    [Fact]
    public void No_text_cheers_or_shouts() =>
        Assert.All(Texts(), text => Assert.False((text.En + text.Es).AsSpan().IndexOfAny('!', '¡') >= 0, text.En));

    [Fact]
    public void Safety_is_five_steps_together_and_one_for_when_that_cannot_be()
    {
        var safety = Entry.Shipped.Single(e => e.Kind == EntryKind.Safety);

        Assert.Equal(["1", "2", "3", "4", "5", "O"], safety.Parts.Select(p => p.Heading.En[..1]));
        Assert.Contains("988", safety.About.En, StringComparison.Ordinal);
        Assert.Contains("988", safety.About.Es, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_finds_all_words_anywhere_without_capitals_or_accents()
    {
        var entry = ReadableEntry.Of(Entry.Shipped.Single(e => e.Code == "meeting-as-equals"), Language.Es);

        Assert.True(entry.Has(["conversacion", "jefatura"]));
        Assert.False(entry.Has(["conversacion", "submarino"]));
        Assert.True(entry.Has([]));
        Assert.Equal("numero ano", ReadableEntry.Fold("Número AÑO"));
    }

    [Fact]
    public void An_own_text_in_one_language_is_read_in_that_one()
    {
        var entry = OwnEntry.Add("own-1", new EntryWords(EntryKind.Other, "", "", "Turnos de noche", "Primera línea.\n\nSegunda."), new DateOnly(2026, 11, 22));

        var read = ReadableEntry.Of(entry, Language.En);

        Assert.Equal((Language.Es, "Turnos de noche"), (read.Language, read.Title));
        Assert.Equal(["Primera línea.", "Segunda."], read.Parts.Single().Lines);
    }

    [Fact]
    public void What_is_withdrawn_stays_so_and_is_not_changed_any_more()
    {
        var day = new DateOnly(2026, 11, 22);
        var words = new EntryWords(EntryKind.Other, "Title", "Text", "", "");
        var entry = OwnEntry.Add("own-1", words, day);
        Assert.Null(entry.Change(words with { TitleEn = "Another" }, day));

        entry.Withdraw(day);
        entry.Withdraw(day.AddDays(3));

        Assert.Equal(day, entry.WithdrawnOn);
        Assert.IsType<EntryWithdrawn>(entry.Change(words, day));
        Assert.Equal("Another", entry.TitleEn);
    }

    [Theory]
    [InlineData("kind", "lunch", "Title", "Text", "", "")]
    [InlineData("titleEn", "other", "", "", "", "")]
    [InlineData("titleEn", "other", "", "Text", "", "")]
    [InlineData("textEn", "other", "Title", "", "", "")]
    [InlineData("titleEs", "other", "Title", "Text", "", "Texto")]
    [InlineData("textEs", "other", "Title", "Text", "Título", "")]
    [InlineData("titleEn", "other", "Two\nlines", "Text", "", "")]
    public void Half_a_text_is_refused_at_the_half_that_is_missing(string field, string kind, string titleEn, string textEn, string titleEs, string textEs) =>
        Assert.Equal(field, EntryWording.Read(new EntryRequest(kind, titleEn, textEn, titleEs, textEs), out _)?.Field);

    private static IEnumerable<LocalText> Texts() =>
        Entry.Shipped.SelectMany(e => e.Parts.SelectMany(p => p.Lines.Prepend(p.Heading)).Prepend(e.About).Prepend(e.Title));

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Code();
}
