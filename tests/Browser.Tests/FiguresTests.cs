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
        await Expect(casey.Page.Locator("nav.site-nav")).ToBeHiddenAsync();
        await Expect(casey.Page.GetByRole(AriaRole.Button, new() { Name = "Print" })).ToBeHiddenAsync();
        await Expect(casey.Page.Locator(".headline")).ToBeVisibleAsync();
        await Expect(casey.Page.Locator("figure[data-chart] svg[role=img]").First).ToBeVisibleAsync();
        await Expect(casey.Page.GetByText("988").First).ToBeVisibleAsync();
        await casey.SeeAsync("results-print");
    }
}
