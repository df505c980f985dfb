namespace PeerPlatform.Contracts.Access;

/// <summary>
/// The one table that says which role may do what (P-1.2). Routes name a permission as their policy,
/// and the tests are generated from these rows.
/// </summary>
public static class AccessTable
{
    private static readonly Role[] EverybodyOfAnAgency =
        [Role.Member, Role.Supporter, Role.Supervisor, Role.Coordinator, Role.Trainer, Role.Panel];

    private static readonly Role[] Everybody = [.. EverybodyOfAnAgency, Role.NetworkCoordinator];

    /// <summary>Each permission with the roles that hold it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Role>> Rows { get; } =
        new Dictionary<string, IReadOnlyList<Role>>(StringComparer.Ordinal)
        {
            [Permission.OwnAccount] = Everybody,
            [Permission.OwnAgency] = EverybodyOfAnAgency,
            [Permission.AnswerWaves] = EverybodyOfAnAgency,
            [Permission.RunWaves] = [Role.Coordinator],
            [Permission.SeeAgencyResults] = [Role.Coordinator],
            [Permission.ManageMembers] = [Role.Coordinator],
            [Permission.OnboardAgencies] = [Role.NetworkCoordinator],
            [Permission.NetworkReleases] = [Role.NetworkCoordinator],
        };

    /// <summary>True when at least one of the roles holds the permission.</summary>
    public static bool Allows(string permission, IEnumerable<Role> roles) =>
        Rows.TryGetValue(permission, out var holders) && roles.Any(holders.Contains);
}
