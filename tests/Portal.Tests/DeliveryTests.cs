using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using PeerPlatform.Testing;

namespace PeerPlatform.Portal.Tests;

public sealed partial class DeliveryTests(RunningPortal portal)
{
    private const int Budget = 150 * 1024;

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    public async Task The_first_page_with_all_it_loads_is_at_most_150_KB_compressed(string path)
    {
        using var visitor = portal.Visitor();
        var page = await visitor.GetAsync(path);
        var total = Compressed(page.Text);

        foreach (var asset in Asset().Matches(page.Text).Select(m => m.Value).Distinct())
        {
            using var http = new HttpClient { BaseAddress = new Uri(portal.Address) };
            using var request = new HttpRequestMessage(HttpMethod.Get, asset);
            request.Headers.Add("Accept-Encoding", "br");
            using var answer = await http.SendAsync(request);
            Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            total += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }

        Assert.InRange(total, 5_000, Budget);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/offline")]
    [InlineData("/help")]
    [InlineData("/confidence")]
    [InlineData("/no-such-page")]
    [InlineData("/set-up/unknown-token")]
    public async Task Help_is_at_the_top_of_every_page(string path)
    {
        using var visitor = portal.Visitor();

        var page = await visitor.GetAsync(path);

        Assert.Contains("Need to talk to someone now?", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"tel:988\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"sms:988\"", page.Text, StringComparison.Ordinal);
        Assert.True(
            page.Text.IndexOf("tel:988", StringComparison.Ordinal) < page.Text.IndexOf("<main", StringComparison.Ordinal),
            "Help stands above everything else.");
    }

    [Fact]
    public async Task A_service_that_is_down_gives_a_clear_page_and_the_rest_stays()
    {
        await using var own = await portal.StartPortalAsync(null, ("Services:assessment:Http", $"http://127.0.0.1:{FreePort.Next()}"));
        using var casey = await Visitor.SignedInAsync(own.HttpAddress, RunningPortal.Casey);

        var home = await casey.GetAsync("/");
        var listening = await casey.GetAsync("/listening");
        var people = await casey.GetAsync("/people");

        Assert.Equal(HttpStatusCode.OK, home.Status);
        Assert.Contains("The surveys don't answer right now", home.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, listening.Status);
        Assert.Contains("A part of the platform does not answer right now", listening.Text, StringComparison.Ordinal);
        Assert.Contains("Everything saved before is safe", listening.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"tel:988\"", listening.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", listening.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, people.Status);
    }

    [Fact]
    public async Task Tenancy_down_refuses_nobody_s_password()
    {
        await using var own = await portal.StartPortalAsync(null, ("Services:tenancy:Http", $"http://127.0.0.1:{FreePort.Next()}"));
        using var visitor = new Visitor(own.HttpAddress);

        var answer = await visitor.SignInAsync(RunningPortal.Casey, RunningPortal.Password);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.DoesNotContain("do not go together", answer.Text, StringComparison.Ordinal);
    }

    private static int Compressed(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return (int)buffer.Length;
    }

    [GeneratedRegex("/portal-assets/[\\w.]+")]
    private static partial Regex Asset();
}
