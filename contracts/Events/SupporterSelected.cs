namespace PeerPlatform.Contracts.Events;

/// <summary>A member becomes a peer supporter and begins to be readied (P-3.6); also when an appeal gave the role back. How it came about is nobody else's business.</summary>
/// <param name="MemberId">Who.</param>
/// <param name="SelectedOn">The day in the agency's time zone.</param>
/// <param name="Turn">Counts the person's turns into the role and out of it, from 1; of two events the higher is the newer.</param>
public sealed record SupporterSelected(Guid AgencyId, Guid NetworkId, Guid MemberId, DateOnly SelectedOn, int Turn) : IEvent;
