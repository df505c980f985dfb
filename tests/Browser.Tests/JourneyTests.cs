using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PeerPlatform.Browser.Tests;

[Collection(Releases.Name)]
public sealed partial class JourneyTests(RunningPortal portal) : InTheBrowser(portal)
{
    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task An_agency_comes_on_board_listens_to_its_staff_and_the_network_sees_what_is_safe(Screen screen)
    {
        var file = new NewAgencyFile(screen == Screen.Phone ? "HL-PHONE" : "HL-DESK");
        var nora = await OpenAsync(screen);
        await nora.SignInAsync(ListenedNetwork.Nora);
        await nora.SeeAsync("network-home");
        await RefusedFileAsync(nora, file);
        await ImportAsync(nora, file);

        var cora = await OpenAsync(screen);
        await ChoosePasswordAsync(cora, await CoordinatorLinkAsync(nora, file), "set-up");
        await cora.SignInAsync(file.Coordinator);
        await cora.SeeAsync("coordinator-home-new");
        var wave = await OpenWaveAsync(cora);

        var member = await OpenAsync(screen);
        await ChoosePasswordAsync(member, await MemberLinkAsync(cora, "person32"), null);
        await AnswerByHandAsync(member, file.Email("person32"));
        await ExpectRateAsync(cora, wave, "withheld", "wave-withheld");

        using var agency = await Agency.OfAsync(Portal, file.Coordinator);
        await agency.AnswerAsync(wave, await agency.ColleaguesAsync(22), (i, item) => Questionnaire.Extreme(wornOut: i < 10, item));
        await ExpectRateAsync(cora, wave, $"at least 20 of {NewAgencyFile.People} people", "wave-open");

        await CloseAsync(cora);
        await ReadResultsAsync(cora);
        await ReleaseAsync(nora, file);
        Assert.True(member.CollectRequests > 3, "The watch on the collecting side has seen nothing.");
    }

    private static async Task RefusedFileAsync(Visit nora, NewAgencyFile file)
    {
        await nora.GoAsync("/network/onboarding");
        await nora.SeeAsync("onboarding");
        await UploadAsync(nora, file.Faulty(), $"{file.Code}-faulty.csv");
        await Expect(nora.Page.GetByText("3 rows need mending first")).ToBeVisibleAsync();
        var faults = await nora.Page.Locator("section[aria-labelledby=faults] tbody tr").AllInnerTextsAsync();
        Assert.Collection(
            faults,
            row => Assert.Matches(@"3\s[\s\S]*time_zone[\s\S]*Massachusetts", row),
            row => Assert.Matches(@"5\s[\s\S]*email", row),
            row => Assert.Matches(@"6\s[\s\S]*roles[\s\S]*chief", row));
        await nora.SeeAsync("onboarding-faults");

        await nora.GoAsync($"/network/agencies?search={file.Code}");
        await Expect(nora.Page.GetByText("No agency was found")).ToBeVisibleAsync();
        await nora.SeeAsync("agencies-none");
    }

    private static async Task ImportAsync(Visit nora, NewAgencyFile file)
    {
        await nora.GoAsync("/network/onboarding");
        await UploadAsync(nora, file.Good(), $"{file.Code}.csv");
        await Expect(nora.Page.GetByText("Ready: this is what would change")).ToBeVisibleAsync();
        Assert.Equal(["1", "0", "0"], await ChangesAsync(nora, "Agencies"));
        Assert.Equal(["3", "0", "0"], await ChangesAsync(nora, "Teams"));
        Assert.Equal([$"{NewAgencyFile.People}", "0", "0"], await ChangesAsync(nora, "People"));
        await nora.Page.Locator("summary").ClickAsync();
        await nora.SeeAsync("onboarding-preview");
        await nora.PictureAsync("onboarding-desktop");

        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Import all of it" }).ClickAsync();
        await Expect(nora.Page.Locator(".usa-alert--success")).ToContainTextAsync("Imported");
        await nora.SeeAsync("onboarding-imported");

        await nora.GoAsync("/network/onboarding");
        await UploadAsync(nora, file.Good(), $"{file.Code}-again.csv");
        await Expect(nora.Page.GetByText("Ready: nothing would change")).ToBeVisibleAsync();
        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Discard the file" }).ClickAsync();
        await Expect(nora.Page.GetByText("The file is discarded")).ToBeVisibleAsync();
    }

