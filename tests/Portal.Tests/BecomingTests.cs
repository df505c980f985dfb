using System.Net;
using System.Text.RegularExpressions;

namespace PeerPlatform.Portal.Tests;

/// <summary>From a search for supporters to a sent application, without scripts.</summary>
public sealed partial class BecomingTests(RunningPortal portal)
{
    [Fact]
    public async Task Somebody_is_named_without_a_trace_asked_applies_and_the_coordinator_reads_it()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        var search = await BeginAsync(casey, "Supporters for all of us");
        using var morgan = await portal.SignedInAsync(RunningPortal.Morgan);
        Assert.DoesNotContain("Somebody would like you to do this", (await morgan.GetAsync("/becoming")).Text, StringComparison.Ordinal);

        var link = await morgan.SendFormAsync("/becoming", $"/becoming/{search}/name");
        Assert.Equal("no-referrer", link.Headers["Referrer-Policy"]);
        var path = new Uri(Link().Match(link.Text).Groups[1].Value).AbsolutePath;
        using var nobody = portal.Visitor();
        var form = await nobody.GetAsync($"{path}?search=morgan&lang=en");
        Assert.Empty(form.SetCookies);
        Assert.DoesNotContain("form-key", form.Text, StringComparison.Ordinal);
        var chosen = Nominee().Match(form.Text).Groups[1].Value;
        var named = await nobody.PostAsync($"{path}?lang=en", ("nominee", chosen), ("search", "morgan"));
        Assert.Contains("Thank you. It is taken.", named.Text, StringComparison.Ordinal);
        Assert.Empty(nobody.Cookies);

        Assert.Contains("Somebody would like you to be a supporter", (await morgan.GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains("Somebody would like you to do this", (await morgan.GetAsync("/becoming")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Achterberg", (await casey.GetAsync($"/searches/{search}")).Text, StringComparison.Ordinal);

        var begun = await morgan.SendFormAsync("/becoming", $"/becoming/{search}/yes");
        Assert.Equal($"/becoming/{search}/application", begun.Location);
        var refused = await morgan.SendFormAsync(begun.Location!, begun.Location!, ("interest", "Somebody was there for me."), ("do", "send"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Somebody was there for me.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("background-problem", refused.Text, StringComparison.Ordinal);
        var sent = await morgan.SendFormAsync(begun.Location!, begun.Location!, ("interest", "A."), ("background", "B."), ("definition", "C."), ("do", "send"));
        Assert.Equal($"{begun.Location}?done=sent", sent.Location);

        Assert.Contains("Achterberg", (await casey.GetAsync($"/searches/{search}")).Text, StringComparison.Ordinal);
        Assert.Contains(">1 application waits for a decision</a>", (await casey.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_no_is_taken_without_a_question()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);
        var search = await BeginAsync(casey, "Another search");
        using var morgan = await portal.SignedInAsync(RunningPortal.Morgan);

        var said = await morgan.SendFormAsync("/becoming", $"/becoming/{search}/no");

        Assert.Equal("/becoming?done=no", said.Location);
        Assert.Contains("Nobody is told.", (await morgan.GetAsync(said.Location!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_over_is_told_kindly_and_leaves_nothing()
    {
        using var nobody = portal.Visitor();

        var answer = await nobody.GetAsync($"/collect/n/{Guid.NewGuid()}/no-such-pass?lang=es");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("Este enlace ya no lleva a ningún sitio", answer.Text, StringComparison.Ordinal);
        Assert.Empty(answer.SetCookies);
    }

    [Fact]
    public async Task Pages_of_recruitment_are_for_those_whose_they_are()
    {
        using var morgan = await portal.SignedInAsync(RunningPortal.Morgan);

        foreach (var page in new[] { "/searches", "/supporters", "/panel", $"/searches/{Guid.NewGuid()}/name" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await morgan.GetAsync(page)).Status);
        }
    }

    private static async Task<string> BeginAsync(Visitor casey, string title)
    {
        var opened = await casey.SendFormAsync(
            "/searches/new", "/searches/new",
            ("title", title), ("tasks", "Listen."), ("hoursAMonth", "8"), ("months", "12"), ("pay", "voluntary"), ("places", "2"),
            ("nominateUntil", Days(14)), ("applyUntil", Days(28)));
        Assert.Equal(HttpStatusCode.SeeOther, opened.Status);
        return opened.Location!.Split('/', '?')[2];
    }

    private static string Days(int ahead) =>
        DateOnly.FromDateTime(DateTime.UtcNow).AddDays(ahead).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("id=\"open-nomination\" href=\"([^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"nominee\" value=\"([^\"]+)\"")]
    private static partial Regex Nominee();
}
