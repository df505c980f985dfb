using PeerPlatform.Platform;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>One sign-in and all refresh tokens that follow from it.</summary>
[NetworkWide("A refresh token is looked up before anybody knows whose tenant it is in.")]
internal sealed class RefreshFamily
{
    /// <summary>After this long without a refresh one signs in again.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>After this long one signs in again in any event.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromDays(7);

    private RefreshFamily()
    {
    }

    public RefreshFamily(Guid memberId, DateTimeOffset now)
    {
        Id = Guid.NewGuid();
        MemberId = memberId;
        EndsAt = now + AtMost;
    }

    /// <summary>The <c>sid</c> of the access tokens.</summary>
    public Guid Id { get; private set; }

    public Guid MemberId { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    public bool Revoked { get; private set; }

    public void Revoke() => Revoked = true;

    /// <summary>The next token of the family, and the secret to hand out.</summary>
    public RefreshToken Next(DateTimeOffset now, out string secret)
    {
        secret = SecretToken.Make();
        var idleEnd = now + Idle;
        return new RefreshToken(SecretToken.HashOf(secret), Id, idleEnd < EndsAt ? idleEnd : EndsAt);
    }
}

/// <summary>A refresh token: used once, and a second use says that somebody else has it too.</summary>
[NetworkWide("Looked up before anybody knows whose tenant it is in.")]
internal sealed class RefreshToken
{
    private RefreshToken()
    {
    }

    public RefreshToken(string hash, Guid familyId, DateTimeOffset expiresAt)
    {
        Hash = hash;
        FamilyId = familyId;
        ExpiresAt = expiresAt;
    }

    public string Hash { get; private set; } = "";

    public Guid FamilyId { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public bool Used { get; private set; }

    /// <summary>
    /// Uses the token. False when it is spent, too old or its family ended; a spent one revokes the family,
    /// since one of the two who hold it is not the member (RFC 9700, 4.14).
    /// </summary>
    public bool Use(RefreshFamily family, DateTimeOffset now)
    {
        if (Used)
        {
            family.Revoke();
        }

        if (Used || family.Revoked || now >= ExpiresAt)
        {
            return false;
        }

        Used = true;
        return true;
    }
}
