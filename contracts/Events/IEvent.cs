namespace PeerPlatform.Contracts.Events;

/// <summary>
/// Something that has happened, told to the other services at least once. Named in the past tense, additive only,
/// and without anything that could link an answer or a request for support to a person.
/// </summary>
public interface IEvent
{
    /// <summary>The tenant whose data changed: an agency, or the network itself.</summary>
    Guid AgencyId { get; }

    /// <summary>The network the tenant belongs to.</summary>
    Guid NetworkId { get; }
}
