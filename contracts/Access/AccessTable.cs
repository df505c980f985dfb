namespace PeerPlatform.Contracts.Access;

/// <summary>
/// The one table that says which role, and which API client, may do what (P-1.2, P-1.4). Routes name a permission as their
/// policy, and the tests are generated from these rows.
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
            [Permission.OwnRecruitment] = EverybodyOfAnAgency,
            [Permission.NominateAsLeader] = [Role.Supervisor, Role.Coordinator],
            [Permission.ScoreApplications] = [Role.Panel],
            [Permission.RunRecruitment] = [Role.Coordinator],
            [Permission.OwnTraining] = [Role.Supporter, Role.Supervisor],
            [Permission.LeadSessions] = [Role.Coordinator, Role.Trainer],
            [Permission.SeeQualification] = [Role.Coordinator],
            [Permission.RunTraining] = [Role.Coordinator],
            [Permission.ReadLibrary] = [Role.Supporter, Role.Supervisor, Role.Coordinator, Role.Trainer],
            [Permission.SuperviseTeam] = [Role.Supervisor],
            [Permission.RunProgramme] = [Role.Coordinator],
            [Permission.ManageMembers] = [Role.Coordinator],
            [Permission.InviteByCount] = [],
            [Permission.OnboardAgencies] = [Role.NetworkCoordinator],
            [Permission.ManageSubscriptions] = [Role.NetworkCoordinator],
            [Permission.ManageClients] = [Role.Coordinator, Role.NetworkCoordinator],
            [Permission.SeeProgrammeFigures] = [Role.Coordinator],
            [Permission.NetworkReleases] = [Role.NetworkCoordinator],
        };

    /// <summary>
    /// The table's column of API clients. What belongs to a person (the own account, answering, taking an invitation) is not in it,
    /// and neither is anything that changes a person, or shows one; whether somebody is qualified is the exception, for an agency's own roster.
    /// </summary>
    public static IReadOnlyList<ClientScope> ClientScopes { get; } =
    [
        new(Permission.OwnAgency, ServiceName.Tenancy, Role.Coordinator),
        new(Permission.RunWaves, ServiceName.Assessment, Role.Coordinator),
        new(Permission.InviteByCount, ServiceName.Assessment, Role.Coordinator),
        new(Permission.SeeAgencyResults, ServiceName.Assessment, Role.Coordinator),
        new(Permission.SeeQualification, ServiceName.Training, Role.Coordinator),
        new(Permission.NetworkReleases, ServiceName.Reporting, Role.NetworkCoordinator),
    ];

    /// <summary>The services whose routes are about the permission; all others are always there.</summary>
    private static readonly Dictionary<string, string> Services = new(StringComparer.Ordinal)
    {
        [Permission.AnswerWaves] = ServiceName.Assessment,
        [Permission.RunWaves] = ServiceName.Assessment,
        [Permission.InviteByCount] = ServiceName.Assessment,
        [Permission.SeeAgencyResults] = ServiceName.Assessment,
        [Permission.OwnRecruitment] = ServiceName.Recruitment,
        [Permission.NominateAsLeader] = ServiceName.Recruitment,
        [Permission.ScoreApplications] = ServiceName.Recruitment,
        [Permission.RunRecruitment] = ServiceName.Recruitment,
        [Permission.OwnTraining] = ServiceName.Training,
        [Permission.LeadSessions] = ServiceName.Training,
        [Permission.SeeQualification] = ServiceName.Training,
        [Permission.RunTraining] = ServiceName.Training,
        [Permission.ReadLibrary] = ServiceName.Training,
        [Permission.SuperviseTeam] = ServiceName.Training,
        [Permission.SeeProgrammeFigures] = ServiceName.Reporting,
        [Permission.NetworkReleases] = ServiceName.Reporting,
    };

    /// <summary>The service whose routes name the permission.</summary>
    public static string ServiceOf(string permission) => Services.GetValueOrDefault(permission, ServiceName.Tenancy);

    /// <summary>True when one of the scopes, by name, is the one that opens the permission's routes to a client.</summary>
    public static bool AllowsClient(string permission, IEnumerable<string> scopes) =>
        ClientScopes.FirstOrDefault(s => s.Permission == permission) is { } needed && scopes.Contains(needed.Name, StringComparer.Ordinal);

    /// <summary>True when at least one of the roles holds the permission.</summary>
    public static bool Allows(string permission, IEnumerable<Role> roles) =>
        Rows.TryGetValue(permission, out var holders) && roles.Any(holders.Contains);
}
