using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Members;

namespace PeerPlatform.Tenancy.Networks;

/// <summary>What the network says about an agency.</summary>
/// <param name="TimeZone">IANA name, such as <c>America/New_York</c>.</param>
internal sealed record AgencyDetails(string Name, string TimeZone, string? HelpContact);

/// <summary>An agency of a network: the tenant of its teams and members (P-1.1).</summary>
[NetworkWide("It is the tenant itself; its network's coordinators list it.")]
internal sealed class Agency : Aggregate
{
    private Agency()
    {
    }

    public Guid Id { get; private set; }

    public Guid NetworkId { get; private set; }

    /// <summary>2–20 of A–Z, 0–9 and hyphen; once per network.</summary>
    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Name and code as they are searched and sorted by.</summary>
    public string SearchKey { get; private set; } = "";

    public string TimeZone { get; private set; } = "";

    /// <summary>The agency's own on-call contact in words (P-1.9); null while it has none.</summary>
    public string? HelpContact { get; private set; }

    /// <summary>Counts what was said of the agency, from 1, so that a reader can tell an older event from a newer one.</summary>
    public int Version { get; private set; }

    public static Agency Join(Guid networkId, string code, AgencyDetails details)
    {
        var agency = new Agency
        {
            Id = Guid.CreateVersion7(),
            NetworkId = networkId,
            Code = code,
        };
        agency.Change(details);
        return agency;
    }

    /// <summary>Takes over what is said now, tells the others when anything is different, and answers what, in words.</summary>
    public IReadOnlyList<string> Change(AgencyDetails details)
    {
        var changed = new List<string>();
        if (Name != details.Name)
        {
            changed.Add("name");
        }

        if (TimeZone != details.TimeZone)
        {
            changed.Add("time zone");
        }

        if (HelpContact != details.HelpContact)
        {
            changed.Add("help contact");
        }

        if (changed.Count > 0)
        {
            (Name, TimeZone, HelpContact) = (details.Name, details.TimeZone, details.HelpContact);
            SearchKey = SearchText.Of($"{Name} {Code}");
            Version++;
            Raise(new AgencyOnboarded(Id, NetworkId, Code, Name, TimeZone, HelpContact, Version));
        }

        return changed;
    }

    /// <summary>The day it is at the agency.</summary>
    public DateOnly DayOf(DateTimeOffset time) => AgencyDays.Of(TimeZone).DayAt(time);
}

internal sealed record AgencyUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such agency in your network.", Remedy: "Go back to the list of agencies.");
