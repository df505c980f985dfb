using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerPlatform.Testing;

namespace PeerPlatform.EndToEnd.Tests;

/// <summary>The embedded process on a disk without any room left, and with room again.</summary>
public sealed class DiskFullTests
{
    private const int Megabytes = 128;
    private const int Members = 6;

    [Fact]
    public async Task On_a_full_disk_it_says_so_shows_what_it_has_and_loses_no_answer()
    {
        Assert.SkipUnless(SmallDisk.CanBeMounted, "Mounting a small disk needs root.");
        await using var disk = await SmallDisk.MountAsync(Megabytes);
        await using var platform = await EmbeddedProcess.StartAsync(folder: Path.Combine(disk.Folder, "data"));
        var wave = await Journey.OpenWaveAsync(platform, Demonstration.Password);
        var members = await Journey.MembersAsync(platform, wave.Coordinator, Members, Demonstration.Password);
        var tickets = new List<string>();
        foreach (var member in members)
        {
            tickets.Add(await Journey.TakeInvitationAsync(member, wave));
            member.Dispose();
        }

        using var collect = SignedIn.Nobody(platform.Collect);
        var answers = await Journey.AllFirstChoicesAsync(collect, tickets[0]);
        var somebody = (await wave.Coordinator.GetJsonAsync("/api/tenancy/v1/members?page=1&size=200")).GetProperty("items").EnumerateArray()
            .First(m => !m.GetProperty("canSignIn").GetBoolean()).GetProperty("id").GetString();

        disk.Fill();
        // A log that has room inside takes some more commits.
        using var refused = await Eventually.GetAsync(
            () => wave.Coordinator.PostAsync(new Uri($"/api/tenancy/v1/members/{somebody}/setup-link", UriKind.Relative), null, TestContext.Current.CancellationToken),
            answer => !answer.IsSuccessStatusCode,
            "there is no room left");
        var left = new List<string>();
        foreach (var ticket in tickets)
        {
            if (await AnswerAsync(collect, ticket, answers) is { } status)
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                left.Add(ticket);
            }
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("urn:peerplatform:database-silent", problem.GetProperty("type").GetString());
        Assert.NotEqual("", problem.GetProperty("remedy").GetString());
        Assert.Equal(wave.Id, (await wave.Coordinator.GetJsonAsync($"/api/assessment/v1/waves/{wave.Id}")).GetProperty("id").GetString());

        disk.Free();
        await wave.Coordinator.PostAsync($"/api/tenancy/v1/members/{somebody}/setup-link");
        foreach (var ticket in left)
        {
            Assert.Null(await AnswerAsync(collect, ticket, answers));
        }

        await wave.Coordinator.PostAsync($"/api/assessment/v1/waves/{wave.Id}/close");
        var results = await wave.Coordinator.GetJsonAsync($"/api/assessment/v1/waves/{wave.Id}/results");
        var agency = results.GetProperty("groups").EnumerateArray().Single(g => g.GetProperty("kind").GetString() == "agency");
        Assert.Equal(Members, agency.GetProperty("answered").GetInt32());
        wave.Coordinator.Dispose();
    }

    /// <summary>The status that the answer was refused with, null when it was taken.</summary>
    private static async Task<HttpStatusCode?> AnswerAsync(HttpClient collect, string ticket, Dictionary<string, int> answers)
    {
        using var answered = await collect.PostAsJsonAsync(
            "/collect/v1/answers", new { ticket, lang = "en", answers }, TestContext.Current.CancellationToken);
        return answered.IsSuccessStatusCode ? null : answered.StatusCode;
    }
}
