using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PeerPlatform.Testing;

/// <summary>A person's use of the public API of a running platform.</summary>
public static class SignedIn
{
    /// <summary>Signs in with a password and returns a client that carries the access token.</summary>
    public static async Task<HttpClient> AsAsync(Uri platform, string email, string password)
    {
        var client = Nobody(platform);
        var token = await TokenAsync(client, new Dictionary<string, string>
        {
            ["grant_type"] = "password", ["username"] = email, ["password"] = password,
        });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
        return client;
    }

    /// <summary>A client without a token, without cookies.</summary>
    public static HttpClient Nobody(Uri platform) =>
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 64 }) { BaseAddress = platform };

    /// <summary>Asks for a token; throws when it is refused.</summary>
    public static async Task<JsonElement> TokenAsync(HttpClient client, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await client.PostAsync(new Uri("/api/tenancy/v1/token", UriKind.Relative), content);
        return await answer.ReadAsync();
    }

    /// <summary>The answer's JSON; throws with the problem's text when it is not a success.</summary>
    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {text}", null, answer.StatusCode);
        }

        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>GET, as JSON.</summary>
    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await answer.ReadAsync();
    }

    /// <summary>POST of JSON, answered as JSON.</summary>
    public static async Task<JsonElement> PostAsync(this HttpClient client, string path, object? body = null)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body ?? new { });
        return await answer.ReadAsync();
    }
}
