using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using PeerPlatform.Testing;

namespace PeerPlatform.Bench;

/// <summary>One agency of many members in one file; the first of them is its coordinator.</summary>
/// <param name="Role">Of all the others; empty for none besides being a member.</param>
internal sealed record LargeAgency(string Code, string Name, int Members, string Role)
{
    private const string Password = "quiet-harbor-lantern";

    public static LargeAgency FiftyThousand { get; } = new("STATEWIDE", "Statewide Response", 50_000, "");

    /// <summary>Uploads the file, waits for its preview, imports it, and returns when it is done.</summary>
    public async Task OnboardAsync(HttpClient nora)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Text()));
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var uploaded = await nora.PostAsync(new Uri("/api/tenancy/v1/onboarding?fileName=large-agency.csv", UriKind.Relative), body);
        var id = (await uploaded.ReadAsync()).GetProperty("id").GetString();
        await StateAsync(nora, id, "ready");
        await nora.PostAsync($"/api/tenancy/v1/onboarding/{id}/import");
        await StateAsync(nora, id, "imported");
    }

    /// <summary>Its coordinator, who sets a password by the link that the network coordinator gives.</summary>
    public async Task<HttpClient> CoordinatorAsync(EmbeddedProcess platform, HttpClient nora)
    {
        var agency = (await nora.GetJsonAsync($"/api/tenancy/v1/agencies?search={Uri.EscapeDataString(Name)}&page=1&size=5")).GetProperty("items")[0];
        var member = agency.GetProperty("coordinators")[0].GetProperty("memberId").GetString();
        var link = await nora.PostAsync($"/api/tenancy/v1/agencies/{agency.GetProperty("id").GetString()}/coordinators/{member}/setup-link");
        using var nobody = SignedIn.Nobody(platform.Portal);
        await nobody.PostAsync("/api/tenancy/v1/setup-links/redeem", new { token = link.GetProperty("path").GetString()!.Split('/')[^1], password = Password });
        return await SignedIn.AsAsync(platform.Portal, Address(0), Password);
    }

    private string Address(int i) => string.Create(CultureInfo.InvariantCulture, $"person{i}@{Code.ToLowerInvariant()}.example");

    private static async Task StateAsync(HttpClient nora, string? id, string wanted)
    {
        var passing = new[] { "reading", "importing" };
        var state = await Eventually.GetAsync(
            () => nora.GetJsonAsync($"/api/tenancy/v1/onboarding/{id}"),
            s => s.GetProperty("state").GetString() is { } now && now != "ready" ? !passing.Contains(now) : wanted == "ready",
            wanted);
        if (state.GetProperty("state").GetString() != wanted)
        {
            throw new InvalidOperationException($"The import is not {wanted}: {state}");
        }
    }

    private string Text()
    {
        var file = new StringBuilder("agency_code,agency_name,time_zone,team_code,team_name,staff_number,given_name,family_name,email,roles,language\n");
        for (var i = 0; i < Members; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"{Code},{Name},America/New_York,T{i % 200},Team {i % 200},{i},Given{i},Family{i},{Address(i)},{(i == 0 ? "coordinator" : Role)},en\n");
        }

        return file.ToString();
    }
}
