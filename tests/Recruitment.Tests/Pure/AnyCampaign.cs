using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Panel;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>A campaign of an agency on a day, with two people on its panel.</summary>
internal static class AnyCampaign
{
    public static Panelist Ana { get; } = new(Guid.NewGuid(), "Ana");

    public static Panelist Ben { get; } = new(Guid.NewGuid(), "Ben");

    public static AgencyToday On(string day) => AgencyToday.Of(
        new Agency { AgencyId = Guid.NewGuid(), NetworkId = Guid.NewGuid(), Name = "Riverside", TimeZone = "America/New_York", Version = 1 },
        DateTimeOffset.Parse($"{day}T15:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    public static CampaignPlan Plan(AgencyToday today, int places = 2) => new(
        "East", null, "", new Position("Listen.", 8, 12, Pay.Voluntary, 0), places, "", today.Today.AddDays(14), today.Today.AddDays(28), Matrix.Even);

    public static Campaign Open(AgencyToday today, int places = 2)
    {
        Assert.Null(Campaign.Open(Plan(today, places), today, out var campaign));
        Assert.Null(campaign!.NamePanel([Ana, Ben]));
        return campaign;
    }

    public static Application Sent(Campaign campaign, AgencyToday today)
    {
        var application = Application.Begin(campaign.Id, Guid.NewGuid(), "Sam", []);
        WrittenAnswers.None.With(RecruitmentWorld.Answers!, out var answers);
        Assert.Null(application.Write(answers));
        Assert.Null(application.Submit(campaign, today.Today));
        return application;
    }

    public static Scorecard Card(Panelist by, int every, string? but = null, int score = 1)
    {
        var scores = Criterion.All.ToDictionary(c => c.Code, c => c.Code == but ? score : every);
        Assert.Null(Scorecard.Read(by, scores, [], "", out var card));
        return card!;
    }

    public static Decision To(ApplicationState outcome) => new(outcome, "Reasons.", "", Guid.NewGuid(), "Casey");
}
