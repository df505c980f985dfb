using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform.Identity;
using PeerPlatform.Platform.Tests.Notes;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests;

/// <summary>How a service follows the keys that tenancy publishes (decision 0006).</summary>
public sealed class PublishedKeysTests : IAsyncLifetime
{
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(2);

    private readonly ShiftedClock _clock = new();
    private volatile TestIssuer[] _published = [];
    private volatile bool _silent;
    private WebApplication? _publisher;
    private TestIssuer _old = null!;
    private TestIssuer _new = null!;
    private NotesWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        _publisher = builder.Build();
        _publisher.MapGet("/keys", async (HttpContext context) =>
        {
            await (_silent ? new TaskCompletionSource().Task.WaitAsync(context.RequestAborted) : Task.CompletedTask);
            return Results.Json(new { keys = _published.SelectMany(i => JsonSerializer.SerializeToNode(i.KeySet)!["keys"]!.AsArray().Select(k => k!.DeepClone())) });
        });
        await _publisher.StartAsync();
        (_old, _new) = (await TestIssuer.StartAsync(), await TestIssuer.StartAsync());
        _world = await NotesWorld.StartAsync(new Dictionary<string, string?> { ["Identity:Keys"] = $"{address}/keys" }, clock: _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _old.DisposeAsync();
        await _new.DisposeAsync();
        await _publisher!.DisposeAsync();
    }

    [Fact]
    public async Task A_key_that_has_just_been_published_opens_at_once()
    {
        Publish(_old);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));
        Publish(_old, _new);
        _clock.Move(AMoment);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(_new));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));
    }

    [Fact]
    public async Task A_key_that_is_published_no_longer_is_refused_within_a_minute()
    {
        Publish(_old, _new);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));
        Publish(_new);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));
        _clock.Move(PublishedKeys.GoodFor);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(_old));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_new));
    }

    [Fact]
    public async Task A_key_that_is_published_no_longer_is_refused_by_a_service_that_slept_over_it()
    {
        Publish(_old);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));
        Publish(_new);
        _clock.Move(TimeSpan.FromHours(5));

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(_old));
    }

    [Fact]
    public async Task While_tenancy_is_silent_the_keys_known_so_far_stay_and_one_request_at_most_waits_for_it()
    {
        Publish(_old);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));
        _silent = true;
        _clock.Move(PublishedKeys.GoodFor);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));
        var begun = Stopwatch.GetTimestamp();
        for (var minute = 0; minute < 10; minute++)
        {
            _clock.Move(PublishedKeys.GoodFor);
            Assert.Equal(HttpStatusCode.OK, await AskAsync(_old));
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(_new));
        }

        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(10), "Requests wait for a tenancy that is silent.");
        _silent = false;
        Publish(_new);
        await Eventually.HoldsAsync(
            async () =>
            {
                _clock.Move(PublishedKeys.GoodFor);
                return await AskAsync(_old) == HttpStatusCode.Unauthorized && await AskAsync(_new) == HttpStatusCode.OK;
            },
            "it follows again");
    }

    private void Publish(params TestIssuer[] issuers) => _published = issuers;

    private async Task<HttpStatusCode> AskAsync(TestIssuer issuer)
    {
        using var client = _world.Platform.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token(_world.Agency, NotesWorld.Network, null, null, Role.Member));
        using var answer = await client.GetAsync(new Uri("/api/notes/v1/who", UriKind.Relative));
        return answer.StatusCode;
    }
}
