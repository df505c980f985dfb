using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Services;

/// <summary>
/// Calls a service's public API (<c>Services:{name}:Http</c>) with the session's access token. What a page expects to be
/// refused comes back as a <see cref="Reply{T}"/>; anything else that is not an answer is thrown and becomes an error page.
/// </summary>
internal sealed class ServiceClient(string service, IHttpClientFactory clients, IHttpContextAccessor contexts)
{
    /// <summary>Until a page that only reads gives up.</summary>
    private static readonly TimeSpan PatienceOfReaders = TimeSpan.FromSeconds(10);

    /// <summary>Services may say more than this version of the portal knows.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<Role>(JsonNamingPolicy.CamelCase) },
    };

    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        (await SendAsync<T>(HttpMethod.Get, path, null, cancellationToken)).OrThrow(service);

    public Task<Reply<T>> TryGetAsync<T>(string path, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    public Task<Reply<T>> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body, body.GetType(), options: Json), cancellationToken);

    public Task<Reply<T>> PutAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Put, path, JsonContent.Create(body, body.GetType(), options: Json), cancellationToken);

    public Task<Reply<T>> PostContentAsync<T>(string path, HttpContent content, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Post, path, content, cancellationToken);

    public Task<Reply<Nothing>> DeleteAsync(string path, CancellationToken cancellationToken) =>
        SendAsync<Nothing>(HttpMethod.Delete, path, null, cancellationToken);

    /// <summary>An answer to hand on as it is: a download.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(method, path, null, null, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw new ServiceRefused(service, await ApiProblem.ReadAsync(answer, cancellationToken));
        }
    }

    public async Task<Reply<T>> SendAsync<T>(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken, string? token = null)
    {
        using var answer = await CallAsync(method, path, content, token, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Unauthorized && token is null)
        {
            throw contexts.HttpContext?.Items.ContainsKey(SessionRefresh.TenancySilent) == true
                ? new ServiceSilent("tenancy", null)
                : new SessionOver();
        }

        if (!answer.IsSuccessStatusCode)
        {
            return new Reply<T>(default, await ApiProblem.ReadAsync(answer, cancellationToken));
        }

        if (typeof(T) == typeof(Nothing))
        {
            return new Reply<T>((T)(object)Nothing.Instance, null);
        }

        try
        {
            return new Reply<T>(
                await answer.Content.ReadFromJsonAsync<T>(Json, cancellationToken) ?? throw new JsonException("The answer is empty."), null);
        }
        catch (JsonException unreadable)
        {
            throw new ServiceSilent(service, unreadable);
        }
    }

    private async Task<HttpResponseMessage> CallAsync(
        HttpMethod method, string path, HttpContent? content, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        token ??= await SessionTokenAsync();
        if (token is { Length: > 0 })
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (method == HttpMethod.Get)
        {
            limit.CancelAfter(PatienceOfReaders);
        }

        try
        {
            using var client = clients.CreateClient(ServiceClients.NameOf(service));
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        }
        catch (HttpRequestException silent)
        {
            throw new ServiceSilent(service, silent);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServiceSilent(service, late);
        }
    }

    private async Task<string?> SessionTokenAsync()
    {
        if (contexts.HttpContext is not { } context || Layout.PageFrame.IsCollecting(context))
        {
            return null;
        }

        var session = await context.AuthenticateAsync(SessionSetup.Scheme);
        return SessionTokens.From(session.Properties)?.Access;
    }
}
