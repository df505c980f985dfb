using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.SignIn;

namespace PeerPlatform.Tenancy.SetupLinks;

/// <summary>What a set-up link is for.</summary>
internal enum SetupKind
{
    /// <summary>A member chooses a password.</summary>
    Password,

    /// <summary>The network is named and its first coordinator made, when there is none yet.</summary>
    Network,
}

/// <summary>A link that works once, for 14 days; handed over by a person, never sent by the platform.</summary>
[NetworkWide("Whoever opens it is not signed in, so its tenant is not known yet.")]
internal sealed class SetupLink
{
    private static readonly TimeSpan Valid = TimeSpan.FromDays(14);

    private SetupLink()
    {
    }

    public string Hash { get; private set; } = "";

    public SetupKind Kind { get; private set; }

    /// <summary>Null for the link that makes the network.</summary>
    public Guid? MemberId { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public bool Used { get; private set; }

    public static SetupLink ForMember(Guid memberId, DateTimeOffset now, out string path) =>
        Make(SetupKind.Password, memberId, now, out path);

    public static SetupLink ForNetwork(DateTimeOffset now, out string path) => Make(SetupKind.Network, null, now, out path);

    /// <summary>The token of a path that was handed out.</summary>
    public static string TokenOf(string path) => path[(path.LastIndexOf('/') + 1)..].Trim();

    public bool WorksAt(DateTimeOffset now) => !Used && now < ExpiresAt;

    public Refusal? Use(DateTimeOffset now)
    {
        if (!WorksAt(now))
        {
            return new SetupLinkOver();
        }

        Used = true;
        return null;
    }

    private static SetupLink Make(SetupKind kind, Guid? memberId, DateTimeOffset now, out string path)
    {
        var token = SecretToken.Make();
        path = $"/set-up/{token}";
        return new SetupLink { Hash = SecretToken.HashOf(token), Kind = kind, MemberId = memberId, ExpiresAt = now + Valid };
    }
}

internal sealed record SetupLinkOver() : Refusal(
    RefusalKind.Gone,
    "This link no longer works. A set-up link works once, for 14 days, and a newer one replaces it.",
    Remedy: "Ask your programme coordinator for a new link.");

/// <summary>A link as it is shown once to whoever hands it over.</summary>
internal sealed record MadeSetupLink(string Path, DateOnly ExpiresOn);
