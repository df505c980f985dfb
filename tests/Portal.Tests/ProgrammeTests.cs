using System.Net;
using System.Text.RegularExpressions;

namespace PeerPlatform.Portal.Tests;

/// <summary>Setting up a programme without scripts: charter, steps and policies.</summary>
public sealed partial class ProgrammeTests(RunningPortal portal)
{
    private const string Jo = "staff00007@massup.example";

    [Fact]
    public async Task Two_coordinators_who_save_the_same_part_see_each_other_s_words_and_lose_none()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        using var other = await portal.SignedInAsync(RunningPortal.Casey);
        const string Vision = "/programme/charter/vision";
        var (first, second) = (BasedOn(await casey.GetAsync(Vision)), BasedOn(await other.GetAsync(Vision)));

        var saved = await casey.SendFormAsync(Vision, Vision, ("text", "Nobody carries it alone."), ("basedOn", first), ("back", ""));
        var met = await other.SendFormAsync(Vision, Vision, ("text", "Asking for help is ordinary."), ("basedOn", second), ("back", ""));

        Assert.Equal("/programme/charter?saved=vision#vision", saved.Location);
        Assert.Equal(HttpStatusCode.Conflict, met.Status);
        Assert.Contains("Somebody else has saved this part meanwhile", met.Text, StringComparison.Ordinal);
        Assert.Contains("<p class=\"as-written\">Nobody carries it alone.</p>", met.Text, StringComparison.Ordinal);
        Assert.Contains(">Asking for help is ordinary.</textarea>", met.Text, StringComparison.Ordinal);

        var together = await other.SendFormAsync(
            Vision, Vision, ("text", "Nobody carries it alone, and asking for help is ordinary."), ("basedOn", BasedOn(met)), ("back", "quick-start"));
        Assert.Equal("/programme/quick-start#vision", together.Location);
        var earlier = await casey.GetAsync($"{Vision}/earlier");
        Assert.Contains("Nobody carries it alone, and asking for help is ordinary.", earlier.Text, StringComparison.Ordinal);
        Assert.Contains(">Nobody carries it alone.<", earlier.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_is_too_long_is_told_beside_the_field_and_stays_as_typed()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        const string Mission = "/programme/charter/mission";
        var words = new string('a', 1_600);

        var refused = await casey.SendFormAsync(Mission, Mission, ("text", words), ("basedOn", BasedOn(await casey.GetAsync(Mission))), ("back", ""));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("id=\"text-problem\"", refused.Text, StringComparison.Ordinal);
        Assert.Contains("aria-describedby=\"text-hint text-problem\"", refused.Text, StringComparison.Ordinal);
        Assert.Contains($">{words}</textarea>", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_is_ticked_and_taken_back_and_the_page_says_by_whom()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        const string Step = "/programme/steps/7";

        var ticked = await casey.SendFormAsync(Step, "/programme/tasks/nominations", ("done", "yes"), ("back", "7"));
        var done = await casey.GetAsync(Step);
        await casey.SendFormAsync(Step, "/programme/tasks/nominations", ("done", "no"), ("back", "7"));

        Assert.Equal("/programme/steps/7#nominations", ticked.Location);
        Assert.Matches("path-done\" id=\"nominations\"[\\s\\S]*?Casey Ortiz-Lindqvist, ", done.Text);
        Assert.Matches("path-open\" id=\"nominations\"[\\s\\S]*?Taken back by Casey Ortiz-Lindqvist, ", (await casey.GetAsync(Step)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await casey.GetAsync("/programme/steps/10")).Status);
    }

    [Fact]
    public async Task The_quick_start_holds_the_four_key_steps_and_nothing_else()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);

        var page = await casey.GetAsync("/programme/quick-start");

        Assert.Equal(
            ["steering-committee", "survey", "position-description", "essential-topics"],
            TaskId().Matches(page.Text).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public async Task When_a_service_is_silent_the_rest_of_the_steps_is_there_and_it_is_said()
    {
        await using var alone = await portal.StartPortalAsync(null, ("Services:training:Http", "http://127.0.0.1:1"));
        using var casey = await Visitor.SignedInAsync(alone.HttpAddress, RunningPortal.Casey);

        var page = await casey.GetAsync("/programme/steps/8");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("A part of it can't be seen right now.", page.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"keep-learning\"", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await casey.GetAsync("/programme")).Status);
    }

    [Fact]
    public async Task From_a_template_to_a_supporter_s_word_and_on_to_the_next_version()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        using var jo = await JoAsync(casey);
        const string File = "/programme/policies/confidentiality";

        Assert.Contains("Nothing is published yet.", (await casey.GetAsync(File)).Text, StringComparison.Ordinal);
        var begun = await casey.SendFormAsync(File, $"{File}/begin", ("from", "template"), ("language", "en"));
        Assert.Equal($"{File}/draft", begun.Location);
        Assert.Equal($"{File}/draft", (await casey.GetAsync($"{File}/publish")).Location);
        await FillAsync(casey, File);
        var publish = await casey.GetAsync($"{File}/publish");
        Assert.Matches("\\d+ supporters? (is|are) asked for their word, from the moment you publish it", publish.Text);
        Assert.Equal($"{File}?done=published", (await PublishAsync(casey, File, "", null)).Location);

