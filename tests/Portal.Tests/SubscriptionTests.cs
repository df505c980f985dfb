using System.Net;
using System.Text.RegularExpressions;

namespace PeerPlatform.Portal.Tests;

/// <summary>A network of its own: what one agency may use is changed here.</summary>
public sealed partial class SubscriptionTests : IAsyncLifetime
{
    private readonly RunningPortal _portal = new();

    public ValueTask InitializeAsync() => _portal.InitializeAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task What_an_agency_does_not_use_is_not_shown_and_its_address_says_who_can_change_it()
    {
        using var nora = await _portal.SignedInAsync(RunningPortal.Nora);
        using var before = await _portal.SignedInAsync(RunningPortal.Casey);
        var services = Services().Match((await nora.GetAsync("/network/agencies?search=MASSUP")).Text).Value;
        var asked = await nora.GetAsync($"{services}/assessment/end");
        Assert.Contains("Surveys that are open go on taking answers", asked.Text, StringComparison.Ordinal);

        var ended = await nora.SendFormAsync($"{services}/assessment/end", $"{services}/assessment/end");
        Assert.Equal($"{services}?changed=assessment", ended.Location);
        Assert.Contains("It closes for everybody there within ten minutes.", (await nora.GetAsync(ended.Location!)).Text, StringComparison.Ordinal);

        using var casey = await _portal.SignedInAsync(RunningPortal.Casey);
        var home = (await casey.GetAsync("/")).Text;
        Assert.DoesNotContain("href=\"/listening", home, StringComparison.Ordinal);
        Assert.DoesNotContain("Surveys open now", home, StringComparison.Ordinal);
        Assert.Contains("Surveys are not switched on for your agency.", home, StringComparison.Ordinal);
        foreach (var path in new[] { "/listening", "/listening/new", $"/listening/{Guid.NewGuid()}/results", $"/surveys/{Guid.NewGuid()}" })
        {
            var page = await casey.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, page.Status);
            Assert.Contains("Your agency does not use this", page.Text, StringComparison.Ordinal);
            Assert.Contains("Listening: surveys and what they say", page.Text, StringComparison.Ordinal);
            Assert.Contains("Your network coordinator can switch it on.", page.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("assessment:", (await casey.GetAsync("/connections/new")).Text, StringComparison.Ordinal);
        Assert.Contains("not switched on", (await casey.GetAsync("/connections")).Text, StringComparison.Ordinal);

        // A session of before still holds a token that names the service: it works until the token is renewed.
        Assert.Equal(HttpStatusCode.OK, (await before.GetAsync("/listening")).Status);

        await nora.SendFormAsync(services, $"{services}/assessment/subscribe");
        using var again = await _portal.SignedInAsync(RunningPortal.Casey);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/listening")).Status);
        Assert.Matches("on since[^–]*<", (await nora.GetAsync(services)).Text);
    }

    [Fact]
    public async Task The_network_s_home_page_says_how_many_coordinators_more_have_no_password_yet()
    {
        using var nora = await _portal.SignedInAsync(RunningPortal.Nora);

        var home = (await nora.GetAsync("/")).Text;

        var named = Regex.Count(home, "its programme coordinator has no password yet");
        var more = int.Parse(More().Match(home).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        var agencies = (await nora.GetAsync("/network/agencies")).Text;
        Assert.Equal(5, named);
        Assert.Equal(Regex.Count(agencies, "no password yet"), named + more);
    }

    [GeneratedRegex("/network/agencies/[0-9a-f-]{36}/services")]
    private static partial Regex Services();

    [GeneratedRegex("and (\\d+) more agencies whose coordinators have no password yet")]
    private static partial Regex More();
}
