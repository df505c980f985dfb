using System.Net;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Reporting;
using PeerPlatform.Tenancy;
using PeerPlatform.Testing;

namespace PeerPlatform.Portal.Tests;

/// <summary>The page of the own programme's figures (P-6.1, 6.7), with services of its own: here a test says what recruitment and training have told.</summary>
public sealed class FiguresTests : IAsyncLifetime
{
    private TestPlatform _services = null!;
    private TestPlatform _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _services = await TestPlatform.StartAsync(
            [new TenancyService(), new ReportingService()],
            new Dictionary<string, string?>
            {
                ["Tenancy:Start:Demonstration"] = Path.Combine(AppContext.BaseDirectory, "network-case.csv"),
                ["Tenancy:Start:DemonstrationPassword"] = RunningPortal.Password,
            });
        var settings = new Dictionary<string, string?> { ["Portal:CollectAddress"] = "http://127.0.0.1:1" };
        foreach (var service in new[] { "tenancy", "reporting" })
        {
            settings[$"Services:{service}:Http"] = _services.HttpAddress;
        }

        _portal = await TestPlatform.StartAsync([new PortalService()], settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Before_anything_was_told_the_page_says_when_figures_begin_and_then_counts_so_far()
    {
        using var casey = await SignedInAsync(RunningPortal.Casey);
        var empty = await casey.GetAsync("/figures");
        Assert.Contains("Nothing has been counted yet.", empty.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", empty.Text, StringComparison.Ordinal);

        var member = await TellOfOneSupporterAsync();
        await Eventually.HoldsAsync(async () => (await casey.GetAsync("/figures")).Text.Contains("<table", StringComparison.Ordinal), "the supporter is counted");

        var page = await casey.GetAsync("/figures");
        Assert.Contains("so far", page.Text, StringComparison.Ordinal);
        Assert.Contains("Your first quarter is still being counted.", page.Text, StringComparison.Ordinal);
        Assert.Contains("People in the role of a supporter on the last day of the quarter, chosen in a search here.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Of them qualified", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(">final</span>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(member.ToString(), page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("href=\"/figures\" aria-current=\"page\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_and_its_file_are_in_the_readers_language()
    {
        using var casey = await SignedInAsync(RunningPortal.Casey);
        await TellOfOneSupporterAsync();
        await Eventually.HoldsAsync(async () => (await casey.GetAsync("/figures")).Text.Contains("<table", StringComparison.Ordinal), "the supporter is counted");
        await casey.GetAsync("/language?to=es&return=%2Ffigures");

        var page = await casey.GetAsync("/figures");
        var file = await casey.GetAsync("/figures/file.csv");

        Assert.Contains("Cifras de tu programa", page.Text, StringComparison.Ordinal);
        Assert.Contains("De ellas, con habilitación", WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
        Assert.Contains("hasta ahora", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("lang=\"en\">", page.Text[page.Text.IndexOf("<main", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("De ellas, con habilitación", file.Text, StringComparison.Ordinal);
        Assert.Contains("quarter,from,through,state,supporters", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_a_member_nor_the_network_opens_an_agencys_figures()
    {
        foreach (var email in new[] { RunningPortal.Morgan, RunningPortal.Nora })
        {
            using var visitor = await SignedInAsync(email);
            foreach (var path in new[] { "/figures", "/figures/file.csv" })
            {
                Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync(path)).Status);
            }
        }
    }

    private Task<Visitor> SignedInAsync(string email) => Visitor.SignedInAsync(_portal.HttpAddress, email);

    private async Task<Guid> TellOfOneSupporterAsync()
    {
        using var casey = await SignedIn.AsAsync(new Uri(_services.HttpAddress), RunningPortal.Casey, RunningPortal.Password);
        var me = await casey.GetJsonAsync("/api/tenancy/v1/me");
        var (agency, network) = (me.GetProperty("agency").GetProperty("id").GetGuid(), me.GetProperty("network").GetProperty("id").GetGuid());
        var (member, today) = (Guid.NewGuid(), DateOnly.FromDateTime(DateTime.UtcNow));
        var bus = _services.Services.GetRequiredService<IBus>();
        await bus.Publish(new SupporterSelected(agency, network, member, today, 1), context => context.MessageId = Guid.NewGuid());
        return member;
    }
}
