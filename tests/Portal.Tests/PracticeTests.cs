using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeerPlatform.Testing;

namespace PeerPlatform.Portal.Tests;

/// <summary>Barriers, proposals, supervision and the practice library, and what coordinators add to a record, by forms as a browser without scripts sends them (P-4.2, 4.5, 4.6, 4.8 to 4.10).</summary>
public sealed partial class PracticeTests(RunningPortal portal)
{
    [Fact]
    public async Task A_meeting_goes_from_the_supervisors_page_onto_the_supporters_record_and_no_page_has_a_field_for_words()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        var (supervisor, supporter) = (await PersonAsync("supervisor", 0), await PersonAsync("supporter", 0));
        foreach (var person in new[] { supervisor, supporter })
        {
            await casey.SendFormAsync("/readiness/new", "/readiness/new", ("member", person.Id));
        }

        await casey.SendFormAsync("/readiness/teams", $"/readiness/teams/{supervisor.Id}/supervising", ("supervises", "yes"));
        await casey.SendFormAsync("/readiness/teams", $"/readiness/teams/{supporter.Id}/supervisor", ("supervisor", supervisor.Id));
        using var hers = await portal.SignedInAsync(supervisor.Email);
        using var theirs = await portal.SignedInAsync(supporter.Email);

        var team = await hers.GetAsync("/team");
        Assert.Contains(supporter.Name, team.Text, StringComparison.Ordinal);
        Assert.Contains("Your own readiness", team.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<textarea", team.Text, StringComparison.Ordinal);
        var day = Today().Match(team.Text).Groups[1].Value;
        var nobody = await hers.SendFormAsync("/team", "/team/meetings", ("day", day), ("minutes", "45"), ("every", "0"));
        Assert.Equal(HttpStatusCode.BadRequest, nobody.Status);
        Assert.Contains("id=\"people-problem\"", nobody.Text, StringComparison.Ordinal);
        await hers.SendFormAsync("/team", "/team/meetings", ("people", supporter.Id), ("day", day), ("minutes", "45"), ("every", "0"));
        var meeting = Meeting().Match((await hers.GetAsync("/team")).Text).Value;
        var held = await hers.SendFormAsync(meeting, meeting, ("present", supporter.Id));

        Assert.Equal("/team?done=held#meetings", held.Location);
        var mine = await theirs.GetAsync("/training/supervision");
        Assert.Contains($"Your supervisor is {supervisor.Name}.", mine.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("No meeting is on record yet.", mine.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<textarea", mine.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await theirs.GetAsync("/team")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await casey.GetAsync("/team")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await hers.GetAsync("/readiness")).Status);
    }

    [Fact]
    public async Task A_code_of_a_co_reflection_puts_it_on_both_records()
    {
        var (first, second) = (await TakenUpAsync("supporter", 1), await TakenUpAsync("supporter", 2));
        var day = Today().Match((await first.GetAsync("/training/supervision")).Text).Groups[1].Value;
        await first.SendFormAsync("/training/supervision", "/training/supervision/reflections", ("day", day), ("minutes", "30"));
        var code = Code().Match((await first.GetAsync("/training/supervision")).Text).Groups[1].Value;

        var wrong = await second.SendFormAsync("/training/supervision", "/training/supervision/joined", ("code", "nonsense"));
        var right = await second.SendFormAsync("/training/supervision", "/training/supervision/joined", ("code", code));

        Assert.Contains("id=\"code-problem\"", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("/training/supervision?done=joined", right.Location);
        foreach (var visitor in new[] { first, second })
        {
            Assert.DoesNotContain("No meeting is on record yet.", (await visitor.GetAsync("/training/supervision")).Text, StringComparison.Ordinal);
            visitor.Dispose();
        }
    }

    [Fact]
    public async Task What_stands_in_the_way_is_said_once_and_the_coordinator_sees_no_small_number()
    {
        using var supporter = await TakenUpAsync("supporter", 3);

        var empty = await supporter.SendFormAsync("/training/barriers", "/training/barriers");
        var said = await supporter.SendFormAsync("/training/barriers", "/training/barriers", ("kinds", "whoLeads"), ("kinds", "access"));

        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Contains("id=\"kinds-problem\"", empty.Text, StringComparison.Ordinal);
        Assert.Equal("/training/barriers?done=named", said.Location);
        Assert.DoesNotContain("<form method=\"post\" action=\"/training/barriers\"", (await supporter.GetAsync("/training/barriers")).Text, StringComparison.Ordinal);
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        var told = await casey.GetAsync("/readiness/barriers");
        Assert.Contains("withheld", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("5 or more</td>", told.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await supporter.GetAsync("/readiness/barriers")).Status);
    }

    [Fact]
    public async Task A_proposal_is_voted_for_and_answered_and_what_was_typed_is_kept_when_it_is_refused()
    {
        using var supporter = await TakenUpAsync("supporter", 4);
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        await supporter.SendFormAsync("/training/proposals", "/training/proposals", ("title", "Long drives home"), ("about", ""));
        var again = await supporter.SendFormAsync("/training/proposals", "/training/proposals", ("title", "Long drives home"), ("about", "After a night call."));
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("value=\"After a night call.\"", again.Text, StringComparison.Ordinal);

        var id = Decline().Match((await casey.GetAsync("/sessions/proposals")).Text).Groups[1].Value;
        var silent = await casey.SendFormAsync("/sessions/proposals", $"/sessions/proposals/{id}/decline", ("reason", ""));
        Assert.Contains("id=\"reason-problem\"", silent.Text, StringComparison.Ordinal);
        await casey.SendFormAsync("/sessions/proposals", $"/sessions/proposals/{id}/decline", ("reason", "The county teaches this in spring."));

        Assert.Contains("The county teaches this in spring.", (await supporter.GetAsync("/training/proposals?decided=true")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_library_is_searched_and_an_agencys_text_is_added_changed_and_withdrawn()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        using var supporter = await TakenUpAsync("supporter", 5);

        var half = await casey.SendFormAsync("/practice/new", "/practice/new", ("kind", "other"), ("titleEn", "Ice on the road"));
        Assert.Contains("id=\"textEn-problem\"", half.Text, StringComparison.Ordinal);
        var kept = await casey.SendFormAsync("/practice/new", "/practice/new", ("kind", "other"), ("titleEn", "Ice on the road"), ("textEn", "Stop first.\nThen talk."));
        var address = kept.Location!.Split('?')[0];
        Assert.Contains("Ice on the road", (await supporter.GetAsync("/practice?search=ICE+talk")).Text, StringComparison.Ordinal);
        Assert.Contains("Nothing was found.", (await supporter.GetAsync("/practice?search=submarine")).Text, StringComparison.Ordinal);
        await casey.SendFormAsync($"{address}/change", $"{address}/change", ("kind", "other"), ("titleEn", "Ice and snow"), ("textEn", "Stop first."));
        Assert.Contains("Ice and snow", (await supporter.GetAsync(address)).Text, StringComparison.Ordinal);
        await casey.SendFormAsync($"{address}/withdraw", $"{address}/withdraw");

        var gone = await supporter.GetAsync(address);
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        Assert.Contains("Your agency has withdrawn this text.", gone.Text, StringComparison.Ordinal);
        Assert.Contains("five steps together", (await supporter.GetAsync("/practice/safety-together")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await supporter.GetAsync("/practice/new")).Status);
        using var morgan = await portal.SignedInAsync(RunningPortal.Morgan);
        Assert.Equal(HttpStatusCode.Forbidden, (await morgan.GetAsync("/practice")).Status);
    }

    [Fact]
    public async Task A_coordinator_lets_earlier_training_count_and_puts_a_leave_on_record_and_what_cannot_be_read_is_said_beside_the_field()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        var person = await PersonAsync("supporter", 5);
        var page = $"/readiness/{person.Id}";
        await casey.SendFormAsync("/readiness/new", "/readiness/new", ("member", person.Id));

        var unread = await casey.SendFormAsync(
            page, $"{page}/earlier-training", ("trainedOn", Day(-100)), ("liveMinutes", "six hours"), ("topics", "values-and-ethics"));
        Assert.Equal(HttpStatusCode.BadRequest, unread.Status);
        Assert.Contains("id=\"liveMinutes-problem\"", unread.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"six hours\"", unread.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("counts from today on", (await casey.GetAsync(page)).Text, StringComparison.Ordinal);

        var counted = await casey.SendFormAsync(
            page, $"{page}/earlier-training", ("trainedOn", Day(-100)), ("liveMinutes", "720"),
            ("topics", "values-and-ethics"), ("topics", "role-conflict"), ("topics", "lived-experience"), ("topics", "vicarious-trauma"));
        Assert.Equal($"{page}?done=training", counted.Location);
        Assert.Matches("path-done\">\\s*<p class=\"path-name\"><strong>essential topics", (await casey.GetAsync(counted.Location!)).Text);

        var back = await casey.SendFormAsync(page, $"{page}/leave", ("from", Day(-2)), ("through", Day(-20)));
        Assert.Contains("id=\"through-problem\"", back.Text, StringComparison.Ordinal);
        Assert.Equal($"{page}?done=leave", (await casey.SendFormAsync(page, $"{page}/leave", ("from", Day(-2)), ("through", ""))).Location);

        using var theirs = await portal.SignedInAsync(person.Email);
        Assert.Equal(HttpStatusCode.Forbidden, (await theirs.GetAsync(page)).Status);
        Assert.Contains("Next on your path: mandated-reporter training", (await theirs.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_choice_of_rules_holds_at_once_and_one_that_is_not_there_is_refused()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        const string Rules = "/readiness/rules";

        Assert.Matches("value=\"general\" selected", (await casey.GetAsync(Rules)).Text);
        var chosen = await casey.SendFormAsync(Rules, Rules, ("jurisdiction", "us-ia"));
        Assert.Matches("value=\"us-ia\" selected", (await casey.GetAsync(chosen.Location!)).Text);
        Assert.Equal(HttpStatusCode.BadRequest, (await casey.SendFormAsync(Rules, Rules, ("jurisdiction", "nowhere"))).Status);
        await casey.SendFormAsync(Rules, Rules, ("jurisdiction", "general"));
        Assert.Matches("value=\"general\" selected", (await casey.GetAsync(Rules)).Text);
    }

    private static string Day(int fromToday) => DateOnly.FromDateTime(DateTime.UtcNow).AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<Visitor> TakenUpAsync(string role, int which)
    {
        var person = await PersonAsync(role, which);
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        await casey.SendFormAsync("/readiness/new", "/readiness/new", ("member", person.Id));
        return await portal.SignedInAsync(person.Email);
    }

    /// <summary>Somebody of Casey's agency with that role and no other, who can sign in.</summary>
    private async Task<(string Id, string Name, string Email)> PersonAsync(string role, int which)
    {
        var services = new Uri(portal.ServicesAddress);
        using var casey = await SignedIn.AsAsync(services, RunningPortal.Casey, RunningPortal.Password);
        var people = new List<JsonElement>();
        for (var page = 1; people.Count <= which; page++)
        {
            var listed = (await casey.GetJsonAsync($"/api/tenancy/v1/members?size=200&page={page}")).GetProperty("items").EnumerateArray().ToList();
            Assert.NotEmpty(listed);
            people.AddRange(listed.Where(m => m.GetProperty("roles").EnumerateArray().Select(r => r.GetString()).SequenceEqual(["member", role])));
        }

        var person = people[which];
        var (id, email) = (person.GetProperty("id").GetString()!, person.GetProperty("email").GetString()!);
        var link = await casey.PostAsync($"/api/tenancy/v1/members/{id}/setup-link");
        using var nobody = SignedIn.Nobody(services);
        await nobody.PostAsync("/api/tenancy/v1/setup-links/redeem", new { token = link.GetProperty("path").GetString()!.Split('/')[^1], password = RunningPortal.Password });
        return (id, $"{person.GetProperty("givenName").GetString()} {person.GetProperty("familyName").GetString()}", email);
    }

    [GeneratedRegex("name=\"day\" type=\"date\" value=\"([0-9-]{10})\"")]
    private static partial Regex Today();

    [GeneratedRegex("/team/meetings/[0-9a-f-]{36}")]
    private static partial Regex Meeting();

    [GeneratedRegex("class=\"door-code\"[^>]*>([A-Z2-9 \u202f]+)<")]
    private static partial Regex Code();

    [GeneratedRegex("Long drives home.*?/sessions/proposals/([0-9a-f-]{36})/decline", RegexOptions.Singleline)]
    private static partial Regex Decline();
}
