using Microsoft.Playwright;

namespace PeerPlatform.Browser.Tests;

/// <summary>
/// How long a person would need on a phone for what a test does in no time: words read at 238 a minute (Brysbaert 2019), typing at 36.2 words of five
/// characters a minute (Palin et al. 2019), and three seconds for each tap, which includes finding it. Everything on a page is read, once.
/// </summary>
internal sealed class PersonTime(Visit visit)
{
    private const double WordsReadAMinute = 238;
    private const double CharactersTypedAMinute = 36.2 * 5;
    private static readonly TimeSpan Tap = TimeSpan.FromSeconds(3);

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public TimeSpan Spent { get; private set; }

    /// <summary>Reads what is on the page and was not read before.</summary>
    public async Task ReadAsync()
    {
        var lines = (await visit.Page.Locator("main").InnerTextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var words = lines.Where(_read.Add).Sum(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        Spent += TimeSpan.FromMinutes(words / WordsReadAMinute);
    }

    public async Task TapAsync(ILocator what)
    {
        await what.ClickAsync();
        Spent += Tap;
    }

    /// <summary>Taps a field and types.</summary>
    public async Task TypeAsync(string field, string text)
    {
        await visit.Page.Locator($"#{field}").FillAsync(text);
        Spent += Tap + TimeSpan.FromMinutes(text.Length / CharactersTypedAMinute);
    }
}
