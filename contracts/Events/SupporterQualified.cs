namespace PeerPlatform.Contracts.Events;

/// <summary>A supporter meets every requirement from now on and may be asked for support (P-4.7).</summary>
/// <param name="MemberId">Who.</param>
/// <param name="QualifiedOn">The day in the agency's time zone.</param>
/// <param name="Turn">Counts the person's turns between qualified and not, from 1; of two events the higher is the newer.</param>
public sealed record SupporterQualified(Guid AgencyId, Guid NetworkId, Guid MemberId, DateOnly QualifiedOn, int Turn) : IEvent;
