using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Recruitment.Data;
using PeerPlatform.Testing;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>What is kept goes when its time has come; the tests move the clock.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private const string Api = RecruitmentWorld.Api;
    private RecruitmentWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await RecruitmentWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_unsuccessful_application_is_erased_after_the_agencys_period_and_not_before()
    {
        await RecruitmentWorld.ReadAsync(await _world.Coordinator.PutAsJsonAsync($"{Api}/settings", new { monthsKept = 1 }));
        var (campaign, panel) = await _world.CampaignWithPanelAsync();
        var application = await _world.ApplyAsync(campaign, _world.Person("Sam Rivera").Client, "Sam Rivera");
        await RecruitmentWorld.ScoreAsync(panel, application);
        await _world.DecideAsync(application, "notSelected");
        var day = _world.Today;

        await _world.PassDaysAsync(day.AddMonths(1).DayNumber - day.DayNumber - 1);
        Assert.Equal(HttpStatusCode.OK, (await _world.Coordinator.GetAsync($"{Api}/applications/{application}")).StatusCode);
        await _world.PassDaysAsync(1);

        Assert.Equal(HttpStatusCode.NotFound, (await _world.Coordinator.GetAsync($"{Api}/applications/{application}")).StatusCode);
        AssertNowhereInFiles("hard winter");
    }

    [Fact]
    public async Task Of_somebody_selected_the_decision_stays_and_what_was_written_and_scored_goes()
    {
        var campaign = await _world.CampaignWithPanelAsync();
        await _world.SelectedAsync("Sam Rivera", campaign);
        var application = (await _world.Coordinator.GetJsonAsync($"{Api}/campaigns/{campaign.Id}/applications"))[0].GetProperty("id").GetGuid();

        await _world.PassDaysAsync(190);

        var seen = await _world.Coordinator.GetJsonAsync($"{Api}/applications/{application}");
        Assert.Equal(("selected", "What the panel saw."), (seen.GetProperty("state").GetString(), seen.GetProperty("reasons").GetString()));
        Assert.DoesNotContain("hard winter", seen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Warm and clear", seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_is_erased_after_the_period_whatever_came_of_it_and_so_is_who_stood_down()
    {
        var (id, client) = await _world.SelectedAsync("Sam Rivera");
        var about = (await RecruitmentWorld.ReadAsync(
            await _world.Coordinator.PostAsJsonAsync($"{Api}/cases", new { supporterId = id, ground = "conduct", summary = "Something." }), HttpStatusCode.Created)).GetProperty("id").GetGuid();
        await RecruitmentWorld.ReadAsync(await _world.Coordinator.PostAsJsonAsync($"{Api}/cases/{about}/decision", new { outcome = "stays", reasons = "Nothing in it." }));
        await RecruitmentWorld.ReadAsync(await client.PutAsJsonAsync($"{Api}/my-service/notice", new { lastDay = _world.Today }), HttpStatusCode.NoContent);

        await _world.PassDaysAsync(190);

        Assert.Equal(0, (await _world.Coordinator.GetJsonAsync($"{Api}/cases")).GetArrayLength());
        await using var scope = _world.Platform.Scope(RecruitmentWorld.Agency, RecruitmentWorld.Network);
        var row = await scope.ServiceProvider.GetRequiredService<RecruitmentDbContext>().Supporters.AsNoTracking().SingleAsync(s => s.Id == id);
        Assert.Equal(("", 2), (row.Name, row.Turn));
    }

    [Fact]
    public async Task A_period_outside_the_bounds_is_refused() =>
        Assert.Equal("monthsKept", (await RecruitmentWorld.ReadAsync(
            await _world.Coordinator.PutAsJsonAsync($"{Api}/settings", new { monthsKept = 25 }), HttpStatusCode.BadRequest)).GetProperty("field").GetString());

    private void AssertNowhereInFiles(string text)
    {
        foreach (var file in Directory.GetFiles(_world.Platform.Folder, "recruitment.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            Assert.True(copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"{Path.GetFileName(file)} still holds it.");
        }
    }
}
