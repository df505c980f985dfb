using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PeerPlatform.Browser.Tests;

/// <summary>An agency's search under way: a member comes forward, the panel scores, the coordinator decides, and a colleague is named without a trace.</summary>
public sealed class RecruitmentTests(RunningPortal portal) : InTheBrowser(portal)
{
    [Theory]
    [InlineData(Screen.Phone, "ELMS")]
    [InlineData(Screen.Desktop, "CAPE-ISL")]
    public async Task A_search_goes_from_coming_forward_to_the_letter_on_pages_that_anybody_can_use(Screen screen, string code)
    {
        using var agency = await Agency.HandedOverAsync(Portal, code);
        var member = (await agency.ColleaguesAsync(1))[0];
        var visit = await OpenAsync(screen);
        await visit.SignInAsync(member.Email);
        await ComeForwardAsync(visit);
        await NameAsync(visit);

        var panel = await OpenAsync(screen);
        await panel.SignInAsync((await agency.PanelistAsync()).Email);
        await ScoreAsync(panel);

        var coordinator = await OpenAsync(screen);
        await coordinator.SignInAsync(agency.Coordinator);
        await coordinator.GoAsync("/language?to=en&return=%2Fsearches");
        await DecideAsync(coordinator, member);
        await coordinator.GoAsync("/supporters");
        await coordinator.SeeAsync("supporters-team", "The team of supporters");
        await coordinator.Page.GetByRole(AriaRole.Link, new() { Name = "Look at whether the role goes on" }).First.ClickAsync();
        await coordinator.SeeAsync("case-new");
        await coordinator.GoAsync("/figures");
        await coordinator.SeeAsync("programme-figures", "Figures of your programme");
        await coordinator.GoAsync("/readiness/rules");
        await coordinator.SeeAsync("rules", "What is asked of supporters");
    }

    private static async Task ComeForwardAsync(Visit visit)
    {
        await visit.GoAsync("/language?to=en&return=%2Fbecoming");
        await visit.SeeAsync("becoming", "Becoming a supporter");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Come forward" }).First.ClickAsync();
        await visit.SeeAsync("application-empty", "Your application");
        await visit.Page.Locator("#interest").FillAsync("A colleague stayed with me after a bad night. I would like to be that for somebody.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send my application" }).ClickAsync();
        await visit.SeeAsync("application-refused", "Your application");
        await Expect(visit.Page.Locator("#interest")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^A colleague stayed"));
        await visit.Page.Locator("#background").FillAsync("Nine years on the line.");
        await visit.Page.Locator("#definition").FillAsync("Somebody who has been there, and listens.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send my application" }).ClickAsync();
        await Expect(visit.Page.Locator(".usa-alert--success")).ToBeVisibleAsync();
        await visit.SeeAsync("application-sent", "Your application");
    }

    private static async Task NameAsync(Visit visit)
    {
        await visit.GoAsync("/becoming");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Name a colleague" }).First.ClickAsync();
        await visit.SeeAsync("nominate-link", "Name a colleague");
        await visit.GoAsync("/becoming/about-me");
        await visit.SeeAsync("about-me", "Be counted");
    }

    private static async Task ScoreAsync(Visit panel)
    {
        await panel.GoAsync("/language?to=en&return=%2Fpanel");
        await panel.SeeAsync("panel", "Applications to score");
        await panel.Page.Locator("main ul.rows a, main .card a").First.ClickAsync();
        await panel.SeeAsync("panel-application");
    }

    private static async Task DecideAsync(Visit coordinator, Colleague member)
    {
        await coordinator.SeeAsync("searches", "Searches for supporters");
        await coordinator.Page.GetByRole(AriaRole.Link, new() { Name = "Two more peer supporters" }).ClickAsync();
        await coordinator.SeeAsync("search", "Two more peer supporters");
        await Expect(coordinator.Page.Locator("main ul.rows").First).ToContainTextAsync(member.Name);
        await coordinator.Page.Locator("main li", new() { HasText = "all scores are in" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await coordinator.SeeAsync("application-to-decide");
        await coordinator.Page.Locator("label[for^='o-']").First.ClickAsync();
        await coordinator.Page.Locator("#reasons").FillAsync("Calm, warm, and trusted by both shifts.");
        await coordinator.Page.GetByRole(AriaRole.Button, new() { Name = "Decide, and leave the letter" }).ClickAsync();
        await coordinator.SeeAsync("application-decided");
        await Expect(coordinator.Page.GetByRole(AriaRole.Heading, new() { Name = "The letter" })).ToBeVisibleAsync();
    }
}
