namespace PeerPlatform.Contracts.Events;

/// <summary>An agency uses a service from now on, or no longer (P-1.3).</summary>
/// <param name="Service">Such as <c>assessment</c>.</param>
/// <param name="Subscribed">False when it ended.</param>
/// <param name="ChangedOn">The day in the agency's time zone.</param>
/// <param name="Period">Counts the periods in which the agency used the service, from 1; of the same period the end is the newer.</param>
public sealed record SubscriptionChanged(
    Guid AgencyId, Guid NetworkId, string Service, bool Subscribed, DateOnly ChangedOn, int Period) : IEvent;
