using System.Net;
using PeerPlatform.Testing;

namespace PeerPlatform.Portal.Tests;

/// <summary>The services behind the portal have several addresses, one of which is in trouble; or only that one.</summary>
public sealed class AddressTests(RunningPortal portal)
{
    [Fact]
    public async Task An_address_where_nobody_is_is_passed_by_for_reading_and_writing()
    {
        await using var own = await portal.StartPortalAsync(
            null, ("Services:tenancy:Http", $"http://127.0.0.1:{FreePort.Next()}, {portal.ServicesAddress}"));
        for (var i = 0; i < 4; i++)
        {
            using var visitor = await Visitor.SignedInAsync(own.HttpAddress, RunningPortal.Morgan);
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/")).Status);
        }
    }

    [Fact]
    public async Task An_address_that_takes_no_connection_is_passed_by()
    {
        using var hole = new BlackHole();
        await using var own = await portal.StartPortalAsync(
            null, ("Services:tenancy:Http", $"http://127.0.0.1:{hole.Port},{portal.ServicesAddress}"));
        for (var i = 0; i < 2; i++)
        {
            using var visitor = await Visitor.SignedInAsync(own.HttpAddress, RunningPortal.Morgan);
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/")).Status);
        }
    }

    [Fact]
    public async Task An_address_that_falls_silent_is_passed_by_for_reading()
    {
        await using var line = new FrozenLine(new Uri(portal.ServicesAddress).Port);
        line.Freeze();
        await using var own = await portal.StartPortalAsync(
            null, ("Services:assessment:Http", $"http://127.0.0.1:{line.Port},{portal.ServicesAddress}"));
        using var visitor = await Visitor.SignedInAsync(own.HttpAddress, RunningPortal.Casey);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/listening")).Status);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_no_address_that_answers_a_page_says_so(bool blackHoled)
    {
        using var hole = new BlackHole();
        await using var own = await portal.StartPortalAsync(
            null, ("Services:assessment:Http", $"http://127.0.0.1:{(blackHoled ? hole.Port : FreePort.Next())}"));
        using var visitor = await Visitor.SignedInAsync(own.HttpAddress, RunningPortal.Casey);

        var answer = await visitor.GetAsync("/listening");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Contains("A part of the platform does not answer right now", answer.Text, StringComparison.Ordinal);
        Assert.Contains("988", answer.Text, StringComparison.Ordinal);
    }
}
