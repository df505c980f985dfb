using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;

namespace PeerPlatform.Recruitment.Campaigns;

/// <param name="PaySentence">Whether and how it is paid, in words.</param>
internal sealed record ShownPosition(string Tasks, int HoursAMonth, int Months, Pay Pay, int Cents, string PaySentence)
{
    public static ShownPosition Of(Position position, Language language) => new(
        position.Tasks, position.HoursAMonth, position.Months, position.Pay, position.Cents, position.PaySentence().In(language));
}

internal sealed record ShownCriterion(string Code, string Name, string LookFor, int Weight)
{
    public static ShownCriterion[] Of(Matrix matrix, Language language) =>
        [.. Criterion.All.Select(c => new ShownCriterion(c.Code, c.Name.In(language), c.LookFor.In(language), matrix.Weights[c.Code]))];
}

/// <summary>How a campaign goes, in numbers of applications that were sent. How many were named is not counted anywhere.</summary>
internal sealed record CampaignNumbers(int Applied, int Undecided, int Selected, int Waiting, int NotSelected)
{
    public static CampaignNumbers None { get; } = new(0, 0, 0, 0, 0);
}

/// <summary>A campaign as whoever runs it sees it.</summary>
/// <param name="TeamName">Null for the whole agency.</param>
/// <param name="PayNote">Null unless it pays less than the network holds to be fair.</param>
/// <param name="Announcement">A text to put up, ready to be changed (P-3.4).</param>
internal sealed record CampaignForCoordinator(
    Guid Id,
    string Title,
    string? TeamName,
    CampaignState State,
    ShownPosition Position,
    string? PayNote,
    int Places,
    string Goal,
    DateOnly OpenedOn,
    DateOnly NominateUntil,
    DateOnly ApplyUntil,
    ShownCriterion[] Criteria,
    Panelist[] Panel,
    bool PanelIsFixed,
    CampaignNumbers Numbers,
    string Announcement)
{
    public static CampaignForCoordinator Of(Campaign campaign, CampaignNumbers numbers, AgencyToday today, FairPay fair, Language language) => new(
        campaign.Id,
        campaign.Title,
        campaign.TeamId is null ? null : campaign.TeamName,
        campaign.State,
        ShownPosition.Of(campaign.Position, language),
        campaign.Position.BelowFloor(fair.CentsAnHour)?.In(language),
        campaign.Places,
        campaign.Goal,
        campaign.OpenedOn,
        campaign.NominateUntil,
        campaign.ApplyUntil,
        ShownCriterion.Of(campaign.Matrix, language),
        [.. campaign.Panel.People],
        campaign.PanelIsFixed,
        campaign.Tally is { } tally ? new CampaignNumbers(tally.Applied, 0, tally.Selected, tally.Waiting, tally.NotSelected) : numbers,
        Campaigns.Announcement.Of(campaign, today.Agency.Name).In(language));
}
