using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Recruitment.Agencies;

/// <summary>What recruitment needs to know of an agency, and how long it keeps what people wrote.</summary>
internal sealed class Agency
{
    public const int FewestMonthsKept = 1;
    public const int MostMonthsKept = 24;

    public required Guid AgencyId { get; init; }

    public required Guid NetworkId { get; init; }

    public required string Name { get; set; }

    /// <summary>IANA name; every day here is a day there.</summary>
    public required string TimeZone { get; set; }

    /// <summary>Of what was said last of the agency; an older word that arrives late is not listened to.</summary>
    public required int Version { get; set; }

    /// <summary>For how many months after a decision an application, or a case, is kept: 1 to 24 (P-1.7).</summary>
    public int MonthsKept { get; private set; } = 6;

    public void Hear(AgencyOnboarded happened)
    {
        if (happened.Version >= Version)
        {
            (Name, TimeZone, Version) = (happened.Name, happened.TimeZone, happened.Version);
        }
    }

    /// <summary>Changes the period for what is decided from now on; what was promised before stays as it was promised.</summary>
    public Refusal? Keep(int? months)
    {
        if (months is not ({ } kept and >= FewestMonthsKept and <= MostMonthsKept))
        {
            return new FieldRefused("monthsKept", $"What people wrote is kept for {FewestMonthsKept} to {MostMonthsKept} months.", "Choose a number of months within that.");
        }

        MonthsKept = kept;
        return null;
    }
}

/// <summary>An agency at whose applications, supporters and cases the clock looks once a day.</summary>
[NetworkWide("The clock belongs to no agency; by this row it finds those whose day has begun.")]
internal sealed class AgencyDue
{
    public required Guid AgencyId { get; init; }

    public required Guid NetworkId { get; init; }

    /// <summary>When the next day begins there.</summary>
    public required DateTimeOffset LookAt { get; set; }
}
