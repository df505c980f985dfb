using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>Naming a colleague, being asked, yes and no, through HTTP on a real host (P-3.3).</summary>
public sealed class NominationTests : IAsyncLifetime
{
    private const string Api = RecruitmentWorld.Api;
    private const string Collect = RecruitmentWorld.Collect;
    private RecruitmentWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await RecruitmentWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Whoever_is_named_is_asked_and_hears_neither_by_whom_nor_how_often()
    {
        var (namer, other, nominee) = (_world.Person("Nat Namer"), _world.Person("Olive Other"), _world.Person("Sam Rivera"));
        var campaign = await _world.CampaignAsync();
        await _world.NominateAsync(campaign, await _world.PassAsync(campaign, namer.Client), nominee.Id);
        await _world.NominateAsync(campaign, await _world.PassAsync(campaign, other.Client), nominee.Id);

        var seen = await RecruitmentWorld.MyCampaignAsync(nominee.Client, campaign);

        Assert.True(seen.GetProperty("asked").GetBoolean());
        Assert.DoesNotContain("Namer", seen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(seen.EnumerateObject(), p => p.Name.Contains("count", StringComparison.OrdinalIgnoreCase) || p.Name.Contains("nominator", StringComparison.OrdinalIgnoreCase));
        Assert.False((await RecruitmentWorld.MyCampaignAsync(namer.Client, campaign)).GetProperty("asked").GetBoolean());
    }

    [Fact]
    public async Task A_nomination_writes_one_row_that_knows_nobody_and_a_second_one_writes_nothing()
    {
        var (namer, nominee) = (_world.Person("Nat Namer"), _world.Person("Sam Rivera"));
        var campaign = await _world.CampaignAsync();
        var before = await RowsAsync();
        var pass = await _world.PassAsync(campaign, namer.Client);
        Assert.Equal(before, await RowsAsync());

        await _world.NominateAsync(campaign, pass, nominee.Id);
        await _world.NominateAsync(campaign, pass, nominee.Id);

        before["Ask"]++;
        Assert.Equal(before, await RowsAsync());
        await using var scope = _world.Platform.Scope(RecruitmentWorld.Agency, RecruitmentWorld.Network);
        var ask = scope.ServiceProvider.GetRequiredService<RecruitmentDbContext>().Model.GetEntityTypes().Single(e => e.ClrType.Name == "Ask");
        Assert.Equal(["Answered", "CampaignId", "Nominee", "TenantId"], ask.GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Everybody_gets_the_same_pass_and_it_ends_after_the_next_day()
    {
        var (one, two) = (_world.Person("Nat Namer"), _world.Person("Olive Other"));
        var campaign = await _world.CampaignAsync();

        var pass = await _world.PassAsync(campaign, one.Client);

        Assert.Equal(pass, await _world.PassAsync(campaign, two.Client));
        await _world.PassDaysAsync(1);
        Assert.Equal(HttpStatusCode.OK, (await _world.Nobody.GetAsync($"{Collect}/{campaign}/{pass}")).StatusCode);
        await _world.PassDaysAsync(1);
        Assert.Equal(HttpStatusCode.NotFound, (await _world.Nobody.GetAsync($"{Collect}/{campaign}/{pass}")).StatusCode);
    }

    [Fact]
    public async Task Only_people_of_the_team_can_be_named_and_are_found_whatever_the_accents()
    {
        var (namer, muñoz, west) = (_world.Person("Nat Namer"), _world.Person("Íñigo Muñoz"), _world.Person("Wes West", RecruitmentWorld.OtherTeam));
        var campaign = await _world.CampaignAsync();
        var pass = await _world.PassAsync(campaign, namer.Client);

        var found = await RecruitmentWorld.ReadAsync(await _world.Nobody.GetAsync($"{Collect}/{campaign}/{pass}?search=munoz%20inigo"));

        Assert.Equal(muñoz.Id, found.GetProperty("colleagues").EnumerateArray().Single().GetProperty("id").GetGuid());
        Assert.Equal(HttpStatusCode.BadRequest, (await _world.Nobody.PostAsJsonAsync(Collect, new { campaignId = campaign, pass, nomineeId = west.Id })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await west.Client.PostAsync($"{Api}/my-campaigns/{campaign}/nomination-pass", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _world.Nobody.PostAsJsonAsync(Collect, new { campaignId = campaign, pass = "guessed", nomineeId = muñoz.Id })).StatusCode);
    }

    [Fact]
    public async Task A_no_is_final_and_silent()
    {
        var (namer, nominee, leader) = (_world.Person("Nat Namer"), _world.Person("Sam Rivera"), _world.Person("Lee Leader", Role.Member, Role.Supervisor));
        var campaign = await _world.CampaignAsync();
        var pass = await _world.PassAsync(campaign, namer.Client);
        await _world.NominateAsync(campaign, pass, nominee.Id);
        await NominateAsLeaderAsync(leader.Client, campaign, nominee.Id);

        await RecruitmentWorld.ReadAsync(await nominee.Client.PostAsync($"{Api}/my-campaigns/{campaign}/no", null), HttpStatusCode.NoContent);
        await _world.NominateAsync(campaign, pass, nominee.Id);
        await NominateAsLeaderAsync(leader.Client, campaign, nominee.Id);

        Assert.False((await RecruitmentWorld.MyCampaignAsync(nominee.Client, campaign)).GetProperty("asked").GetBoolean());
        var rows = await RowsAsync();
        Assert.Equal((1, 0, 0), (rows["Ask"], rows["LeaderNomination"], rows["Application"]));
        var seen = $"{await _world.Coordinator.GetStringAsync($"{Api}/campaigns/{campaign}")} {await _world.Coordinator.GetStringAsync($"{Api}/campaigns/{campaign}/applications")}";
        Assert.DoesNotContain("Sam", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_said_no_can_still_come_forward_and_the_row_does_not_tell()
    {
        var (asked, own) = (_world.Person("Asked Once"), _world.Person("Own Wish"));
        var campaign = await _world.CampaignAsync();
        await _world.NominateAsync(campaign, await _world.PassAsync(campaign, own.Client), asked.Id);
        await asked.Client.PostAsync($"{Api}/my-campaigns/{campaign}/no", null);

        await _world.ApplyAsync(campaign, asked.Client, "Asked Once");
        await _world.ApplyAsync(campaign, own.Client, "Own Wish");

        await using var scope = _world.Platform.Scope(RecruitmentWorld.Agency, RecruitmentWorld.Network);
        var asks = await scope.ServiceProvider.GetRequiredService<RecruitmentDbContext>().Asks.AsNoTracking().ToListAsync();
        Assert.Equal(2, asks.Count);
        Assert.All(asks, a => Assert.True(a.Answered));
    }

    [Fact]
    public async Task A_leaders_words_reach_the_coordinator_after_the_yes_and_nobody_else()
    {
        var (campaign, panel) = await _world.CampaignWithPanelAsync();
        var (leader, nominee) = (_world.Person("Lee Leader", Role.Member, Role.Supervisor), _world.Person("Sam Rivera"));
        await NominateAsLeaderAsync(leader.Client, campaign, nominee.Id);
        Assert.DoesNotContain("Lee Leader", await _world.Coordinator.GetStringAsync($"{Api}/campaigns/{campaign}/applications"), StringComparison.Ordinal);

        var application = await _world.ApplyAsync(campaign, nominee.Client, "Sam Rivera");

        Assert.Contains("Calm when it counts", await _world.Coordinator.GetStringAsync($"{Api}/applications/{application}"), StringComparison.Ordinal);
        Assert.DoesNotContain("Lee Leader", await panel[0].GetStringAsync($"{Api}/my-panel/{application}"), StringComparison.Ordinal);
        Assert.DoesNotContain("Lee Leader", await nominee.Client.GetStringAsync($"{Api}/my-campaigns/{campaign}/application"), StringComparison.Ordinal);
        Assert.Equal(0, (await RowsAsync())["LeaderNomination"]);
    }

    [Fact]
    public async Task After_closing_nothing_tells_who_was_asked()
    {
        var (namer, nominee, writer) = (_world.Person("Nat Namer"), _world.Person("Sam Rivera"), _world.Person("Dora Draft"));
        var campaign = await _world.CampaignAsync();
        var pass = await _world.PassAsync(campaign, namer.Client);
        await _world.NominateAsync(campaign, pass, nominee.Id);
        await writer.Client.PostAsync($"{Api}/my-campaigns/{campaign}/application", null);

        await RecruitmentWorld.ReadAsync(await _world.Coordinator.PostAsync($"{Api}/campaigns/{campaign}/close", null), HttpStatusCode.NoContent);

        var rows = await RowsAsync();
        Assert.Equal((0, 0, 0), (rows["Ask"], rows["Application"], rows["RunningCampaign"]));
        await using var scope = _world.Platform.Scope(RecruitmentWorld.Agency, RecruitmentWorld.Network);
        Assert.Empty((await scope.ServiceProvider.GetRequiredService<RecruitmentDbContext>().Campaigns.SingleAsync(c => c.Id == campaign)).Key);
        Assert.Equal(HttpStatusCode.NotFound, (await _world.Nobody.GetAsync($"{Collect}/{campaign}/{pass}")).StatusCode);
    }

    [Fact]
    public async Task Many_nominations_at_once_are_one_ask_for_each_person()
    {
        var namer = _world.Person("Nat Namer");
        var named = Enumerable.Range(0, 10).Select(i => _world.Person($"Colleague {i}").Id).ToList();
        var campaign = await _world.CampaignAsync();
        var pass = await _world.PassAsync(campaign, namer.Client);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => _world.NominateAsync(campaign, pass, named[i % named.Count])));

        Assert.Equal(named.Count, (await RowsAsync())["Ask"]);
    }

    private static async Task NominateAsLeaderAsync(HttpClient leader, Guid campaign, Guid nominee) => await RecruitmentWorld.ReadAsync(
        await leader.PostAsJsonAsync($"{Api}/campaigns/{campaign}/leader-nominations", new { memberId = nominee, words = "Calm when it counts." }), HttpStatusCode.NoContent);

    /// <summary>How many rows each table of the service has.</summary>
    private async Task<SortedDictionary<string, int>> RowsAsync()
    {
        await using var scope = _world.Platform.Scope(RecruitmentWorld.Agency, RecruitmentWorld.Network);
        var db = scope.ServiceProvider.GetRequiredService<RecruitmentDbContext>();
        return new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["Ask"] = await db.Asks.CountAsync(),
            ["LeaderNomination"] = await db.LeaderNominations.CountAsync(),
            ["Application"] = await db.Applications.CountAsync(),
            ["Campaign"] = await db.Campaigns.CountAsync(),
            ["RunningCampaign"] = await db.RunningCampaigns.CountAsync(),
            ["Supporter"] = await db.Supporters.CountAsync(),
            ["Case"] = await db.Cases.CountAsync(),
            ["Agency"] = await db.Agencies.CountAsync(),
        };
    }
}
