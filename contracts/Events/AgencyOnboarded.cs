namespace PeerPlatform.Contracts.Events;

/// <summary>An agency joined the network or its name, time zone or help contact changed (P-1.1).</summary>
/// <param name="Code">The agency's short code, unique in the network.</param>
/// <param name="TimeZone">IANA name, such as <c>America/New_York</c>.</param>
/// <param name="HelpContact">The agency's own on-call contact in words (P-1.9); null when it has none yet.</param>
/// <param name="Version">Counts what was said of this agency, from 1; an older one never replaces a newer. 0 in events of before it was counted.</param>
public sealed record AgencyOnboarded(
    Guid AgencyId, Guid NetworkId, string Code, string Name, string TimeZone, string? HelpContact, int Version = 0) : IEvent;