    private static async Task UploadAsync(Visit nora, byte[] csv, string name)
    {
        await nora.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = csv });
        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
    }

    private static async Task<IReadOnlyList<string>> ChangesAsync(Visit nora, string kind) =>
        await nora.Page.Locator("table.changes tr", new() { Has = nora.Page.GetByRole(AriaRole.Rowheader, new() { Name = kind }) }).Locator("td").AllInnerTextsAsync();

    private static async Task<string> CoordinatorLinkAsync(Visit nora, NewAgencyFile file)
    {
        await nora.GoAsync("/network/agencies");
        await nora.SeeAsync("agencies");
        await nora.Page.GetByLabel("Name or code").FillAsync(file.Code);
        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(nora.Page.GetByText("1 agency")).ToBeVisibleAsync();
        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Set-up link for Cora" }).ClickAsync();
        await Expect(nora.Page.GetByText("It is shown only now")).ToBeVisibleAsync();
        await nora.SeeAsync("coordinator-link");
        return await nora.Page.Locator("#set-up-link").InnerTextAsync();
    }

    private static async Task<string> MemberLinkAsync(Visit cora, string member)
    {
        await cora.GoAsync("/people");
        await cora.SeeAsync("people");
        await cora.Page.GetByLabel("Name, e-mail or staff number").FillAsync(member);
        await cora.Page.Keyboard.PressAsync("Enter");
        await Expect(cora.Page.GetByText("1 person")).ToBeVisibleAsync();
        await cora.SeeAsync("people-found");
        await cora.Page.GetByRole(AriaRole.Button, new() { Name = "Set-up link for" }).ClickAsync();
        await Expect(cora.Page.GetByText("It is shown only now")).ToBeVisibleAsync();
        return await cora.Page.Locator("#set-up-link").InnerTextAsync();
    }

    private static async Task ChoosePasswordAsync(Visit person, string link, string? see)
    {
        await person.GoAsync(new Uri(link.Trim()).PathAndQuery);
        await person.Page.GetByLabel("New password").FillAsync(RunningPortal.Password);
        await person.Page.GetByLabel("The same password again").FillAsync(RunningPortal.Password);
        if (see is not null)
        {
            await person.SeeAsync(see);
        }

        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Set my password" }).ClickAsync();
        await Expect(person.Page.GetByText("Your password is set")).ToBeVisibleAsync();
        await person.SeeAsync(see is null ? null : "sign-in-ready");
        await person.GoAsync(new Uri(link.Trim()).PathAndQuery);
        await person.SeeAsync(see is null ? null : "set-up-over");
    }

    private static async Task<string> OpenWaveAsync(Visit cora)
    {
        await cora.GoAsync("/listening");
        await cora.SeeAsync("listening-empty");
        await cora.Page.GetByRole(AriaRole.Link, new() { Name = "Open your first survey" }).ClickAsync();
        await Expect(cora.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Open a survey");
        await cora.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("How are we this fall");
        await cora.SeeAsync("listening-new");

        await cora.Page.GetByText("Only these teams:").ClickAsync();
        await cora.Page.GetByText("Front desk").ClickAsync();
        await cora.Page.GetByRole(AriaRole.Button, new() { Name = "Open the survey" }).ClickAsync();
        await Expect(cora.Page.Locator(".usa-alert--error")).ToBeVisibleAsync();
        await cora.SeeAsync("listening-new-refused");

        await cora.Page.GetByText("Everybody at").ClickAsync();
        await cora.Page.GetByRole(AriaRole.Button, new() { Name = "Open the survey" }).ClickAsync();
        await Expect(cora.Page.GetByText("The survey is open")).ToBeVisibleAsync();
        return WaveId().Match(cora.Page.Url).Value;
    }

    private static async Task AnswerByHandAsync(Visit member, string email)
    {
        await member.SignInAsync(email);
        await member.SeeAsync("member-home");
        await member.PictureAsync("home-phone");
        await member.Page.GetByRole(AriaRole.Link, new() { Name = "Answer the survey" }).ClickAsync();
        await member.SeeAsync("survey-about", "How are we this fall");
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Get my private link" }).ClickAsync();
        await member.SeeAsync("survey-link", "Your private link");
        var link = await member.Page.Locator("#private-link").InnerTextAsync();

        await member.Page.GetByRole(AriaRole.Link, new() { Name = "Open the survey" }).ClickAsync();
        await Expect(member.Page).ToHaveURLAsync(link.Trim());
        await member.SeeAsync("survey-start");
        await member.PictureAsync("survey-phone", height: 844);
        await Answering.MarkAllAsync(member.Page, choice: 0, step => member.SeeAsync(string.Create(CultureInfo.InvariantCulture, $"survey-part-{step}")));
        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Send my answers" }).ClickAsync();
        await Expect(member.Page.GetByRole(AriaRole.Heading, new() { Name = "Thank you. Your answers are in." })).ToBeVisibleAsync();
        await Expect(member.Page.Locator(".score .points")).ToHaveTextAsync(["100 of 100", "86 of 100", "100 of 100"]);
        await member.SeeAsync("thank-you");

        await member.Page.GotoAsync(link.Trim());
        await Expect(member.Page.GetByRole(AriaRole.Heading, new() { Name = "This link has been used" })).ToBeVisibleAsync();
        await member.SeeAsync("link-used");

        await member.GoAsync("/");
        await Expect(member.Page.GetByText("You have your private link for this survey")).ToBeVisibleAsync();
        await member.SeeAsync("member-home-link-taken");
    }

    private static async Task ExpectRateAsync(Visit cora, string wave, string said, string see)
    {
        await cora.GoAsync($"/listening/{wave}");
        await Expect(cora.Page.Locator("section[aria-labelledby=answered]")).ToContainTextAsync(said);
        await cora.SeeAsync(see);
    }

    private static async Task CloseAsync(Visit cora)
    {
        await cora.GoAsync("/");
        await cora.SeeAsync("coordinator-home-open");
        await cora.Page.GetByRole(AriaRole.Link, new() { Name = "See how the survey goes" }).ClickAsync();
        await cora.Page.GetByRole(AriaRole.Link, new() { Name = "Close the survey now" }).ClickAsync();
        await cora.SeeAsync("close-asked", "now?");
        await cora.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, close it" }).ClickAsync();
        await Expect(cora.Page.GetByText("The survey is closed")).ToBeVisibleAsync();
        await cora.SeeAsync("wave-closed");
        await cora.GoAsync("/listening");
        await cora.SeeAsync("listening");
    }

    private static async Task ReadResultsAsync(Visit cora)
    {
        await cora.GoAsync("/");
        await cora.Page.GetByRole(AriaRole.Link, new() { Name = "See what people said" }).ClickAsync();
        await Expect(cora.Page.Locator(".headline")).ToContainTextAsync($"23 of {NewAgencyFile.People} people answered.");
        await Figures.ExpectDrawnAsync(cora.Page, scales: 3);
        var withheld = cora.Page.Locator("section[aria-labelledby=who] tr", new() { HasText = "withheld" }).First;
        await Expect(withheld).ToContainTextAsync("Shown when at least 5 people answered");
        await cora.SeeAsync("results-small-agency");
    }

    private static async Task ReleaseAsync(Visit nora, NewAgencyFile file)
    {
        await Figures.ReloadUntilAsync(nora, "/network/releases", nora.Page.Locator("section[aria-labelledby=waiting]", new() { HasText = file.Name }));
        await nora.SeeAsync("releases-waiting");
        await nora.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Make the release.*Copenhagen") }).ClickAsync();
        await Expect(nora.Page.GetByText("The release is made")).ToBeVisibleAsync();
        await Figures.ExpectDrawnAsync(nora.Page, scales: 3);
        await nora.SeeAsync("release-made");

        var onPage = await ReleasedTable.OnPageAsync(nora.Page);
        Assert.Equal("23", onPage[$"{file.Name} · How are we this fall / answered"]);
        Assert.Equal("12", onPage[$"{file.Name} · How are we this fall / personal.Below 50.count"]);
        ReleasedTable.ExpectSame(onPage, await nora.DownloadAsync("JSON"), await nora.DownloadAsync("CSV"));

        await nora.GoAsync("/");
        await nora.SeeAsync("network-home-with-release");
        await nora.GoAsync("/network/releases");
        await nora.SeeAsync("releases");
    }

    [GeneratedRegex("(?<=/listening/)[0-9a-f-]{36}")]
    private static partial Regex WaveId();
}
