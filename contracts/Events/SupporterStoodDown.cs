namespace PeerPlatform.Contracts.Events;

/// <summary>
/// A peer supporter is one no longer and may not be asked for support (P-3.8). Whoever left by their own wish and whoever was let go are told of in the same
/// words, so that no other service, and nobody who manages performance, can tell which it was.
/// </summary>
/// <param name="MemberId">Who.</param>
/// <param name="StoodDownOn">The day in the agency's time zone.</param>
/// <param name="Turn">Counts the person's turns into the role and out of it, from 1; of two events the higher is the newer.</param>
public sealed record SupporterStoodDown(Guid AgencyId, Guid NetworkId, Guid MemberId, DateOnly StoodDownOn, int Turn) : IEvent;
