using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using PeerPlatform.Testing;

namespace PeerPlatform.Bench;

/// <summary>One agency of 50,000 members in one file.</summary>
internal static class FiftyThousand
{
    public const int Members = 50_000;

    /// <summary>Uploads the file, waits for its preview, imports it, and returns when it is done.</summary>
    public static async Task OnboardAsync(HttpClient nora)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Text()));
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var uploaded = await nora.PostAsync(new Uri("/api/tenancy/v1/onboarding?fileName=fifty-thousand.csv", UriKind.Relative), body);
        var id = (await uploaded.ReadAsync()).GetProperty("id").GetString();
        await StateAsync(nora, id, "ready");
        await nora.PostAsync($"/api/tenancy/v1/onboarding/{id}/import");
        await StateAsync(nora, id, "imported");
    }

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

    private static string Text()
    {
        var file = new StringBuilder("agency_code,agency_name,time_zone,team_code,team_name,staff_number,given_name,family_name,email,roles,language\n");
        for (var i = 0; i < Members; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"STATEWIDE,Statewide Response,America/New_York,T{i % 200},Team {i % 200},{i},Given{i},Family{i},person{i}@statewide.example,{(i == 0 ? "coordinator" : "")},en\n");
        }

        return file.ToString();
    }
}
