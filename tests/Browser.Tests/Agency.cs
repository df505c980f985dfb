using System.Net.Http.Json;
using System.Text.Json;
using PeerPlatform.Testing;

namespace PeerPlatform.Browser.Tests;

/// <summary>Somebody of an agency who has chosen a password.</summary>
public sealed record Colleague(string Email, string Name);

/// <summary>An agency that a test has to itself, worked through the public API where the test is about something else.</summary>
public sealed class Agency : IDisposable
{
    private readonly EmbeddedProcess _platform;
    private readonly HttpClient _coordinator;

    private Agency(EmbeddedProcess platform, string coordinator, HttpClient client)
    {
        _platform = platform;
        Coordinator = coordinator;
        _coordinator = client;
    }

    /// <summary>The coordinator's e-mail; the password is <see cref="RunningPortal.Password"/>.</summary>
    public string Coordinator { get; }

    /// <summary>An agency whose coordinator has a password already.</summary>
    public static async Task<Agency> OfAsync(RunningPortal portal, string coordinator) =>
        new(portal.Platform, coordinator, await SignedIn.AsAsync(portal.Platform.Portal, coordinator, RunningPortal.Password));

    /// <summary>An agency of the demonstration: Nora makes its coordinator's set-up link, the coordinator chooses a password.</summary>
    public static async Task<Agency> HandedOverAsync(RunningPortal portal, string code)
    {
        using var nora = await SignedIn.AsAsync(portal.Platform.Portal, "nora@network.example", RunningPortal.Password);
        var agency = (await ReadAsync(nora, $"/api/tenancy/v1/agencies?search={code}")).GetProperty("items").EnumerateArray()
            .Single(a => a.GetProperty("code").GetString() == code);
        var coordinator = agency.GetProperty("coordinators").EnumerateArray().First().GetProperty("memberId").GetString();
        var link = await nora.PostAsync($"/api/tenancy/v1/agencies/{agency.GetProperty("id").GetString()}/coordinators/{coordinator}/setup-link");
        return await OfAsync(portal, await RedeemAsync(portal.Platform, link.GetProperty("path").GetString()!));
    }

    /// <summary>An agency that nobody had before, from its file; its coordinator has chosen a password.</summary>
    internal static async Task<Agency> ImportedAsync(RunningPortal portal, NewAgencyFile file)
    {
        using var nora = await SignedIn.AsAsync(portal.Platform.Portal, "nora@network.example", RunningPortal.Password);
        using var csv = new ByteArrayContent(file.Good());
        csv.Headers.ContentType = new("text/csv");
        using var uploaded = await nora.PostAsync(new Uri($"/api/tenancy/v1/onboarding?fileName={file.Code}.csv", UriKind.Relative), csv);
        var onboarding = $"/api/tenancy/v1/onboarding/{(await uploaded.ReadAsync()).GetProperty("id").GetString()}";
        await Eventually.HoldsAsync(async () => (await ReadAsync(nora, onboarding)).GetProperty("state").GetString() == "ready", "the file is ready");
        await nora.PostAsync($"{onboarding}/import");
        await Eventually.HoldsAsync(async () => (await ReadAsync(nora, onboarding)).GetProperty("state").GetString() == "imported", "the file is imported");
        return await HandedOverAsync(portal, file.Code);
    }

    /// <summary>People who had no password yet and have one now; readers of English, since the tests look for English words.</summary>
    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(int people, string? search = null)
    {
        var found = (await ReadAsync(_coordinator, $"/api/tenancy/v1/members?page=1&size=200&search={search}")).GetProperty("items").EnumerateArray()
            .Where(m => !m.GetProperty("canSignIn").GetBoolean() && m.GetProperty("language").GetString() == "en")
            .Take(people)
            .ToList();
        Assert.Equal(people, found.Count);
        var colleagues = new Colleague[people];
        await Parallel.ForAsync(0, people, TwoAtOnce, async (i, _) =>
        {
            var member = found[i];
            var link = await _coordinator.PostAsync($"/api/tenancy/v1/members/{member.GetProperty("id").GetString()}/setup-link");
            var email = await RedeemAsync(_platform, link.GetProperty("path").GetString()!);
            colleagues[i] = new Colleague(email, $"{member.GetProperty("givenName").GetString()} {member.GetProperty("familyName").GetString()}");
        });
        return colleagues;
    }

