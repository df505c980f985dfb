namespace PeerPlatform.Contracts.Events;

/// <summary>A wave of a survey no longer takes answers; its facts can be fetched and never change (P-2.6).</summary>
/// <param name="ClosedOn">The day in the agency's time zone, never finer.</param>
public sealed record WaveClosed(
    Guid AgencyId, Guid NetworkId, Guid WaveId, string InstrumentCode, int InstrumentVersion, DateOnly ClosedOn) : IEvent;
