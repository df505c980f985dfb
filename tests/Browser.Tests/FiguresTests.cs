using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PeerPlatform.Browser.Tests;

[Collection(Releases.Name)]
public sealed class FiguresTests(RunningPortal portal, ListenedNetwork network) : InTheBrowser(portal)
{
    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task A_coordinator_reads_the_results_of_seven_teams_on_screen_and_on_paper(Screen screen)
    {
        var casey = await OpenAsync(screen);
        await casey.SignInAsync(ListenedNetwork.Casey);
        await casey.SeeAsync("coordinator-home");
        await casey.GoAsync($"/listening/{network.Wave}/results");
        await Figures.ExpectDrawnAsync(casey.Page, scales: 3);
        await casey.SeeAsync("results");
        await casey.PictureAsync("results-desktop", height: 1250);

        await casey.Page.Locator("section.scale + details summary").First.ClickAsync();
        await Expect(casey.Page.Locator("details[open] svg[role=img]")).ToBeVisibleAsync();
        await Expect(casey.Page.Locator("details[open]")).ToContainTextAsync("Cronbach's alpha");
        await casey.SeeAsync("results-spread");

        await casey.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Expect(casey.Page.Locator("nav.site-nav:visible")).ToHaveCountAsync(0);
        await Expect(casey.Page.GetByRole(AriaRole.Button, new() { Name = "Print" })).ToBeHiddenAsync();
        await Expect(casey.Page.Locator(".headline")).ToBeVisibleAsync();
        await Expect(casey.Page.Locator("figure[data-chart] svg[role=img]").First).ToBeVisibleAsync();
        await Expect(casey.Page.GetByText("988").First).ToBeVisibleAsync();
        await casey.SeeAsync("results-print");
    }

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task The_network_coordinator_reads_a_release_and_its_files_hold_exactly_its_table(Screen screen)
    {
        var nora = await OpenAsync(screen);
        await nora.SignInAsync(ListenedNetwork.Nora);
        await nora.SeeAsync("network-home-after-first-release");
        await nora.GoAsync($"/network/releases/{network.Release}");
        await Figures.ExpectDrawnAsync(nora.Page, scales: 3);
        await Expect(nora.Page.Locator("section[aria-labelledby=agencies] .withheld").First).ToBeVisibleAsync();
        await Expect(nora.Page.GetByText("unbroken")).ToBeVisibleAsync();
        await nora.SeeAsync("release");
        await nora.PictureAsync("release-desktop", height: 1400);

        var onPage = await ReleasedTable.OnPageAsync(nora.Page);
        Assert.Contains("withheld", onPage.Values);
        ReleasedTable.ExpectSame(onPage, await nora.DownloadAsync("JSON"), await nora.DownloadAsync("CSV"));
    }
}
