namespace PeerPlatform.Contracts.Access;

/// <summary>The platform's services by name, and which of them an agency subscribes to (P-1.3). Tenancy and portal are always there.</summary>
public static class ServiceName
{
    /// <summary>Networks, agencies, members, sign-in.</summary>
    public const string Tenancy = "tenancy";

    /// <summary>Asks staff how they are.</summary>
    public const string Assessment = "assessment";

    /// <summary>Chooses supporters, and lets go with care.</summary>
    public const string Recruitment = "recruitment";

    /// <summary>Readies supporters and knows who is qualified.</summary>
    public const string Training = "training";

    /// <summary>Figures across the agencies of a network.</summary>
    public const string Reporting = "reporting";

    /// <summary>Those that need a subscription, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> BySubscription { get; } = [Assessment, Recruitment, Training, Reporting];

    /// <summary>True when a token must name the service before its API answers.</summary>
    public static bool NeedsSubscription(string service) => BySubscription.Contains(service, StringComparer.Ordinal);
}