        var home = await jo.GetAsync("/");
        Assert.Contains("/training/policies/confidentiality/1", home.Text, StringComparison.Ordinal);
        var read = await jo.GetAsync("/training/policies/confidentiality/1");
        Assert.Contains("<h1>Confidentiality and its limits</h1>", read.Text, StringComparison.Ordinal);
        Assert.Contains("Jo Park, 617-555-0101", read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[[", read.Text, StringComparison.Ordinal);
        await jo.SendFormAsync("/training/policies/confidentiality/1", "/training/policies/confidentiality/1");
        Assert.DoesNotContain("/training/policies/confidentiality/", (await jo.GetAsync("/")).Text, StringComparison.Ordinal);

        Assert.Contains("You have given your word to it.", (await jo.GetAsync("/training/policies/confidentiality/1")).Text, StringComparison.Ordinal);
        Assert.Contains("/training/policies/confidentiality/1", (await jo.GetAsync("/training")).Text, StringComparison.Ordinal);

        await casey.SendFormAsync(File, $"{File}/begin", ("from", "newest"));
        var silent = await PublishAsync(casey, File, "", Day(20));
        Assert.Contains("id=\"changes-problem\"", silent.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{Day(20)}\"", silent.Text, StringComparison.Ordinal);
        await PublishAsync(casey, File, "What is counted is named.", Day(20));
        Assert.Contains("What is counted is named.", (await jo.GetAsync("/training/policies/confidentiality/2")).Text, StringComparison.Ordinal);
        Assert.Contains("/training/policies/confidentiality/2", (await jo.GetAsync("/training")).Text, StringComparison.Ordinal);
        Assert.Matches("not yet; there is time until", (await casey.GetAsync($"{File}/2")).Text);
        Assert.Matches("<bdi>Jo von Ahlefeld</bdi>[\\s\\S]*?Word given\">[A-Z][a-z]+ \\d", (await casey.GetAsync($"{File}/1")).Text);
    }

    /// <summary>The supporter chooses a password and is taken up.</summary>
    private async Task<Visitor> JoAsync(Visitor casey)
    {
        var list = await casey.GetAsync($"/people?search={Jo}");
        var made = await casey.SendFormAsync("/people", SetUpAction().Match(list.Text).Value, ("name", "Jo"));
        var path = new Uri(MadeLink().Match(made.Text).Groups[1].Value).AbsolutePath;
        using var owner = portal.Visitor();
        await owner.SendFormAsync(path, path, ("password", RunningPortal.Password), ("again", RunningPortal.Password));
        var choose = await casey.GetAsync($"/readiness/new?search={Jo}");
        await casey.SendFormAsync($"/readiness/new?search={Jo}", "/readiness/new", ("member", Member().Match(choose.Text).Groups[1].Value));
        return await portal.SignedInAsync(Jo);
    }

    /// <summary>Fills in every place of the draft that the page asks for.</summary>
    private static async Task FillAsync(Visitor casey, string file)
    {
        var draft = await casey.GetAsync($"{file}/draft");
        var places = Place().Matches(draft.Text).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(places);
        var text = TextOfPlaces().Match(draft.Text).Groups[1].Value;
        var saved = await casey.SendFormAsync(
            $"{file}/draft", $"{file}/places",
            [("basedOn", BasedOn(draft)), ("text", text), .. places.SelectMany(p => new[] { ("place", p), ("filled", "Jo Park, 617-555-0101") })]);
        Assert.Equal($"{file}/draft?saved=1", saved.Location);
        Assert.DoesNotContain("Fill in what only you know", (await casey.GetAsync($"{file}/draft")).Text, StringComparison.Ordinal);
    }

    /// <param name="from">Null takes the day that the page suggests.</param>
    private static async Task<Answer> PublishAsync(Visitor casey, string file, string changes, string? from)
    {
        var page = await casey.GetAsync($"{file}/publish");
        var asked = from ?? RequiredFrom().Match(page.Text).Groups[1].Value;
        return await casey.SendFormAsync(
            $"{file}/publish", $"{file}/publish", ("draft", Draft().Match(page.Text).Groups[1].Value), ("changes", changes), ("requiredFrom", asked));
    }

    private static string BasedOn(Answer page) => Based().Match(page.Text).Groups[1].Value;

    private static string Day(int fromNow) =>
        DateOnly.FromDateTime(DateTime.UtcNow.AddDays(fromNow)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("name=\"basedOn\" value=\"(\\d+)\"")]
    private static partial Regex Based();

    [GeneratedRegex("<li class=\"path-step [^\"]*\" id=\"([^\"]+)\"")]
    private static partial Regex TaskId();

    [GeneratedRegex("name=\"place\" value=\"([^\"]+)\"")]
    private static partial Regex Place();

    [GeneratedRegex("name=\"text\" value=\"([\\s\\S]*?)\">\\s*<div")]
    private static partial Regex TextOfPlaces();

    [GeneratedRegex("name=\"draft\" value=\"(\\d+)\"")]
    private static partial Regex Draft();

    [GeneratedRegex("name=\"requiredFrom\" type=\"date\" value=\"([^\"]+)\"")]
    private static partial Regex RequiredFrom();

    [GeneratedRegex("name=\"member\" value=\"([^\"]+)\"")]
    private static partial Regex Member();

    [GeneratedRegex("/people/[0-9a-f-]{36}/set-up-link")]
    private static partial Regex SetUpAction();

    [GeneratedRegex("<code id=\"set-up-link\">([^<]+)</code>")]
    private static partial Regex MadeLink();
}
