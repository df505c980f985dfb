using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Portal.Layout;

namespace PeerPlatform.Portal.Tests;

public sealed class GuardTests(RunningPortal portal)
{
    private IEnumerable<RouteEndpoint> Pages =>
        portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PortalPage>() is not null);

    [Fact]
    public void Every_page_says_who_may_see_it() =>
        Assert.All(Pages, page => Assert.True(
            page.Metadata.GetMetadata<IAuthorizeData>() is { Policy.Length: > 0 } || page.Metadata.GetMetadata<IAllowAnonymous>() is not null,
            $"{page.RoutePattern.RawText} declares nothing: map it with OpenPage or MemberPage."));

    [Fact]
    public void Every_write_needs_the_key_of_its_form_save_answers_and_nominations_which_know_no_cookie()
    {
        var writes = Pages.Where(p => p.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Any(m => !HttpMethods.IsGet(m))).ToList();

        Assert.True(writes.Count > 8);
        Assert.All(writes, write => Assert.True(
            write.Metadata.GetMetadata<NeedsFormKey>() is not null || write.RoutePattern.RawText is "/collect/s/{ticket}" or "/collect/n/{campaign:guid}/{pass}",
            $"{write.RoutePattern.RawText} takes a write without the form's key: map it with OpenForm or MemberForm."));
    }

    [Fact]
    public async Task A_write_without_the_key_changes_nothing()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);

        var refused = await casey.PostAsync("/listening/new", ("title", "Slipped in"), ("instrument", "cbi"), ("for", "all"), ("closesOn", "2099-01-01"));
        var foreign = await casey.PostAsync("/sign-out");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("This page was open for too long", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.Status);
        Assert.DoesNotContain("Slipped in", (await casey.GetAsync("/listening")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunningPortal.Morgan, new[] { "/listening", "/people", "/network/agencies", "/network/onboarding", "/network/releases" })]
    [InlineData(RunningPortal.Casey, new[] { "/network/agencies", "/network/onboarding", "/network/releases" })]
    [InlineData(RunningPortal.Nora, new[] { "/listening", "/people", "/listening/new" })]
    public async Task A_role_neither_sees_nor_opens_what_is_another_role_s(string email, string[] others)
    {
        using var visitor = await portal.SignedInAsync(email);
        var home = await visitor.GetAsync("/");

        foreach (var path in others)
        {
            Assert.DoesNotContain($"href=\"{path}\"", home.Text, StringComparison.Ordinal);
            var refused = await visitor.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
            Assert.Contains("This page is not for your role", refused.Text, StringComparison.Ordinal);
            Assert.Contains("text 988", refused.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(RunningPortal.Morgan)]
    [InlineData(RunningPortal.Casey)]
    [InlineData(RunningPortal.Nora)]
    public async Task Every_link_of_a_home_page_leads_somewhere(string email)
    {
        using var visitor = await portal.SignedInAsync(email);
        var home = await visitor.GetAsync("/");

        var links = System.Text.RegularExpressions.Regex.Matches(home.Text, "href=\"(/[^\"]*)\"").Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.True(links.Count > 3);
        foreach (var link in links)
        {
            var answer = await visitor.GetAsync(link);
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.SeeOther, $"{link}: {answer.Status}");
        }
    }

    [Fact]
    public async Task Pages_are_kept_nowhere_and_run_no_script_but_their_own()
    {
        using var casey = await portal.SignedInAsync(RunningPortal.Casey);

        foreach (var path in new[] { "/", "/listening", "/people", "/sign-in", "/nowhere" })
        {
            var page = await casey.GetAsync(path);
            Assert.StartsWith("no-store", page.Headers.GetValueOrDefault("Cache-Control") ?? "no-store", StringComparison.Ordinal);
            if (page.Headers.TryGetValue("Content-Security-Policy", out var policy))
            {
                Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
                Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal(HttpStatusCode.Redirect, page.Status);
            }

            Assert.DoesNotContain("style=\"", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(" onclick=", page.Text, StringComparison.Ordinal);
        }
    }
}
