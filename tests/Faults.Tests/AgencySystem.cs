using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeerPlatform.Testing;

namespace PeerPlatform.Faults.Tests;

/// <summary>An agency's own system: an API client of it, which opens waves, hands out tickets and closes waves.</summary>
internal sealed partial class AgencySystem : IDisposable
{
    private const string Password = "quiet-harbor-lantern";

    /// <summary>Access tokens last ten minutes; one that is this old is renewed before it is used.</summary>
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(4);

    private readonly string _clientId;
    private readonly string _secret;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HttpClient _door;
    private long _since;

    private AgencySystem(Guid agency, Uri portal, string clientId, string secret)
    {
        Agency = agency;
        Client = Patient(portal);
        _door = Patient(portal);
        _clientId = clientId;
        _secret = secret;
    }

    public Guid Agency { get; }

    public HttpClient Client { get; }

    /// <summary>The network's coordinator, signed in.</summary>
    public static async Task<HttpClient> NetworkCoordinatorAsync(Uri portal)
    {
        using var signedIn = await SignedIn.AsAsync(portal, "nora@network.example", Password);
        var nora = Patient(portal);
        nora.DefaultRequestHeaders.Authorization = signedIn.DefaultRequestHeaders.Authorization;
        return nora;
    }

    /// <summary>Systems of several agencies of the demonstration, each made by the agency's own coordinator.</summary>
    public static async Task<IReadOnlyList<AgencySystem>> MakeAsync(Uri portal, int agencies)
    {
        using var nora = await NetworkCoordinatorAsync(portal);
        var listed = (await nora.GetJsonAsync("/api/tenancy/v1/agencies?page=1&size=200")).GetProperty("items").EnumerateArray()
            .Where(a => a.GetProperty("coordinators").GetArrayLength() > 0 && !a.GetProperty("name").GetString()!.StartsWith("Agency ", StringComparison.Ordinal))
            .Take(agencies)
            .ToList();
        return await Task.WhenAll(listed.Select(agency => MakeAsync(portal, nora, agency)));
    }

    /// <summary>Renews the token when it is old; an old one goes on being used while tenancy does not answer.</summary>
    public async Task StaySignedInAsync(bool now = false)
    {
        await _turn.WaitAsync();
        try
        {
            if (now || _since == 0 || Stopwatch.GetElapsedTime(_since) > RenewAfter)
            {
                var token = await SignedIn.TokenAsync(_door, new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials", ["client_id"] = _clientId, ["client_secret"] = _secret,
                });
                Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
                _since = Stopwatch.GetTimestamp();
            }
        }
        catch (Exception e) when (e is HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError } or OperationCanceledException)
        {
            // Tried again before the next command.
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes what a run before has left open, so that it is not taken for this one's.</summary>
    public async Task CloseAllAsync()
    {
        await StaySignedInAsync(now: true);
        foreach (var wave in (await Client.GetJsonAsync("/api/assessment/v1/waves?state=open&page=1&size=200")).GetProperty("items").EnumerateArray())
        {
            using var closed = await PostAsync($"/api/assessment/v1/waves/{wave.GetProperty("id").GetString()}/close", new { });
        }
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body) =>
        Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);

    public void Dispose()
    {
        Client.Dispose();
        _door.Dispose();
        _turn.Dispose();
    }

    private static async Task<AgencySystem> MakeAsync(Uri portal, HttpClient nora, JsonElement agency)
    {
        var id = agency.GetProperty("id").GetGuid();
        var (coordinator, email) = EmailOf(agency);
        var link = await nora.PostAsync($"/api/tenancy/v1/agencies/{id}/coordinators/{coordinator}/setup-link");
        using var nobody = SignedIn.Nobody(portal);
        var token = link.GetProperty("path").GetString()!.Split('/')[^1];
        await nobody.PostAsync("/api/tenancy/v1/setup-links/redeem", new { token, password = Password });
        using var signedIn = await SignedIn.AsAsync(portal, email, Password);
        var made = await signedIn.PostAsync("/api/tenancy/v1/api-clients", new
        {
            name = "Faults", scopes = new[] { "assessment:invite-by-count", "assessment:run-waves", "assessment:see-agency-results" },
        });
        var system = new AgencySystem(
            id, portal, made.GetProperty("clientId").GetString()!, made.GetProperty("clientSecret").GetString()!);
        await system.StaySignedInAsync(now: true);
        return system;
    }

    /// <summary>The list of agencies shows names; the addresses are in the file that they came from.</summary>
    private static (string Id, string Email) EmailOf(JsonElement agency)
    {
        var code = agency.GetProperty("code").GetString()!;
        var coordinator = agency.GetProperty("coordinators")[0];
        var row = File.ReadLines(Checkout.At("tests", "data", "network-case.csv"))
            .Where(line => line.StartsWith($"{code},", StringComparison.Ordinal))
            .Select(line => NameAndEmail().Match(line))
            .First(match => $"{match.Groups[1].Value} {match.Groups[2].Value}" == coordinator.GetProperty("name").GetString());
        return (coordinator.GetProperty("memberId").GetString()!, row.Groups[3].Value);
    }

    [GeneratedRegex("([^,]+),([^,]+),([^,@]+@[^,]+),")]
    private static partial Regex NameAndEmail();

    /// <summary>Waits as long as a person would; whether it was done is then unknown.</summary>
    public static HttpClient Patient(Uri platform)
    {
        var client = SignedIn.Nobody(platform);
        client.Timeout = TimeSpan.FromSeconds(10);
        return client;
    }
}