    /// <summary>Somebody of the panel of a search of the demonstration, who has a password now.</summary>
    public async Task<Colleague> PanelistAsync()
    {
        var search = await Eventually.GetAsync(
            () => ReadAsync(_coordinator, "/api/recruitment/v1/campaigns"), c => c.GetProperty("total").GetInt32() > 0, "recruitment has heard of the agency");
        var id = search.GetProperty("items").EnumerateArray().First(c => c.GetProperty("state").GetString() == "open").GetProperty("id").GetString();
        var panelist = (await ReadAsync(_coordinator, $"/api/recruitment/v1/campaigns/{id}")).GetProperty("panel").EnumerateArray().First();
        var link = await _coordinator.PostAsync($"/api/tenancy/v1/members/{panelist.GetProperty("memberId").GetString()}/setup-link");
        return new Colleague(await RedeemAsync(_platform, link.GetProperty("path").GetString()!), panelist.GetProperty("name").GetString()!);
    }

    /// <summary>A supporter of the demonstration who stands so, reads English and has a password now.</summary>
    public async Task<Colleague> SupporterAsync(string state)
    {
        var readers = (await ReadAsync(_coordinator, "/api/tenancy/v1/members?page=1&size=200")).GetProperty("items").EnumerateArray()
            .Where(m => m.GetProperty("language").GetString() == "en")
            .Select(m => m.GetProperty("id").GetString())
            .ToHashSet();
        var board = await Eventually.GetAsync(
            () => ReadAsync(_coordinator, $"/api/training/v1/board?state={state}&size=200"),
            b => b.GetProperty("supporters").GetProperty("total").GetInt32() > 0,
            "training has heard of the agency");
        var supporter = board.GetProperty("supporters").GetProperty("items").EnumerateArray().First(s => readers.Contains(s.GetProperty("memberId").GetString()));
        var link = await _coordinator.PostAsync($"/api/tenancy/v1/members/{supporter.GetProperty("memberId").GetString()}/setup-link");
        return new Colleague(await RedeemAsync(_platform, link.GetProperty("path").GetString()!), supporter.GetProperty("name").GetString()!);
    }

    /// <summary>Opens a wave for the whole agency; returns its id.</summary>
    public async Task<string> OpenWaveAsync(string title, string instrument = "cbi") =>
        (await _coordinator.PostAsync("/api/assessment/v1/waves", new
        {
            title,
            instrument,
            teamIds = Array.Empty<string>(),
            closesOn = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(14)),
        })).GetProperty("id").GetString()!;

    /// <summary>The colleagues answer through the collecting side's API.</summary>
    /// <param name="choose">The chosen index of colleague number i for item number j, of five choices.</param>
    public async Task AnswerAsync(string wave, IReadOnlyList<Colleague> colleagues, Func<int, string, int> choose) =>
        await Parallel.ForAsync(0, colleagues.Count, TwoAtOnce, async (i, _) =>
        {
            using var collect = SignedIn.Nobody(_platform.Collect);
            var ticket = await TicketAsync(wave, colleagues[i]);
            var form = await ReadAsync(collect, $"/collect/v1/forms/{ticket}");
            var answers = form.GetProperty("instrument").GetProperty("scalesAsBlocks").EnumerateArray()
                .SelectMany(block => block.GetProperty("items").EnumerateArray())
                .ToDictionary(item => item.GetProperty("code").GetString()!, item => choose(i, item.GetProperty("code").GetString()!));
            await collect.PostAsync("/collect/v1/answers", new { ticket, lang = "en", answers });
        });

    /// <summary>The address on the collecting side that a colleague's private link leads to.</summary>
    public async Task<string> SurveyLinkAsync(string wave, Colleague colleague) =>
        new Uri(_platform.Collect, $"/collect/s/{await TicketAsync(wave, colleague)}").ToString();

    public Task CloseAsync(string wave) => _coordinator.PostAsync($"/api/assessment/v1/waves/{wave}/close");

    public void Dispose() => _coordinator.Dispose();

    internal static Task<JsonElement> ReadAsync(HttpClient client, string path) => client.GetFromJsonAsync<JsonElement>(path);

    private static ParallelOptions TwoAtOnce => new() { MaxDegreeOfParallelism = 2 };

    private async Task<string> TicketAsync(string wave, Colleague colleague)
    {
        using var member = await SignedIn.AsAsync(_platform.Portal, colleague.Email, RunningPortal.Password);
        return (await member.PostAsync($"/api/assessment/v1/waves/{wave}/invitation")).GetProperty("ticket").GetString()!;
    }

    private static async Task<string> RedeemAsync(EmbeddedProcess platform, string path)
    {
        using var nobody = SignedIn.Nobody(platform.Portal);
        var token = path.Split('/')[^1];
        var link = await ReadAsync(nobody, $"/api/tenancy/v1/setup-links/{token}");
        await nobody.PostAsync("/api/tenancy/v1/setup-links/redeem", new { token, password = RunningPortal.Password });
        return link.GetProperty("email").GetString()!;
    }
}
