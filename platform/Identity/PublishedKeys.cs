using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace PeerPlatform.Platform.Identity;

/// <summary>
/// Tenancy's published keys (<c>Identity:Keys</c>, a JSON Web Key Set, RFC 7517), where the library expects a discovery document.
/// They are asked for once a minute, so that a retired key is refused soon, and at once when a token names one that is not known.
/// While tenancy is silent nobody waits for it, and those known so far stay.
/// </summary>
internal sealed class PublishedKeys : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>
{
    /// <summary>After that a key that is published no longer is refused.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    /// <summary>From then on they are asked for beside the requests, so that none has to wait.</summary>
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(1);

    private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
        Timeout = TimeSpan.FromSeconds(3),
    };

    private readonly string _address;
    private readonly TimeProvider _clock;
    private readonly Lock _asking = new();
    private Known? _known;
    private Task _fetching = Task.CompletedTask;
    private long? _asked;
    private bool _silent;
    private bool _missed;

    public PublishedKeys(string address, TimeProvider clock)
    {
        _address = address;
        _clock = clock;
        // The library would go on for an hour with keys that were retired.
        UseLastKnownGoodConfiguration = false;
    }

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (_known is not { } known)
        {
            await Fetching();
        }
        else if (!_silent && (_missed || _clock.GetElapsedTime(known.Since) >= GoodFor))
        {
            await Fetching();
        }
        else if (_silent || _clock.GetElapsedTime(known.Since) >= AskedAgainAfter)
        {
            _ = Fetching();
        }

        return _known?.Keys ?? throw new InvalidOperationException($"The published keys cannot be had from {_address}.");
    }

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) => await GetConfigurationAsync(cancel);

    /// <summary>A token named a key that is not known.</summary>
    public override void RequestRefresh() => _missed = true;

    /// <summary>One question at a time, for all who need its answer; none for a second after the last.</summary>
    private Task Fetching()
    {
        lock (_asking)
        {
            if (_fetching.IsCompleted && (_asked is not { } asked || _clock.GetElapsedTime(asked) >= AtMostEvery))
            {
                _asked = _clock.GetTimestamp();
                _missed = false;
                _fetching = FetchAsync(_clock.GetTimestamp());
            }

            return _fetching;
        }
    }

    private async Task FetchAsync(long since)
    {
        try
        {
            var published = new OpenIdConnectConfiguration { Issuer = PlatformClaims.Issuer };
            foreach (var key in new JsonWebKeySet(await Http.GetStringAsync(_address)).GetSigningKeys())
            {
                published.SigningKeys.Add(key);
            }

            _known = new Known(published, since);
            _silent = false;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ArgumentException)
        {
            _silent = true;
        }
    }

    private sealed record Known(OpenIdConnectConfiguration Keys, long Since);
}
