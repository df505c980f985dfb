using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PeerPlatform.Browser.Tests;

/// <summary>Finds English words on a page that is to be Spanish, in what is seen and in what is only read aloud.</summary>
internal static partial class EnglishWords
{
    /// <summary>Everything a person can meet on the page, but for the link to the other language.</summary>
    private const string AllText =
        """
        () => {
          const skip = e => e.closest('a.language, code, script, style, noscript');
          const said = [document.title];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) if (!skip(walk.currentNode.parentElement)) said.push(walk.currentNode.data);
          for (const e of document.body.querySelectorAll('[aria-label],[alt],[title],[placeholder],[data-said]'))
            if (!skip(e)) said.push(...['aria-label', 'alt', 'title', 'placeholder', 'data-said'].map(a => e.getAttribute(a)).filter(Boolean));
          return said.map(s => s.replace(/\s+/g, ' ').trim()).filter(Boolean);
        }
        """;

    /// <param name="names">Given by people; left out before looking.</param>
    public static async Task<IReadOnlyList<string>> OnAsync(IPage page, IReadOnlyList<string> names)
    {
        var found = new List<string>();
        foreach (var said in await page.EvaluateAsync<string[]>(AllText))
        {
            var own = names.OrderByDescending(n => n.Length)
                .Aggregate(said, (text, name) => text.Replace(name, "", StringComparison.Ordinal));
            if (English().Match(own) is { Success: true } word)
            {
                found.Add($"English on a Spanish page: \"{word.Value}\" in \"{(said.Length > 140 ? said[..140] : said)}\"");
            }
        }

        return found;
    }

    [GeneratedRegex(
        @"\b(the|and|your|you|with|for|from|this|that|is|are|was|were|have|of|to|in|on|by|it|we|our|or|at|be|can|will|not|if|what|who|how|when|out|up"
        + "|sign|close|closed|open|opened|back|next|send|help|call|text|chat|page|home|name|survey|team|teams|agency|agencies|people|person|member|members"
        + "|answer|answers|answered|invited|results|release|releases|file|row|rows|column|day|days|minutes|link|password|shown|withheld|mean|score|print"
        + "|search|loading|change|selected|drag|choose|peer|network|above|below)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex English();
}
