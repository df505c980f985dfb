using System.Net;
using System.Text.RegularExpressions;

namespace PeerPlatform.Portal.Tests;

/// <summary>The journey without scripts: what a phone with a poor line or an old browser does.</summary>
public sealed partial class JourneyTests(RunningPortal portal)
{
    [Fact]
    public async Task A_survey_is_opened_answered_once_without_a_cookie_and_its_scores_are_shown_once()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        var opened = await casey.SendFormAsync(
            "/listening/new", "/listening/new",
            ("title", "Five minutes for us"), ("instrument", "cbi"), ("for", "all"), ("closesOn", Days(14)));
        Assert.Equal(HttpStatusCode.SeeOther, opened.Status);
        var wave = opened.Location!.Split('/', '?')[2];

        using var morgan = await portal.SignedInAsync(RunningPortal.Morgan);
        Assert.Contains($"/surveys/{wave}", (await morgan.GetAsync("/")).Text, StringComparison.Ordinal);
        var link = await morgan.SendFormAsync($"/surveys/{wave}", $"/surveys/{wave}/link");
        Assert.Equal("no-referrer", link.Headers["Referrer-Policy"]);
        var path = new Uri(Link().Match(link.Text).Groups[1].Value).AbsolutePath;

        using var nobody = portal.Visitor();
        var form = await nobody.GetAsync($"{path}?lang=en");
        AssertLeavesNothing(form);
        var questions = Question().Matches(form.Text).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Equal(19, questions.Count);

        var empty = await nobody.PostAsync($"{path}?lang=en", ("cbi", "nothing"));
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Contains("Nothing is marked yet", empty.Text, StringComparison.Ordinal);

        var thanks = await nobody.PostAsync($"{path}?lang=en", [.. questions.Select((q, i) => (q, i == 3 ? "-" : "0"))]);
        AssertLeavesNothing(thanks);
        Assert.Equal(HttpStatusCode.OK, thanks.Status);
        Assert.Contains("These are your own scores", thanks.Text, StringComparison.Ordinal);
        Assert.Contains("Where to turn", thanks.Text, StringComparison.Ordinal);

        var again = await nobody.GetAsync($"{path}?lang=en");
        Assert.Equal(HttpStatusCode.Gone, again.Status);
        Assert.Contains("This link has been used", again.Text, StringComparison.Ordinal);
        Assert.Empty(nobody.Cookies);

        var taken = await morgan.GetAsync($"/surveys/{wave}");
        Assert.Contains("Your link was handed out already", taken.Text, StringComparison.Ordinal);

        var closed = await casey.SendFormAsync($"/listening/{wave}/close", $"/listening/{wave}/close");
        Assert.Equal($"/listening/{wave}?closed=1", closed.Location);
        var results = await casey.GetAsync($"/listening/{wave}/results");
        Assert.Equal(HttpStatusCode.OK, results.Status);
        Assert.Contains("withheld", results.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_nobody_made_is_told_kindly()
    {
        using var nobody = portal.Visitor();

        var page = await nobody.GetAsync("/collect/s/not-a-ticket?lang=es");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("Este enlace no está completo", page.Text, StringComparison.Ordinal);
        Assert.Contains("tel:988", page.Text, StringComparison.Ordinal);
        AssertLeavesNothing(page);
    }

    [Fact]
    public async Task A_refused_field_is_told_beside_the_field_and_what_was_typed_stays()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);

        var refused = await casey.SendFormAsync(
            "/listening/new", "/listening/new",
            ("title", "Kept as typed"), ("instrument", "pressures"), ("for", "all"), ("closesOn", Days(-3)));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("id=\"closesOn-problem\"", refused.Text, StringComparison.Ordinal);
        Assert.Contains("aria-describedby=\"closesOn-hint closesOn-problem\"", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Kept as typed\"", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_up_link_is_handed_over_and_its_owner_chooses_a_password()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        var list = await casey.GetAsync("/people?search=ana");
        var action = SetUpAction().Match(list.Text).Value;
        var made = await casey.SendFormAsync("/people", action, ("name", "Somebody"));
        var path = new Uri(MadeLink().Match(made.Text).Groups[1].Value).AbsolutePath;

        using var owner = portal.Visitor();
        var different = await owner.SendFormAsync(path, path, ("password", "five words stand here today"), ("again", "other words"));
        var chosen = await owner.SendFormAsync(path, path, ("password", "five words stand here today"), ("again", "five words stand here today"));
        var over = await owner.GetAsync(path);

        Assert.Contains("The two passwords are not the same.", different.Text, StringComparison.Ordinal);
        Assert.Equal("/sign-in?ready=1", chosen.Location);
        Assert.Equal(HttpStatusCode.Gone, over.Status);
    }

    private static void AssertLeavesNothing(Answer answer)
    {
        Assert.Empty(answer.SetCookies);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
        Assert.DoesNotContain("form-key", answer.Text, StringComparison.Ordinal);
    }

    private static string Days(int fromNow) =>
        DateOnly.FromDateTime(DateTime.UtcNow.AddDays(fromNow)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("id=\"open-survey\" href=\"([^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("type=\"radio\" id=\"[^\"]+\" name=\"([^\"]+)\"")]
    private static partial Regex Question();

    [GeneratedRegex("/people/[0-9a-f-]{36}/set-up-link")]
    private static partial Regex SetUpAction();

    [GeneratedRegex("<code id=\"set-up-link\">([^<]+)</code>")]
    private static partial Regex MadeLink();
}
