using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PeerPlatform.Browser.Tests;

/// <summary>What holds for every page, whoever looks at it.</summary>
internal static class PageRules
{
    /// <summary>The narrowest screen that must do: WCAG 1.4.10.</summary>
    private const int Narrow = 320;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    public static async Task<IReadOnlyList<string>> BrokenAsync(IPage page, string language)
    {
        var broken = new List<string>();
        if (await page.Locator("h1").CountAsync() is var headings and not 1)
        {
            broken.Add($"{headings} h1 instead of one");
        }

        foreach (var way in new[] { "tel:988", "sms:988" })
        {
            if (!await page.Locator($"a[href='{way}']").First.IsVisibleAsync())
            {
                broken.Add($"no visible link to {way}");
            }
        }

        if (await page.Locator("html").GetAttributeAsync("lang") is var said && said != language)
        {
            broken.Add($"lang is {said ?? "missing"} instead of {language}");
        }

        if (string.IsNullOrWhiteSpace(await page.TitleAsync()))
        {
            broken.Add("no title");
        }

        broken.AddRange(await TooWideAsync(page));
        return broken;
    }

    /// <summary>
    /// Every rule of axe that is on by default (WCAG 2 A and AA, best practices) and target-size. Run in the page itself, as the
    /// Playwright wrapper of axe opens a further blank page each time, which takes six times as long. A page that shows progress
    /// loads itself anew meanwhile; then it is looked at again.
    /// </summary>
    public static async Task<IReadOnlyList<string>> AxeViolationsAsync(IPage page)
    {
        const int Looks = 5;
        for (var look = 1; ; look++)
        {
            try
            {
                return await RunAxeAsync(page);
            }
            catch (PlaywrightException e) when (look < Looks && e.Message.Contains("because of a navigation", StringComparison.Ordinal))
            {
                await page.WaitForLoadStateAsync();
            }
        }
    }

    private static async Task<string[]> RunAxeAsync(IPage page)
    {
        await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(
            """
            async () => {
              const found = await axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
              return found.violations.flatMap(rule => rule.nodes.map(node =>
                `axe ${rule.id}: ${rule.help}: ${node.html.slice(0, 200)} ${node.any.map(c => c.message).join(' ')}`));
            }
            """);
    }

    private static async Task<IReadOnlyList<string>> TooWideAsync(IPage page)
    {
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(Narrow, size.Height);
        var wide = await page.EvaluateAsync<string[]>(
            """
            narrow => {
              const root = document.scrollingElement;
              if (root.scrollWidth <= narrow) return [];
              const beyond = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > narrow + 1);
              const inner = beyond.filter(e => ![...e.children].some(c => beyond.includes(c))).slice(0, 5);
              return [`scrolls sideways at ${narrow} px (${root.scrollWidth} wide)`, ...inner.map(e => e.outerHTML.slice(0, 160))];
            }
            """,
            Narrow);
        await page.SetViewportSizeAsync(size.Width, size.Height);
        return wide.Length == 0 ? [] : [string.Join(" | ", wide)];
    }
}
