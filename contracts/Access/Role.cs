namespace PeerPlatform.Contracts.Access;

/// <summary>What a person is in the programme; one person can be several at once (P-1.2).</summary>
public enum Role
{
    /// <summary>Works in a team of an agency. Everybody of an agency is.</summary>
    Member,

    /// <summary>Supports others, beside the normal job.</summary>
    Supporter,

    /// <summary>Looks after supporters.</summary>
    Supervisor,

    /// <summary>Runs the programme of one agency.</summary>
    Coordinator,

    /// <summary>Leads sessions.</summary>
    Trainer,

    /// <summary>Chooses supporters.</summary>
    Panel,

    /// <summary>Sees aggregates across the agencies of a network, never a person.</summary>
    NetworkCoordinator,
}
