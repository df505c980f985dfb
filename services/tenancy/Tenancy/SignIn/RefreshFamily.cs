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

    /// <summary>Changes with every use of one of its tokens, so that two at once are looked at one after the other.</summary>
    public int Version { get; private set; }

    public void Revoke() => Revoked = true;

    public void CountUse() => Version++;

    /// <summary>The next token of the family, and the secret to hand out.</summary>
    /// <param name="after">The token that was spent for it; null at the sign-in.</param>
    public RefreshToken Next(DateTimeOffset now, RefreshToken? after, out string secret)
    {
        secret = SecretToken.Make();
        var idleEnd = now + Idle;
        return new RefreshToken(SecretToken.HashOf(secret), Id, idleEnd < EndsAt ? idleEnd : EndsAt, after?.Hash);
    }
}

/// <summary>
/// A refresh token: used once, and a second use says that somebody else has it too. For ten seconds a second use is taken for
/// the same client whose first answer was lost, or whose other replica asked in the same moment: it gets a token of its own. Of
/// the tokens that came from one, only one can be used; the use of another says the same as a late second use.
/// </summary>
[NetworkWide("Looked up before anybody knows whose tenant it is in.")]
internal sealed class RefreshToken
{
    /// <summary>How long after its use a token is taken once more.</summary>
    public static readonly TimeSpan TakenAgainFor = TimeSpan.FromSeconds(10);

    private RefreshToken()
    {
    }

    public RefreshToken(string hash, Guid familyId, DateTimeOffset expiresAt, string? after)
    {
        Hash = hash;
        FamilyId = familyId;
        ExpiresAt = expiresAt;
        After = after;
    }

    public string Hash { get; private set; } = "";

    public Guid FamilyId { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Hash of the token that was spent for this one; null for the first of a sign-in.</summary>
    public string? After { get; private set; }

    public bool Used { get; private set; }

    /// <summary>Of the first use; null for a token that was used before this was kept.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>
    /// Uses the token. False when it is spent, too old or its family ended; a spent one revokes the family,
    /// since one of the two who hold it is not the member (RFC 9700, 4.14).
    /// </summary>
    /// <param name="overtaken">
    /// Another token that came from the same one was used, or one that came from this: whoever goes on with this one is not who went on there.
    /// </param>
    public bool Use(RefreshFamily family, bool overtaken, DateTimeOffset now)
    {
        family.CountUse();
        if (overtaken || (Used && !(now <= UsedAt + TakenAgainFor)))
        {
            family.Revoke();
        }

        if (family.Revoked || now >= ExpiresAt)
        {
            return false;
        }

        Used = true;
        UsedAt ??= now;
        return true;
    }
}
