using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PeerPlatform.Browser.Tests;

/// <summary>A session is planned, a supporter takes a seat, comes and has it on record; the coordinator sees who is ready.</summary>
public sealed class TrainingTests(RunningPortal portal) : InTheBrowser(portal)
{
    [Theory]
    [InlineData(Screen.Phone, "BOSTON-CH")]
    [InlineData(Screen.Desktop, "HARBOR")]
    public async Task A_supporter_takes_a_seat_comes_and_has_it_on_record(Screen screen, string code)
    {
        using var agency = await Agency.HandedOverAsync(Portal, code);
        var supporter = await agency.SupporterAsync("notQualified");
        var coordinator = await OpenAsync(screen);
        await coordinator.SignInAsync(agency.Coordinator);
        await coordinator.GoAsync("/language?to=en&return=%2Freadiness");
        await LookAtReadinessAsync(coordinator, supporter);
        var session = await PlanAsync(coordinator);

        var visit = await OpenAsync(screen);
        await visit.SignInAsync(supporter.Email);
        await TakeSeatAsync(visit);

        await coordinator.GoAsync(session);
        await coordinator.SeeAsync("session-with-people", "Boundaries, without guilt");
        var digits = await coordinator.Page.Locator(".door-code").InnerTextAsync();
        var card = Card(visit);
        await card.GetByLabel("The six digits").FillAsync(digits);
        await card.GetByRole(AriaRole.Button, new() { Name = "I am there" }).ClickAsync();
        await Expect(visit.Page.Locator(".usa-alert--success")).ToContainTextAsync("You are there");

        await coordinator.GoAsync(session);
        await Expect(coordinator.Page.GetByRole(AriaRole.Checkbox, new() { Name = supporter.Name })).ToBeCheckedAsync();
        await coordinator.Page.GetByRole(AriaRole.Link, new() { Name = "Call it off" }).ClickAsync();
        await coordinator.SeeAsync("session-call-off", "Call off this session?");
        await coordinator.Page.GetByRole(AriaRole.Button, new() { Name = "Call it off" }).ClickAsync();
        await coordinator.SeeAsync("session-called-off", "Boundaries, without guilt");
        await coordinator.GoAsync("/sessions?over=true");
        await coordinator.SeeAsync("sessions-over", "Sessions");
    }

    private static async Task LookAtReadinessAsync(Visit coordinator, Colleague supporter)
    {
        await coordinator.GoAsync("/readiness");
        await coordinator.SeeAsync("readiness", "Readiness");
        var all = await TakeAwayAsync(coordinator, coordinator.Page.GetByRole(AriaRole.Link, new() { Name = "Take this list away" }));
        Assert.StartsWith("name,state,lapses_on,summary,missing", all.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Contains(supporter.Name, all, StringComparison.Ordinal);

        await coordinator.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Not ready") }).ClickAsync();
        await coordinator.SeeAsync("readiness-not-ready", "Readiness");
        await coordinator.Page.GetByRole(AriaRole.Link, new() { Name = supporter.Name, Exact = true }).ClickAsync();
        await coordinator.SeeAsync("supporter", supporter.Name);
        await coordinator.GoAsync("/readiness/new");
        await coordinator.SeeAsync("supporter-take-up", "Take up a supporter");
    }

    private static async Task<string> PlanAsync(Visit coordinator)
    {
        await coordinator.GoAsync("/sessions");
        await coordinator.SeeAsync("sessions", "Sessions");
        await coordinator.Page.GetByRole(AriaRole.Link, new() { Name = "Plan a session" }).ClickAsync();
        await coordinator.Page.GetByLabel("What is it called?").FillAsync("Boundaries, without guilt");
        await coordinator.Page.Locator("main form button[type=submit]").ClickAsync();
        await coordinator.SeeAsync("session-new-refused", "Plan a session");
        await Expect(coordinator.Page.Locator("#startsAt-problem, .usa-error-message").First).ToBeVisibleAsync();

        // The door opens half an hour before, so it opens now.
        var starts = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow.AddMinutes(20), TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
        var ends = starts.AddHours(2);
        await coordinator.Page.GetByText("boundaries", new() { Exact = true }).ClickAsync();
        await coordinator.Page.GetByLabel("Day", new() { Exact = true }).FillAsync(Day(starts));
        await coordinator.Page.GetByLabel("Begins at").FillAsync(Time(starts));
        await coordinator.Page.GetByLabel("Last day").FillAsync(Day(ends));
        await coordinator.Page.GetByLabel("Ends at").FillAsync(Time(ends));
        await coordinator.Page.GetByLabel("Minutes that count").FillAsync("90");
        await coordinator.Page.GetByLabel("Who leads it?").FillAsync("Ana Ruiz, a woman");
        await coordinator.Page.GetByLabel("Where?").FillAsync("Library, second floor");
        await coordinator.Page.Locator("main form button[type=submit]").ClickAsync();
        await coordinator.SeeAsync("session-planned", "Boundaries, without guilt");
        return new Uri(coordinator.Page.Url).AbsolutePath;
    }

    private static async Task TakeSeatAsync(Visit supporter)
    {
        await supporter.GoAsync("/training");
        await supporter.SeeAsync("my-training", "My training");
        await Card(supporter).GetByRole(AriaRole.Button, new() { Name = "Take a seat" }).ClickAsync();
        await Expect(supporter.Page.Locator(".usa-alert--success")).ToContainTextAsync("You have a seat");
        await supporter.SeeAsync("my-training-with-seat", "My training");
        var file = await TakeAwayAsync(supporter, Card(supporter).GetByRole(AriaRole.Link, new() { Name = "Put it into my calendar" }));
        Assert.Contains("SUMMARY:Boundaries\\, without guilt", file, StringComparison.Ordinal);

        await Card(supporter).GetByRole(AriaRole.Button, new() { Name = "I can't come" }).ClickAsync();
        await Expect(supporter.Page.Locator(".usa-alert--success")).ToContainTextAsync("off the list");
        await Card(supporter).GetByRole(AriaRole.Button, new() { Name = "Take a seat" }).ClickAsync();
    }

    private static ILocator Card(Visit supporter) =>
        supporter.Page.Locator("article.card", new() { HasText = "Boundaries, without guilt" });

    private static async Task<string> TakeAwayAsync(Visit visit, ILocator link)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        await using var file = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);
}
