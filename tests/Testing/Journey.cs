using System.Text.Json;

namespace PeerPlatform.Testing;

/// <summary>An open wave of the demonstration agency, with its coordinator signed in.</summary>
public sealed record OpenWave(string Id, HttpClient Coordinator);

/// <summary>The journey's steps through the public API of a running platform with the demonstration data.</summary>
public static class Journey
{
    private const string Coordinator = "casey.coordinator@massup.example";

    /// <summary>All nineteen items of the Copenhagen Burnout Inventory as first choices.</summary>
    public static async Task<Dictionary<string, int>> AllFirstChoicesAsync(HttpClient collect, string ticket)
    {
        var form = await collect.GetJsonAsync($"/collect/v1/forms/{ticket}");
        return form.GetProperty("instrument").GetProperty("scalesAsBlocks").EnumerateArray()
            .SelectMany(block => block.GetProperty("items").EnumerateArray())
            .ToDictionary(item => item.GetProperty("code").GetString()!, _ => 0);
    }

    /// <summary>The coordinator opens a wave for the whole agency.</summary>
    public static async Task<OpenWave> OpenWaveAsync(EmbeddedProcess platform, string password, string instrument = "cbi")
    {
        var casey = await SignedIn.AsAsync(platform.Portal, Coordinator, password);
        var wave = await casey.PostAsync("/api/assessment/v1/waves", new
        {
            title = "How are we",
            instrument,
            teamIds = Array.Empty<string>(),
            closesOn = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(14)),
        });
        return new OpenWave(wave.GetProperty("id").GetString()!, casey);
    }

    /// <summary>Members get their set-up links from the coordinator's list, choose a password and sign in.</summary>
    public static async Task<IReadOnlyList<HttpClient>> MembersAsync(EmbeddedProcess platform, HttpClient coordinator, int people, string password)
    {
        var members = (await coordinator.GetJsonAsync($"/api/tenancy/v1/members?page=1&size=200")).GetProperty("items").EnumerateArray()
            .Where(m => !m.GetProperty("canSignIn").GetBoolean())
            .Take(people)
            .ToList();
        var signedIn = new List<HttpClient>();
        using var nobody = SignedIn.Nobody(platform.Portal);
        foreach (var member in members)
        {
            var link = await coordinator.PostAsync($"/api/tenancy/v1/members/{member.GetProperty("id").GetString()}/setup-link");
            var token = link.GetProperty("path").GetString()!.Split('/')[^1];
            await nobody.PostAsync("/api/tenancy/v1/setup-links/redeem", new { token, password });
            signedIn.Add(await SignedIn.AsAsync(platform.Portal, member.GetProperty("email").GetString()!, password));
        }

        return signedIn;
    }

    /// <summary>A member takes the invitation; the ticket is what the answer will carry.</summary>
    public static async Task<string> TakeInvitationAsync(HttpClient member, OpenWave wave) =>
        (await member.PostAsync($"/api/assessment/v1/waves/{wave.Id}/invitation")).GetProperty("ticket").GetString()!;

    /// <summary>A number of members answer; returns what each was shown of the own scores.</summary>
    public static async Task<IReadOnlyList<JsonElement>> AnswerAsync(EmbeddedProcess platform, OpenWave wave, int people, string password)
    {
        using var collect = SignedIn.Nobody(platform.Collect);
        var shown = new List<JsonElement>();
        foreach (var member in await MembersAsync(platform, wave.Coordinator, people, password))
        {
            using (member)
            {
                var ticket = await TakeInvitationAsync(member, wave);
                var answers = await AllFirstChoicesAsync(collect, ticket);
                shown.Add(await collect.PostAsync("/collect/v1/answers", new { ticket, lang = "en", answers }));
            }
        }

        return shown;
    }
}
