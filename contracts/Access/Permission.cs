namespace PeerPlatform.Contracts.Access;

/// <summary>Names of what can be allowed; each is the name of an authorization policy too.</summary>
public static class Permission
{
    /// <summary>See one's own name and roles, sign out, change one's password.</summary>
    public const string OwnAccount = "own-account";

    /// <summary>See the name, teams and help contact of one's own agency.</summary>
    public const string OwnAgency = "own-agency";

    /// <summary>See open waves one is invited to, and take one's invitation.</summary>
    public const string AnswerWaves = "answer-waves";

    /// <summary>Open and close waves of one's own agency, and see their response rate.</summary>
    public const string RunWaves = "run-waves";

    /// <summary>Open a wave for numbers of people instead of members, and receive all of its tickets. For an agency's own system only.</summary>
    public const string InviteByCount = "invite-by-count";

    /// <summary>See the results of closed waves of one's own agency.</summary>
    public const string SeeAgencyResults = "see-agency-results";

    /// <summary>See open campaigns, nominate a colleague, apply, and see one's own application and service as a supporter.</summary>
    public const string OwnRecruitment = "own-recruitment";

    /// <summary>Nominate somebody in one's own name, as a leader.</summary>
    public const string NominateAsLeader = "nominate-as-leader";

    /// <summary>Read the applications that one is assigned to, and score them.</summary>
    public const string ScoreApplications = "score-applications";

    /// <summary>Run campaigns of one's own agency, decide on applications, and look after the team of supporters and its cases.</summary>
    public const string RunRecruitment = "run-recruitment";

    /// <summary>See one's own training path and sessions, enrol, check in, and attest policies.</summary>
    public const string OwnTraining = "own-training";

    /// <summary>Plan sessions of one's own agency, see who is enrolled, and keep attendance.</summary>
    public const string LeadSessions = "lead-sessions";

    /// <summary>See who of one's own agency is qualified and what is missing.</summary>
    public const string SeeQualification = "see-qualification";

    /// <summary>Take up supporters of one's own agency, add to their records, and choose rules, policies and topics.</summary>
    public const string RunTraining = "run-training";

    /// <summary>Read the practice library.</summary>
    public const string ReadLibrary = "read-library";

    /// <summary>See how ready the people of one's own team are, and record supervision with them; nobody else's people.</summary>
    public const string SuperviseTeam = "supervise-team";

    /// <summary>Write the charter of one's own agency's programme, and see and tick the steps of setting it up.</summary>
    public const string RunProgramme = "run-programme";

    /// <summary>List the members of one's own agency and make set-up links for them.</summary>
    public const string ManageMembers = "manage-members";

    /// <summary>Import agencies, teams and members, and list agencies.</summary>
    public const string OnboardAgencies = "onboard-agencies";

    /// <summary>Say which services an agency uses.</summary>
    public const string ManageSubscriptions = "manage-subscriptions";

    /// <summary>Make, rotate and revoke API clients of one's own agency, or of the network itself.</summary>
    public const string ManageClients = "manage-clients";

    /// <summary>See the figures of one's own agency's programme: how many supporters there are, are qualified, came and left.</summary>
    public const string SeeProgrammeFigures = "see-programme-figures";

    /// <summary>Make and read the network's releases.</summary>
    public const string NetworkReleases = "network-releases";
}
