using System.Net;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Tests;

public sealed class SignInTests(RunningPortal portal)
{
    [Fact]
    public async Task The_session_cookie_is_for_this_host_only_and_out_of_reach_of_scripts()
    {
        using var visitor = portal.Visitor();

        var answer = await visitor.SignInAsync(RunningPortal.Morgan, RunningPortal.Password, "/help");

        Assert.Equal("/help", answer.Location);
        var cookie = Assert.Single(answer.SetCookies, c => c.StartsWith("__Host-session=", StringComparison.Ordinal));
        Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_told_with_the_same_words()
    {
        using var visitor = portal.Visitor();

        var wrong = await visitor.SignInAsync(RunningPortal.Morgan, "not the password at all");
        var unknown = await visitor.SignInAsync("nobody@massup.example", "not the password at all");

        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("That e-mail and password do not go together", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.Status);
        Assert.Contains("That e-mail and password do not go together", unknown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("__Host-session", visitor.Cookies.Keys);
    }

    [Theory]
    [InlineData("/listening", true)]
    [InlineData("/listening?state=open&page=2", true)]
    [InlineData("https://elsewhere.example/", false)]
    [InlineData("//elsewhere.example/", false)]
    [InlineData("/\\elsewhere.example/", false)]
    [InlineData("/x\\..\\elsewhere", false)]
    [InlineData("/\t/elsewhere.example", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("", false)]
    public void A_way_back_stays_on_this_portal(string path, bool local) => Assert.Equal(local, LocalPath.IsLocal(path));

    [Fact]
    public async Task Signing_in_never_leads_to_another_site()
    {
        using var visitor = portal.Visitor();

        var answer = await visitor.SignInAsync(RunningPortal.Morgan, RunningPortal.Password, "//elsewhere.example/");

        Assert.Equal("/", answer.Location);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_to_and_comes_back()
    {
        using var visitor = portal.Visitor();

        var asked = await visitor.GetAsync("/listening?state=open");

        Assert.Equal(HttpStatusCode.Redirect, asked.Status);
        Assert.Equal("/sign-in?return=%2Flistening%3Fstate%3Dopen", asked.Location);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_its_tokens_at_tenancy()
    {
        var clock = new MovedClock();
        await using var own = await portal.StartPortalAsync(clock);
        using var visitor = await Visitor.SignedInAsync(own.HttpAddress, RunningPortal.Morgan);
        using var copy = new Visitor(own.HttpAddress);
        foreach (var (name, value) in visitor.Cookies)
        {
            copy.Cookies[name] = value;
        }

        await visitor.SendFormAsync("/", "/sign-out");
        clock.Ahead = TimeSpan.FromMinutes(9.5);

        Assert.DoesNotContain("__Host-session", visitor.Cookies.Keys);
        var later = await copy.GetAsync("/surveys/0198c0de-0000-7000-8000-000000000000");
        Assert.Equal(HttpStatusCode.Redirect, later.Status);
        Assert.StartsWith("/sign-in?return=%2Fsurveys%2F", later.Location, StringComparison.Ordinal);
        Assert.EndsWith("again=1", later.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_at_the_same_time_share_one_renewal_of_the_tokens()
    {
        var clock = new MovedClock();
        await using var own = await portal.StartPortalAsync(clock);
        using var visitor = await Visitor.SignedInAsync(own.HttpAddress, RunningPortal.Casey);
        var before = visitor.Cookies["__Host-session"];
        clock.Ahead = TimeSpan.FromMinutes(9.5);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OnceWith(own.HttpAddress, before)));

        // A second use of a refresh token would have ended the session for all of them.
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.All(answers, a => Assert.Contains(a.SetCookies, c => c.StartsWith("__Host-session=", StringComparison.Ordinal)));
        var renewed = answers[0].SetCookies.First(c => c.StartsWith("__Host-session=", StringComparison.Ordinal)).Split('=', 2)[1].Split(';')[0];
        clock.Ahead = TimeSpan.FromMinutes(19);
        Assert.Equal(HttpStatusCode.OK, (await OnceWith(own.HttpAddress, renewed)).Status);
    }

    private static async Task<Answer> OnceWith(string address, string session)
    {
        using var visitor = new Visitor(address);
        visitor.Cookies["__Host-session"] = session;
        return await visitor.GetAsync("/listening");
    }
}
