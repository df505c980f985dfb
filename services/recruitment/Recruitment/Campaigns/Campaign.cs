using System.Collections.Immutable;
using System.Security.Cryptography;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;

namespace PeerPlatform.Recruitment.Campaigns;

internal enum CampaignState
{
    Open,

    /// <summary>Nothing is asked or taken any more; who was named and who said no is erased. The waiting list stays.</summary>
    Closed,
}

/// <summary>Somebody who reads and scores the campaign's applications.</summary>
internal sealed record Panelist(Guid MemberId, string Name);

/// <summary>Those who score, by name.</summary>
internal sealed record PanelList(ImmutableArray<Panelist> People);

/// <summary>How a campaign went, in numbers; all that is left of those whose applications are erased.</summary>
internal sealed record Tally(int Applied, int Selected, int Waiting, int NotSelected);

/// <summary>A search for supporters, for a team or for the whole agency (P-3.2).</summary>
internal sealed class Campaign : Aggregate
{
    public const int LongestTitle = 100;
    public const int LongestGoal = 300;
    public const int MostPlaces = 100;
    public const int FewestPanelists = 2;
    public const int MostPanelists = 12;
    private const int FarthestDays = 180;

    private Campaign()
    {
    }

    public Guid Id { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>Whose members can be named and can apply; everybody of the agency when null.</summary>
    public Guid? TeamId { get; private set; }

    public string TeamName { get; private set; } = "";

    public Position Position { get; private set; } = new("", 1, 1, Pay.Voluntary, 0);

    public int Places { get; private set; }

    /// <summary>Whom the team of supporters lacks, in words; shown to the panel and in the announcement (P-3.7).</summary>
    public string Goal { get; private set; } = "";

    public DateOnly OpenedOn { get; private set; }

    /// <summary>The last day on which somebody can be named.</summary>
    public DateOnly NominateUntil { get; private set; }

    /// <summary>The last day on which an application can be sent.</summary>
    public DateOnly ApplyUntil { get; private set; }

    public Matrix Matrix { get; private set; } = Matrix.Even;

    public PanelList Panel { get; private set; } = new([]);

    /// <summary>True from the first scorecard on: a panel that changes then would open or hide what was scored.</summary>
    public bool PanelIsFixed { get; private set; }

    public CampaignState State { get; private set; }

    /// <summary>Set when it closes.</summary>
    public Tally? Tally { get; private set; }

    /// <summary>32 random bytes by which who was asked is kept unreadable; gone when the campaign closes (decision 0014).</summary>
    public byte[] Key { get; private set; } = [];

    /// <summary>A new campaign, with what was checked by its use case.</summary>
    public static Refusal? Open(CampaignPlan plan, AgencyToday today, out Campaign? campaign)
    {
        campaign = null;
        if (plan.NominateUntil < today.Today || plan.NominateUntil > today.Today.AddDays(FarthestDays))
        {
            return new FieldRefused("nominateUntil", "People can be named until a day from today on, at most 180 days ahead.", "Choose a day within that.");
        }

        if (plan.ApplyUntil < plan.NominateUntil || plan.ApplyUntil > today.Today.AddDays(FarthestDays))
        {
            return new FieldRefused("applyUntil", "Applications are taken at least as long as nominations, at most 180 days ahead.", "Choose a day within that.");
        }

        campaign = new Campaign
        {
            Id = Guid.CreateVersion7(),
            Title = plan.Title,
            TeamId = plan.TeamId,
            TeamName = plan.TeamName,
            Position = plan.Position,
            Places = plan.Places,
            Goal = plan.Goal,
            OpenedOn = today.Today,
            NominateUntil = plan.NominateUntil,
            ApplyUntil = plan.ApplyUntil,
            Matrix = plan.Matrix,
            Key = RandomNumberGenerator.GetBytes(32),
        };
        return null;
    }

    public bool TakesNominationsOn(DateOnly today) => State == CampaignState.Open && today <= NominateUntil;

    public bool TakesApplicationsOn(DateOnly today) => State == CampaignState.Open && today <= ApplyUntil;

    public bool IsFor(Guid? team) => TeamId is null || TeamId == team;

    public bool HasOnPanel(Guid member) => Panel.People.Any(p => p.MemberId == member);

    /// <summary>Names those who score. Until the first scorecard they can be changed.</summary>
    public Refusal? NamePanel(ImmutableArray<Panelist> panel)
    {
        if (State != CampaignState.Open)
        {
            return new CampaignOver();
        }

        if (PanelIsFixed)
        {
            return new PanelFixed();
        }

        if (panel.Length is < FewestPanelists or > MostPanelists)
        {
            return new FieldRefused("memberIds", $"A panel has {FewestPanelists} to {MostPanelists} people.", "Name a small panel; two people at least see more than one.");
        }

        Panel = new PanelList(panel);
        return null;
    }

    /// <summary>The first scorecard is in.</summary>
    public void FixPanel() => PanelIsFixed = true;

    /// <summary>Ends it; who was asked can no longer be told from then on.</summary>
    /// <param name="undecided">Applications that were sent and wait for a decision.</param>
    public Refusal? Close(int undecided, Tally tally)
    {
        if (State != CampaignState.Open)
        {
            return new CampaignOver();
        }

        if (undecided > 0)
        {
            return new ApplicationsWait(undecided);
        }

        (State, Tally, Key) = (CampaignState.Closed, tally, []);
        return null;
    }

    /// <summary>Somebody left the waiting list of a closed campaign, with a yes or a no.</summary>
    public void CountOffWaitingList(bool selected)
    {
        if (Tally is { } tally)
        {
            Tally = selected
                ? tally with { Waiting = tally.Waiting - 1, Selected = tally.Selected + 1 }
                : tally with { Waiting = tally.Waiting - 1, NotSelected = tally.NotSelected + 1 };
        }
    }
}

/// <summary>A campaign to be opened, read and checked but for its days.</summary>
internal sealed record CampaignPlan(
    string Title, Guid? TeamId, string TeamName, Position Position, int Places, string Goal, DateOnly NominateUntil, DateOnly ApplyUntil, Matrix Matrix);

/// <summary>
/// Says that a campaign is open, and whose it is. Whoever names a colleague is not signed in; by this row the agency is found. It goes in the commit
/// that closes the campaign.
/// </summary>
[PeerPlatform.Platform.NetworkWide("Whoever names a colleague is not signed in: the agency is known only through the campaign.")]
internal sealed class RunningCampaign
{
    public required Guid CampaignId { get; init; }

    public required Guid AgencyId { get; init; }

    public required Guid NetworkId { get; init; }
}
