using System.Net;
using System.Text.RegularExpressions;

namespace PeerPlatform.Portal.Tests;

/// <summary>A browser without scripts: keeps cookies as one does, follows nothing by itself, sends forms with their key.</summary>
internal sealed partial class Visitor(string address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new Uri(address),
    };

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    public static async Task<Visitor> SignedInAsync(string address, string email)
    {
        var visitor = new Visitor(address);
        var answer = await visitor.SignInAsync(email, RunningPortal.Password);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        return visitor;
    }

    public Task<Answer> SignInAsync(string email, string password, string back = "/") =>
        SendFormAsync($"/sign-in?return={Uri.EscapeDataString(back)}", "/sign-in", ("email", email), ("password", password), ("return", back));

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return SendAsync(request);
    }

    /// <summary>Opens the page that has the form, and sends it with its key.</summary>
    public async Task<Answer> SendFormAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var form = await GetAsync(page);
        var key = FormKey().Match(form.Text).Groups[1].Value;
        Assert.True(key.Length > 0, $"{page} has no form key: {form.Status}");
        return await PostAsync(action, [.. fields, ("form-key", key)]);
    }

    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        });

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (Cookies.Count > 0)
            {
                request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
            }

            using var response = await _http.SendAsync(request);
            var set = response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.ToList() : [];
            foreach (var cookie in set)
            {
                var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie.Split('=', 2)[1].Split(';')[0]);
                if (value.Length == 0)
                {
                    Cookies.Remove(name);
                }
                else
                {
                    Cookies[name] = value;
                }
            }

            return new Answer(
                response.StatusCode,
                WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()),
                response.Headers.Location?.OriginalString,
                set,
                response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
        }
    }

    [GeneratedRegex("name=\"form-key\" value=\"([^\"]+)\"")]
    private static partial Regex FormKey();
}

/// <summary>What came back, with its text decoded.</summary>
internal sealed record Answer(
    HttpStatusCode Status, string Text, string? Location, IReadOnlyList<string> SetCookies, IReadOnlyDictionary<string, string> Headers);
