using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PeerPlatform.Browser.Tests;

public sealed class ProgrammeTests(RunningPortal portal) : InTheBrowser(portal)
{
    private static readonly TimeSpan Promised = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_new_agency_is_ready_to_recruit_by_the_quick_start_in_under_ten_minutes()
    {
        var file = new NewAgencyFile("HL-START");
        using var agency = await Agency.ImportedAsync(Portal, file);
        var cora = await OpenAsync(Screen.Phone);
        var time = new PersonTime(cora);
        await cora.SignInAsync(agency.Coordinator);
        await time.ReadAsync();
        await time.TapAsync(Link(cora, "quick start"));
        await time.ReadAsync();
        await cora.SeeAsync("quick-start", "Quick start");

        await time.TapAsync(Link(cora, "Write it"));
        await time.ReadAsync();
        await time.TypeAsync("text", "Cora O’Hara, coordinator\nAna Ruiz, night shift\nTom Bell, front desk, decides on rosters");
        await cora.SeeAsync("charter-section", "Steering committee");
        await time.TapAsync(Button(cora, "Save"));

        await time.TapAsync(Link(cora, "Go to the surveys"));
        await time.ReadAsync();
        await time.TypeAsync("title", "How are we now");
        await time.TapAsync(Button(cora, "Open the survey"));
        await Expect(cora.Page.GetByText("The survey is open")).ToBeVisibleAsync();
        await BackAsync(cora, time);

        await time.TapAsync(Link(cora, "Begin a search"));
        await time.ReadAsync();
        await SearchAsync(cora, time);
        await BackAsync(cora, time);
        await cora.SeeAsync("quick-start-three-of-four", "Quick start");
        await time.TapAsync(Link(cora, "Plan a session"));
        await time.ReadAsync();
        await PlanAsync(cora, time);
        await BackAsync(cora, time);

        await Expect(cora.Page.GetByText("You are ready to recruit")).ToBeVisibleAsync();
        await cora.SeeAsync("quick-start-ready");
        Assert.True(time.Spent < Promised, $"A person would need {time.Spent.TotalMinutes:F1} minutes for the quick start, and {Promised.TotalMinutes} are promised.");
        Assert.True(time.Spent > TimeSpan.FromMinutes(1), "So little time means that nothing was read or typed.");
        TestContext.Current.SendDiagnosticMessage($"The quick start takes a person {time.Spent.TotalMinutes:F1} minutes.");
    }

    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public async Task A_policy_goes_from_its_template_to_everybody_s_word_on_pages_that_anybody_can_use(Screen screen)
    {
        using var agency = await Agency.ImportedAsync(Portal, new NewAgencyFile(screen == Screen.Phone ? "HL-RULES-P" : "HL-RULES-D"));
        var cora = await OpenAsync(screen);
        await cora.SignInAsync(agency.Coordinator);
        await cora.GoAsync("/programme");
        await cora.SeeAsync("programme", "Your programme");
        foreach (var step in Enumerable.Range(1, 9))
        {
            await cora.GoAsync($"/programme/steps/{step}");
            await cora.SeeAsync($"programme-step-{step}");
        }

        await cora.GoAsync("/programme/charter");
        await cora.SeeAsync("charter-empty", "Charter");
        await cora.GoAsync("/programme/policies");
        await cora.SeeAsync("policies-none", "Policies");
        await cora.Page.Locator("main a[href='/programme/policies/emergency-protocol']").ClickAsync();
        await cora.SeeAsync("policy-none", "Emergency protocol");
        await Button(cora, "Template in English").ClickAsync();
        await cora.SeeAsync("policy-draft", "Emergency protocol");
        foreach (var field in await cora.Page.Locator("input[name=filled]").AllAsync())
        {
            await field.FillAsync("Jo Park, 617-555-0101");
        }

        await Button(cora, "Fill in").ClickAsync();
        await Expect(cora.Page.Locator("mark")).ToHaveCountAsync(0);
        await cora.SeeAsync("policy-draft-filled");
        await Link(cora, "Go on to publish").ClickAsync();
        await cora.SeeAsync("policy-publish", "Publish version 1");
        await Button(cora, "Publish version 1").ClickAsync();
        await Expect(cora.Page.GetByText("It is published.")).ToBeVisibleAsync();
        await cora.SeeAsync("policy-published", "Emergency protocol");
        await cora.Page.GetByRole(AriaRole.Link, new() { Name = "Version 1" }).ClickAsync();
        await cora.SeeAsync("policy-version", "Version 1");
    }

    private static async Task SearchAsync(Visit cora, PersonTime time)
    {
        await time.TypeAsync("title", "Supporters for both shifts");
        await time.TypeAsync("tasks", "Listen to colleagues after hard calls, and say where else there is help.");
        await time.TypeAsync("nominateUntil", DateTime.UtcNow.AddDays(21).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await time.TapAsync(Button(cora, "Begin the search"));
        await Expect(cora.Page.GetByRole(AriaRole.Heading, new() { Name = "Supporters for both shifts" })).ToBeVisibleAsync();
    }

    private static async Task PlanAsync(Visit cora, PersonTime time)
    {
        var day = DateTime.UtcNow.AddDays(14).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await time.TypeAsync("title", "Basics of peer support");
        foreach (var topic in await cora.Page.Locator("label.usa-checkbox__label", new() { HasText = "asked of every supporter" }).AllAsync())
        {
            await time.TapAsync(topic);
        }

        await time.TypeAsync("startsAt", day);
        await time.TypeAsync("starts", "09:00");
        await time.TypeAsync("ends", "16:00");
        await time.TypeAsync("minutes", "360");
        await time.TypeAsync("ledBy", "Tom Bell, a man");
        await time.TypeAsync("place", "Room 2");
        await time.TapAsync(Button(cora, "Plan the session"));
        await Expect(cora.Page.GetByText("The session is planned")).ToBeVisibleAsync();
    }

    /// <summary>Back to the quick start by the way that every page has.</summary>
    private static async Task BackAsync(Visit cora, PersonTime time)
    {
        await time.ReadAsync();
        await time.TapAsync(cora.Page.Locator("nav.site-nav summary"));
        await time.TapAsync(cora.Page.Locator("nav.site-nav").GetByRole(AriaRole.Link, new() { Name = "Programme" }));
        await time.ReadAsync();
        await time.TapAsync(cora.Page.Locator("main a[href='/programme/quick-start']").First);
        await time.ReadAsync();
    }

    private static ILocator Link(Visit visit, string name) => visit.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = name }).First;

    private static ILocator Button(Visit visit, string name) => visit.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = name }).First;
}
