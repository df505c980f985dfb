using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PeerPlatform.Platform.Caching;

namespace PeerPlatform.Gateway.Limits;

/// <summary>
/// How much may come from one address, one person, one API client (decision 0008). Every replica counts for itself and, with
/// Redis, all of them together; while Redis does not answer a replica lets through its share of the limit only. The collecting
/// side is counted in memory alone.
/// </summary>
internal sealed class RateLimits(LimitSettings limits, LimitKeys keys, TokenOwners owners, SharedRedis redis, IMeterFactory meters, TimeProvider clock)
{
    /// <summary>The gateway's own meter.</summary>
    public const string MeterName = "PeerPlatform.Gateway";

    /// <summary>From here on a body counts as an upload.</summary>
    private const long Upload = 1024 * 1024;

    private readonly Counter<long> _refused = meters.Create(MeterName)
        .CreateCounter<long>("peerplatform.gateway.refused", description: "Requests of the signed-in side beyond a limit.");

    private readonly OwnCount _own = new(clock);
    private readonly SharedCount _shared = new(redis);

    /// <summary>On the collecting side: by address, which stays in this process.</summary>
    public Task OnCollectingSideAsync(HttpContext context, RequestDelegate next) =>
        _own.Take(keys.OfCollecting(limits.Collect, ClientAddress.Of(context)), limits.Collect) is { } wait
            ? TooMany.AnswerAsync(context, wait)
            : next(context);

    /// <summary>On the signed-in side: by address, by whose token it is, and by the name that signs in.</summary>
    public async Task OnSignedInSideAsync(HttpContext context, RequestDelegate next)
    {
        var address = ClientAddress.Of(context);
        var isSignIn = SignInNames.IsSignIn(context.Request);
        var permits = new List<Permit>(3) { For(limits.Address, address) };
        if (isSignIn)
        {
            permits.Add(For(limits.SignIn, address));
        }
        else if (context.Request.Path.StartsWithSegments("/api"))
        {
            await AddOwnersAsync(context.Request, address, permits);
        }

        // The name is looked at last, so that a flood from one address does not use up what a name has left.
        if (await TakeAsync(context, permits) && (!isSignIn || await TakeForNameAsync(context)))
        {
            await next(context);
        }
    }

    private async ValueTask AddOwnersAsync(HttpRequest request, string address, List<Permit> permits)
    {
        var owner = await owners.FindAsync(request);
        if (owner is not null)
        {
            permits.Add(For(owner.IsClient ? limits.Client : limits.Account, owner.Id));
        }

        if (IsUpload(request))
        {
            permits.Add(For(limits.Upload, owner?.Id ?? address));
        }
    }

    /// <summary>Large, or a file of unknown length. Programs often send JSON without its length; that is none.</summary>
    private static bool IsUpload(HttpRequest request) =>
        request.ContentLength >= Upload
        || (request.ContentLength is null
            && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true
            && !request.HasJsonContentType());

    private async Task<bool> TakeForNameAsync(HttpContext context)
    {
        try
        {
            return await SignInNames.ReadAsync(context.Request, context.RequestAborted) is not { } name
                || await TakeAsync(context, [For(limits.SignInName, name)]);
        }
        catch (BadHttpRequestException tooLarge)
        {
            context.Response.StatusCode = tooLarge.StatusCode;
            return false;
        }
    }

    private Permit For(Limit limit, string whom) => new(limit, keys.Of(limit, whom));

    private async ValueTask<bool> TakeAsync(HttpContext context, List<Permit> permits)
    {
        // What this process alone has counted holds in any case: a Redis that was wiped gives nobody more than that.
        var (answered, wait) = _shared.IsConfigured ? await _shared.TakeAsync(permits) : (true, null);
        var dividedBy = answered ? 1 : limits.Replicas;
        foreach (var permit in permits)
        {
            wait = Longer(wait, _own.Take(permit.Key, permit.Limit, dividedBy));
        }

        if (wait is null)
        {
            return true;
        }

        _refused.Add(1);
        await TooMany.AnswerAsync(context, wait.Value);
        return false;
    }

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other ?? one : one;
}
