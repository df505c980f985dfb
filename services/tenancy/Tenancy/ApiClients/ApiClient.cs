using System.Security.Cryptography;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.SignIn;

namespace PeerPlatform.Tenancy.ApiClients;

/// <summary>
/// A system of an agency, or of the network, that uses the API by itself (P-1.4). Its secret is shown once; after a rotation the
/// earlier one goes on for a while, so that the system can be changed over without a gap.
/// </summary>
internal sealed class ApiClient
{
    public const int LongestOverlapDays = 30;
    public const int UsualOverlapDays = 7;

    private ApiClient()
    {
    }

    /// <summary>The <c>client_id</c>; no secret.</summary>
    public Guid Id { get; private set; }

    /// <summary>1 to 100 characters.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Names of scopes with spaces between.</summary>
    public string ScopeText { get; private set; } = "";

    public IReadOnlyList<string> Scopes => ScopeText.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>SHA-256 of the newest secret; 256 random bits need no slower hash.</summary>
    public byte[] SecretHash { get; private set; } = [];

    /// <summary>The one before, while it goes on.</summary>
    public byte[]? EarlierHash { get; private set; }

    public DateTimeOffset? EarlierUntil { get; private set; }

    public DateOnly MadeOn { get; private set; }

    public Guid MadeBy { get; private set; }

    public DateOnly? RotatedOn { get; private set; }

    public Guid? RotatedBy { get; private set; }

    public DateOnly? RevokedOn { get; private set; }

    public Guid? RevokedBy { get; private set; }

    /// <summary>The last day on which it got a token; never finer.</summary>
    public DateOnly? LastUsedOn { get; private set; }

    /// <summary>Changes with every rotation and revocation, so that two at once are not both done.</summary>
    public int Version { get; private set; }

    public bool IsRevoked => RevokedOn is not null;

    /// <param name="secret">To be shown this once.</param>
    public static ApiClient Make(string name, IEnumerable<string> scopes, Guid madeBy, DateOnly today, out string secret)
    {
        secret = SecretToken.Make();
        return new ApiClient
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            ScopeText = string.Join(' ', scopes),
            SecretHash = SecretToken.BytesOf(secret),
            MadeBy = madeBy,
            MadeOn = today,
        };
    }

    /// <summary>Compares with both secrets in the same time, whichever it is, and says no to a revoked client.</summary>
    public bool Knows(string secret, DateTimeOffset now)
    {
        var hash = SecretToken.BytesOf(secret);
        var newest = CryptographicOperations.FixedTimeEquals(hash, SecretHash);
        var earlier = CryptographicOperations.FixedTimeEquals(hash, EarlierHash ?? new byte[hash.Length]);
        return (newest | (earlier & EarlierHash is not null & now < EarlierUntil)) & !IsRevoked;
    }

    /// <summary>Makes the next secret; the present one goes on for some days, one before that ends at once.</summary>
    /// <param name="overlapDays">0 to 30; 0 when the present secret has got into wrong hands.</param>
    /// <param name="secret">To be shown this once; empty when refused.</param>
    public Refusal? Rotate(int overlapDays, Guid rotatedBy, DateOnly today, DateTimeOffset now, out string secret)
    {
        secret = "";
        if (IsRevoked)
        {
            return new ClientRevoked();
        }

        if (overlapDays is < 0 or > LongestOverlapDays)
        {
            return new FieldRefused(
                "overlapDays", $"Both secrets can work for 0 to {LongestOverlapDays} days.", $"Choose a number from 0 to {LongestOverlapDays}.");
        }

        secret = SecretToken.Make();
        EarlierHash = overlapDays == 0 ? null : SecretHash;
        EarlierUntil = overlapDays == 0 ? null : now.AddDays(overlapDays);
        SecretHash = SecretToken.BytesOf(secret);
        RotatedOn = today;
        RotatedBy = rotatedBy;
        Version++;
        return null;
    }

    /// <summary>Ends it for good: no token from now on; those it has run out within ten minutes.</summary>
    public Refusal? Revoke(Guid revokedBy, DateOnly today)
    {
        if (IsRevoked)
        {
            return new ClientRevoked();
        }

        RevokedOn = today;
        RevokedBy = revokedBy;
        EarlierHash = null;
        EarlierUntil = null;
        Version++;
        return null;
    }
}

internal sealed record ClientUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such connection here.", Remedy: "Go back to the list of connections.");

internal sealed record ClientRevoked() : Refusal(
    RefusalKind.Conflict, "This connection was ended. It can't be used again.", Remedy: "Make a new connection.");

internal sealed record TooManyClients(int Most) : Refusal(
    RefusalKind.Conflict, $"There are {Most} connections already.", Remedy: "End one that is no longer used.");
