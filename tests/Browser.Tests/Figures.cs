using Microsoft.Playwright;
using PeerPlatform.Testing;
using static Microsoft.Playwright.Assertions;

namespace PeerPlatform.Browser.Tests;

/// <summary>Charts as everybody must be able to read them.</summary>
internal static class Figures
{
    /// <summary>Each scale has two charts, drawn as SVG with a name for those who do not see them, and the table beside.</summary>
    public static async Task ExpectDrawnAsync(IPage page, int scales)
    {
        await Expect(page.Locator("section.scale")).ToHaveCountAsync(scales);
        foreach (var scale in await page.Locator("section.scale").AllAsync())
        {
            var charts = scale.Locator("figure[data-chart] svg[role=img]");
            await Expect(charts).ToHaveCountAsync(2);
            foreach (var chart in await charts.AllAsync())
            {
                await Expect(chart).ToBeVisibleAsync();
                await Expect(chart).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex(".{10,}"));
                Assert.True(await chart.Locator("rect, circle, path, line").CountAsync() > 2, "A chart has nothing in it.");
            }

            await Expect(scale.Locator("table.figures")).ToBeVisibleAsync();
        }
    }

    /// <summary>Opens the page again and again until something is on it that comes by an event.</summary>
    public static Task ReloadUntilAsync(Visit visit, string path, ILocator there) => Eventually.HoldsAsync(
        async () =>
        {
            await visit.GoAsync(path);
            return await there.CountAsync() > 0;
        },
        $"{path} shows what is waited for");
}
