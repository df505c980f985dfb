using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PeerPlatform.Browser.Tests;

/// <summary>Pages nobody wants to see, and those open to everybody.</summary>
public sealed class EdgeTests(RunningPortal portal) : InTheBrowser(portal)
{
    private const string Morgan = "morgan.member@massup.example";

    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public async Task Pages_for_everybody_and_pages_of_errors_have_the_help_line_and_say_what_to_do(Screen screen)
    {
        var visitor = await OpenAsync(screen);
        foreach (var (path, heading, name) in new[]
        {
            ("/", "For people whose work is helping others", "visitor-home"),
            ("/sign-in", "Sign in", "sign-in"),
            ("/help", "Where to turn", "help"),
            ("/confidence", "How we keep confidence", "confidence"),
            ("/nowhere/at/all", "There is no page here", "not-found"),
            ("/set-up/nothing-like-a-link", null, "set-up-unknown"),
        })
        {
            await visitor.GoAsync(path);
            if (heading is not null)
            {
                await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
            }

            await visitor.SeeAsync(name);
        }

        await visitor.GoAsync("/listening");
        await Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in\\?return="));
        await visitor.Page.GetByLabel("Work e-mail").FillAsync("nobody@nowhere.example");
        await visitor.Page.GetByLabel("Password").FillAsync("not-the-password");
        await visitor.Page.Locator("main form button[type=submit]").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not go together");
        await visitor.SeeAsync("sign-in-refused");
    }

    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public async Task A_member_meets_a_coordinator_s_page_and_a_page_left_open_for_too_long(Screen screen)
    {
        var morgan = await OpenAsync(screen);
        await morgan.SignInAsync(Morgan);
        await morgan.SeeAsync("member-home-quiet");
        await morgan.GoAsync("/listening");
        await Expect(morgan.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This page is not for your role");
        await morgan.SeeAsync("not-for-your-role");

        await morgan.GoAsync("/");
        await morgan.Page.Locator("form[action='/sign-out'] input[name=form-key]").EvaluateAsync("key => { key.value = 'of-another-day'; }");
        await morgan.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(morgan.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This page was open for too long");
        await morgan.SeeAsync("open-too-long");

        await morgan.GoAsync("/");
        await morgan.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(morgan.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("For people whose work is helping others");
        await morgan.GoAsync("/listening");
        await Expect(morgan.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
    }

    [Theory]
    [InlineData(Screen.Phone)]
    [InlineData(Screen.Desktop)]
    public async Task Without_a_connection_there_is_a_page_with_the_help_line(Screen screen)
    {
        var visitor = await OpenAsync(screen);
        await visitor.GoAsync("/");
        await visitor.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await visitor.SetOfflineAsync(true);
        await visitor.GoAsync("/help");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("No connection right now");
        await visitor.SeeAsync("offline");
        await visitor.SetOfflineAsync(false);
        await visitor.GoAsync("/help");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Where to turn");
    }

    [Fact]
    public async Task Leaving_quickly_goes_somewhere_neutral_and_ends_the_session()
    {
        const string neutral = "www.weather.gov";
        var morgan = await OpenAsync(Screen.Phone);
        morgan.Expect(neutral);
        await morgan.Context.RouteAsync($"https://{neutral}/**", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = "<title>Weather</title>" }));
        await morgan.SignInAsync(Morgan);
        await morgan.GoAsync("/help");
        await morgan.Page.GetByRole(AriaRole.Link, new() { Name = "Leave this page quickly" }).ClickAsync();
        await Expect(morgan.Page).ToHaveTitleAsync("Weather");
        Assert.DoesNotContain(await morgan.Context.CookiesAsync(), cookie => cookie.Name == "__Host-session");

        await morgan.Page.GoBackAsync();
        await Expect(morgan.Page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/help"));
    }

    [Fact]
    public async Task A_long_file_shows_how_far_it_is_and_can_be_left_meanwhile()
    {
        var nora = await OpenAsync(Screen.Phone);
        await nora.SignInAsync(ListenedNetwork.Nora);
        await nora.GoAsync("/network/onboarding");
        await nora.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "long.csv", MimeType = "text/csv", Buffer = NewAgencyFile.Long(rows: 20_000) });
        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        await Expect(nora.Page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await nora.SeeAsync("onboarding-under-way");
        var address = nora.Page.Url;
        await nora.GoAsync("/network/onboarding");
        await Expect(nora.Page.Locator("section[aria-labelledby=history]")).ToContainTextAsync("long.csv");
        await nora.GoAsync(address);
        await Expect(nora.Page.GetByText("Ready: this is what would change")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
        await Expect(nora.Page.Locator("table.changes")).ToContainTextAsync("20,000");
        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Discard the file" }).ClickAsync();
        await Expect(nora.Page.GetByText("The file is discarded")).ToBeVisibleAsync();
    }
}
