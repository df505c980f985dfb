using PeerPlatform.Assessment.Waves;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Assessment.Tests;

/// <summary>Waves opened without a service around them.</summary>
internal static class Waves
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);

    public static Wave Open(RosteredAgency agency) =>
        TryOpen(agency, new DateOnly(2026, 12, 6), out var wave) is { } refusal ? throw new InvalidOperationException(refusal.Reason) : wave!;

    public static Refusal? TryOpen(RosteredAgency agency, DateOnly closesOn, out Wave? wave, Guid[]? teams = null) => Wave.Open(
        new WaveOpening("How are we", "cbi", 1, teams ?? [], closesOn),
        new AskedAgency(agency.Id, agency.NetworkId, agency.Name, agency.TimeZone, agency.HelpContact),
        FormedGroups.Of(
            [.. agency.Members.Where(m => teams is null || teams.Contains(m.TeamId ?? Guid.Empty)).Select(m => new InvitedMember(m.Id, m.TeamId))],
            agency.Teams.ToDictionary(t => t.Id, t => t.Name)),
        Now,
        out wave);
}
