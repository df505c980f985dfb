namespace PeerPlatform.Contracts.Events;

/// <summary>A supporter no longer meets every requirement and may not be asked for support until they do (P-4.7). Why is nobody else's business.</summary>
/// <param name="MemberId">Who.</param>
/// <param name="LapsedOn">The day in the agency's time zone on which it was noticed.</param>
/// <param name="Turn">Counts the person's turns between qualified and not, from 1; of two events the higher is the newer.</param>
public sealed record SupporterQualificationLapsed(Guid AgencyId, Guid NetworkId, Guid MemberId, DateOnly LapsedOn, int Turn) : IEvent;
