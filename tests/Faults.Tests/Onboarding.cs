using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PeerPlatform.Testing;

namespace PeerPlatform.Faults.Tests;

/// <summary>The network's coordinator brings one agency in after the other, each by a file of its own.</summary>
internal sealed class Onboarding(LocalProduction platform, Commands commands, string run) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan SignInAgainAfter = TimeSpan.FromMinutes(4);
    private HttpClient _nora = new();
    private long _since;

    public async Task RunAsync(Func<bool> goesOn)
    {
        for (var number = 0; goesOn(); number++)
        {
            await BringInAsync($"{run.ToUpperInvariant()}-{number}");
            await Patience.PassAsync(Pause);
        }
    }

    public void Dispose() => _nora.Dispose();

    /// <summary>What has to be true in the end: this agency is there once, with its two people.</summary>
    private async Task BringInAsync(string code)
    {
        var file = Csv(code);
        for (var done = false; !done;)
        {
            var uploaded = await AskAsync(HttpMethod.Post, $"/api/tenancy/v1/onboarding?fileName={code}.csv", file);
            var id = uploaded.GetProperty("id").GetString()!;
            if (await StateAsync(id, "reading") != "ready")
            {
                continue;
            }

            await SignInAsync();
            await commands.DoAsync(
                "bring-in",
                code,
                null,
                () => _nora.PostAsJsonAsync(new Uri($"/api/tenancy/v1/onboarding/{id}/import", UriKind.Relative), new { }),
                (status, type) => status == HttpStatusCode.Conflict && type.EndsWith("import-not-ready", StringComparison.Ordinal));
            done = await StateAsync(id, "importing") == "imported";
        }
    }

    private async Task<string> StateAsync(string id, string passing)
    {
        var state = passing;
        try
        {
            await Patience.UntilAsync(
                async () => (state = (await AskAsync(HttpMethod.Get, $"/api/tenancy/v1/onboarding/{id}", null)).GetProperty("state").GetString()!) != passing,
                $"file {id} is no longer {passing}");
        }
        catch (TimeoutException stuck)
        {
            commands.Broken.Enqueue(stuck.Message);
        }

        return state;
    }

    /// <summary>Asks until there is an answer; a preview that nobody imports has no effect.</summary>
    private async Task<JsonElement> AskAsync(HttpMethod method, string path, string? csv)
    {
        JsonElement said = default;
        await Patience.UntilAsync(
            async () =>
            {
                await SignInAsync();
                try
                {
                    using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
                    request.Content = csv is null ? null : new StringContent(csv, Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
                    using var answer = await _nora.SendAsync(request);
                    said = await answer.ReadAsync();
                    return true;
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
                {
                    return false;
                }
            },
            $"{method} {path} is answered");
        return said;
    }

    private async Task SignInAsync()
    {
        if (_since != 0 && Stopwatch.GetElapsedTime(_since) < SignInAgainAfter)
        {
            return;
        }

        await Patience.UntilAsync(
            async () =>
            {
                try
                {
                    var nora = await AgencySystem.NetworkCoordinatorAsync(platform.Portal);
                    _nora.Dispose();
                    _nora = nora;
                    _since = Stopwatch.GetTimestamp();
                    return true;
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
                {
                    return false;
                }
            },
            "the network's coordinator can sign in");
    }

    private static string Csv(string code) =>
        $"""
        agency_code,agency_name,time_zone,team_code,team_name,staff_number,given_name,family_name,email,roles
        {code},Agency {code},America/New_York,ONE,Team,{code}-1,Ada,One,ada@{code.ToLowerInvariant()}.example,coordinator
        {code},Agency {code},America/New_York,ONE,Team,{code}-2,Ben,Two,ben@{code.ToLowerInvariant()}.example,

        """;
}
