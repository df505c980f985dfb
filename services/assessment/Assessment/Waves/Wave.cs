using PeerPlatform.Assessment.Results;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Assessment.Waves;

internal enum WaveState
{
    Open,
    Closed,
}

/// <summary>One round of asking: an instrument, the people invited, from a day to a day (P-2.6).</summary>
internal sealed class Wave : Aggregate
{
    public const int LongestDays = 90;

    private Wave()
    {
    }

    /// <summary>Random: an id that tells time would tell when a team was asked.</summary>
    public Guid Id { get; private set; }

    public Guid AgencyId { get; private set; }

    public Guid NetworkId { get; private set; }

    public string Title { get; private set; } = "";

    public string InstrumentCode { get; private set; } = "";

    public int InstrumentVersion { get; private set; }

    public WaveState State { get; private set; }

    /// <summary>The agency's name and help contact as they were at the opening; the form shows them when tenancy is silent too.</summary>
    public string AgencyName { get; private set; } = "";

    public string? HelpContact { get; private set; }

    /// <summary>IANA name; every day of the wave is a day there.</summary>
    public string TimeZone { get; private set; } = "";

    public DateOnly OpensOn { get; private set; }

    /// <summary>The last day that takes answers.</summary>
    public DateOnly ClosesOn { get; private set; }

    /// <summary>The instant after <see cref="ClosesOn"/>.</summary>
    public DateTimeOffset ClosesAt { get; private set; }

    public DateOnly? ClosedOn { get; private set; }

    /// <summary>The teams asked; empty for the whole agency.</summary>
    public List<Guid> TeamIds { get; private set; } = [];

    public int Invited { get; private set; }

    /// <summary>Together everybody invited.</summary>
    public List<WaveGroup> Groups { get; private set; } = [];

    /// <summary>Opens a wave at once, or says why it cannot be.</summary>
    public static Refusal? Open(WaveOpening opening, AskedAgency agency, FormedGroups groups, DateTimeOffset now, out Wave? wave)
    {
        wave = null;
        var days = AgencyDays.Of(agency.TimeZone);
        var today = days.DayAt(now);
        if (opening.ClosesOn <= today)
        {
            return new FieldRefused("closesOn", "The last day must be after today.", "Choose a later day, so that people have time to answer.");
        }

        if (opening.ClosesOn > today.AddDays(LongestDays))
        {
            return new FieldRefused("closesOn", $"A wave stays open for at most {LongestDays} days.", "Choose an earlier day.");
        }

        var invited = groups.Groups.Sum(g => g.Invited);
        if (invited < Withholding.Smallest)
        {
            return new TooFewInvited(Withholding.Smallest);
        }

        wave = new Wave
        {
            Id = Guid.NewGuid(),
            AgencyId = agency.AgencyId,
            NetworkId = agency.NetworkId,
            AgencyName = agency.Name,
            HelpContact = agency.HelpContact,
            TimeZone = agency.TimeZone,
            Title = opening.Title,
            InstrumentCode = opening.InstrumentCode,
            InstrumentVersion = opening.InstrumentVersion,
            State = WaveState.Open,
            OpensOn = today,
            ClosesOn = opening.ClosesOn,
            ClosesAt = days.StartOf(opening.ClosesOn.AddDays(1)),
            TeamIds = [.. opening.TeamIds],
            Invited = invited,
            Groups = [.. groups.Groups],
        };
        return null;
    }

    /// <summary>True when both would ask somebody's team the same questions at the same time.</summary>
    public bool SharesATeamWith(IReadOnlyCollection<Guid> teamIds) =>
        TeamIds.Count == 0 || teamIds.Count == 0 || TeamIds.Any(teamIds.Contains);

    public bool TakesAnswersAt(DateTimeOffset now) => State == WaveState.Open && now < ClosesAt;

    /// <summary>No answer is taken from now on; whoever was invited is forgotten in the same commit (<see cref="WaveClosing"/>).</summary>
    public Refusal? Close(DateTimeOffset now)
    {
        if (State != WaveState.Open)
        {
            return new WaveNotOpen();
        }

        State = WaveState.Closed;
        ClosedOn = now < ClosesAt ? AgencyDays.Of(TimeZone).DayAt(now) : ClosesOn;
        Raise(new WaveClosed(AgencyId, NetworkId, Id, InstrumentCode, InstrumentVersion, ClosedOn.Value));
        return null;
    }
}

/// <summary>What a coordinator asks for.</summary>
internal sealed record WaveOpening(
    string Title, string InstrumentCode, int InstrumentVersion, IReadOnlyList<Guid> TeamIds, DateOnly ClosesOn);

/// <summary>The agency as tenancy knows it.</summary>
internal sealed record AskedAgency(Guid AgencyId, Guid NetworkId, string Name, string TimeZone, string? HelpContact);
