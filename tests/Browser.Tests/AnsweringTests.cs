using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using PeerPlatform.Testing;
using static Microsoft.Playwright.Assertions;

namespace PeerPlatform.Browser.Tests;

public sealed class AnsweringTests(RunningPortal portal, OpenSurvey survey) : InTheBrowser(portal), IClassFixture<OpenSurvey>
{
    [Fact]
    public async Task Signing_in_and_answering_need_nothing_but_Tab_Space_and_Enter()
    {
        var somebody = survey.Somebody();
        var visit = await OpenAsync(Screen.Desktop);
        var keys = new Keyboard(visit);
        await visit.GoAsync("/");
        await keys.PressAsync("Tab");
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the main content" })).ToBeFocusedAsync();
        await keys.EnterOnAsync(AriaRole.Link, "Sign in");
        await keys.TypeInAsync(visit.Page.GetByLabel("Work e-mail"), somebody.Email);
        await keys.TypeInAsync(visit.Page.GetByLabel("Password"), RunningPortal.Password);
        await keys.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Hello");
        await keys.EnterOnAsync(AriaRole.Link, "Answer the survey");
        await keys.EnterOnAsync(AriaRole.Button, "Get my private link");
        await keys.EnterOnAsync(AriaRole.Link, "Open the survey");
        await Expect(visit.Page.Locator("#survey")).ToBeVisibleAsync();

        var next = visit.Page.Locator("#survey button:visible", new() { HasText = "Next" });
        while (true)
        {
            foreach (var question in await visit.Page.Locator("fieldset.item:visible").AllAsync())
            {
                await keys.ToAsync(question.Locator("input").First);
                await keys.PressAsync("Space");
                await Expect(question.Locator("input").First).ToBeCheckedAsync();
            }

            if (await next.CountAsync() == 0)
            {
                break;
            }

            await keys.EnterOnAsync(AriaRole.Button, "Next");
        }

        await keys.EnterOnAsync(AriaRole.Button, "Send my answers");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Thank you");
    }

    [Fact]
    public async Task Without_JavaScript_one_signs_in_takes_the_link_answers_and_sees_the_own_scores()
    {
        var visit = await OpenAsync(Screen.Phone, scripted: false);
        await visit.SignInAsync(survey.Somebody().Email);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Answer the survey" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Get my private link" }).ClickAsync();
        await visit.SeeAsync("no-script-link", "Your private link");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Open the survey" }).ClickAsync();
        await Expect(visit.Page.Locator("fieldset.item:visible")).ToHaveCountAsync(19);
        await visit.SeeAsync("no-script-survey");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send my answers" }).ClickAsync();
        await Expect(visit.Page.GetByText("Nothing is marked yet")).ToBeVisibleAsync();
        await visit.SeeAsync("no-script-nothing-marked");

        await Answering.MarkAllAsync(visit.Page, choice: 4);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send my answers" }).ClickAsync();
        await Expect(visit.Page.Locator(".score .points")).ToHaveTextAsync(["0 of 100", "14 of 100", "0 of 100"]);
        await visit.SeeAsync("no-script-thank-you");
    }

    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public async Task Read_aloud_the_survey_says_each_question_with_its_choices(Screen screen)
    {
        var link = await survey.Agency.SurveyLinkAsync(survey.Wave, survey.Somebody());
        var visit = await OpenAsync(screen);
        await visit.Page.GotoAsync(link);
        var transcript = new StringBuilder();
        await Answering.MarkAllAsync(visit.Page, choice: 2, async _ => transcript.AppendLine(await visit.Page.Locator("body").AriaSnapshotAsync()));
        var heard = transcript.ToString().Replace("\\\"", "\"", StringComparison.Ordinal).Replace("''", "'", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Pictures.Transcript($"survey-{screen.Word()}"), heard, TestContext.Current.CancellationToken);

        var place = 0;
        foreach (var (text, choices) in await QuestionsAsync(link))
        {
            place = Next(heard, $"group \"{text}\"", place);
            foreach (var choice in choices.Append("Prefer not to say"))
            {
                place = Next(heard, $"radio \"{choice}\"", place);
            }
        }
    }

    [Fact]
    public async Task Prefer_not_to_say_is_an_answer_and_going_back_keeps_what_was_marked()
    {
        var visit = await OpenAsync(Screen.Phone);
        await visit.Page.GotoAsync(await survey.Agency.SurveyLinkAsync(survey.Wave, survey.Somebody()));
        var first = visit.Page.Locator("fieldset.item:visible").First;
        await first.GetByText("Prefer not to say").ClickAsync();
        var next = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Next" });
        await next.ClickAsync();
        await Expect(visit.Page.GetByText("Not marked on this part: 5.")).ToBeVisibleAsync();
        await visit.SeeAsync("survey-some-unmarked");
        await next.ClickAsync();
        await Expect(visit.Page.GetByText("Part 2 of 3")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 2, Name = "Work-related burnout" })).ToBeFocusedAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Back" }).ClickAsync();
        await Expect(first.GetByLabel("Prefer not to say")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task A_link_of_a_closed_survey_says_so_kindly()
    {
        var wave = await survey.Agency.OpenWaveAsync("What weighs on us", instrument: "pressures");
        var link = await survey.Agency.SurveyLinkAsync(wave, survey.Somebody());
        await survey.Agency.CloseAsync(wave);
        var visit = await OpenAsync(Screen.Phone);
        await visit.Page.GotoAsync(link);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This survey has closed");
        await visit.SeeAsync("link-closed");

        await visit.Page.GotoAsync(link[..^4]);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This link is not complete");
        await visit.SeeAsync("link-not-complete");
    }

    private async Task<IReadOnlyList<(string Text, IReadOnlyList<string> Choices)>> QuestionsAsync(string link)
    {
        using var collect = SignedIn.Nobody(Portal.Platform.Collect);
        var form = await collect.GetFromJsonAsync<JsonElement>($"/collect/v1/forms/{link.Split('/')[^1]}", TestContext.Current.CancellationToken);
        return [.. form.GetProperty("instrument").GetProperty("scalesAsBlocks").EnumerateArray()
            .SelectMany(block => block.GetProperty("items").EnumerateArray())
            .Select(item => (
                item.GetProperty("text").GetString()!,
                (IReadOnlyList<string>)[.. item.GetProperty("choices").EnumerateArray().Select(c => c.GetProperty("text").GetString()!)]))];
    }

    private static int Next(string heard, string part, int from)
    {
        var place = heard.IndexOf(part, from, StringComparison.Ordinal);
        Assert.True(place >= 0, string.Create(CultureInfo.InvariantCulture, $"After character {from} a screen reader does not hear: {part}\n{heard}"));
        return place + part.Length;
    }
}
