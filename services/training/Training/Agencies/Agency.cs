using PeerPlatform.Contracts.Events;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Agencies;

/// <summary>What training needs to know of an agency, and which rules it goes by.</summary>
internal sealed class Agency
{
    public required Guid AgencyId { get; init; }

    public required Guid NetworkId { get; init; }

    public required string Name { get; set; }

    /// <summary>IANA name; every day of a record is a day there.</summary>
    public required string TimeZone { get; set; }

    /// <summary>Of what was said last of the agency; an older word that arrives late is not listened to.</summary>
    public required int Version { get; set; }

    /// <summary>Whose requirements hold (P-4.2).</summary>
    public string Jurisdiction { get; set; } = ShippedRules.General;

    /// <summary>True when the days of the agency have moved.</summary>
    public bool Hear(AgencyOnboarded happened)
    {
        if (happened.Version < Version)
        {
            return false;
        }

        var moved = TimeZone != happened.TimeZone;
        (Name, TimeZone, Version) = (happened.Name, happened.TimeZone, happened.Version);
        return moved;
    }
}
