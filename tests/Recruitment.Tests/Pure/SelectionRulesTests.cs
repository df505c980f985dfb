using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Nominations;
using PeerPlatform.Recruitment.Panel;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>Campaign, scorecards and decision by themselves.</summary>
public sealed class SelectionRulesTests
{
    [Fact]
    public void Applications_are_taken_through_the_last_day_and_nominations_end_before_them()
    {
        var today = AnyCampaign.On("2027-03-01");
        var campaign = AnyCampaign.Open(today);

        Assert.True(campaign.TakesNominationsOn(campaign.NominateUntil));
        Assert.False(campaign.TakesNominationsOn(campaign.NominateUntil.AddDays(1)));
        Assert.True(campaign.TakesApplicationsOn(campaign.ApplyUntil));
        Assert.False(campaign.TakesApplicationsOn(campaign.ApplyUntil.AddDays(1)));
        Assert.NotNull(Campaign.Open(AnyCampaign.Plan(today) with { ApplyUntil = today.Today.AddDays(13) }, today, out _));
        Assert.NotNull(Campaign.Open(AnyCampaign.Plan(today) with { NominateUntil = today.Today.AddDays(-1) }, today, out _));
    }

    [Theory]
    [InlineData(Pay.Voluntary, 0, false)]
    [InlineData(Pay.Hourly, 2499, true)]
    [InlineData(Pay.Hourly, 2500, false)]
    [InlineData(Pay.Stipend, 8 * 12 * 2500 - 96, true)]
    [InlineData(Pay.Stipend, 8 * 12 * 2500, false)]
    internal void Pay_below_the_floor_is_noted_and_voluntary_work_is_not(Pay pay, int cents, bool noted) =>
        Assert.Equal(noted, new Position("Listen.", 8, 12, pay, cents).BelowFloor(2500) is not null);

    [Fact]
    public void A_panel_has_two_people_at_least_and_stays_once_somebody_has_scored()
    {
        var campaign = AnyCampaign.Open(AnyCampaign.On("2027-03-01"));

        Assert.NotNull(campaign.NamePanel([AnyCampaign.Ana]));
        Assert.Null(campaign.NamePanel([AnyCampaign.Ben, AnyCampaign.Ana]));
        campaign.FixPanel();
        Assert.IsType<PanelFixed>(campaign.NamePanel([AnyCampaign.Ana, AnyCampaign.Ben]));
    }

    [Fact]
    public void All_lowest_is_nothing_all_highest_is_a_hundred_and_weights_count()
    {
        var heavy = new Matrix(Matrix.Even.Weights.SetItem("listening", 5).SetItem("courage", 1));

        Assert.Equal(0, AnyCampaign.Card(AnyCampaign.Ana, 1).TotalBy(heavy));
        Assert.Equal(100, AnyCampaign.Card(AnyCampaign.Ana, 5).TotalBy(heavy));
        // 18 points of weight; listening at 1 instead of 5 takes 5 of them.
        Assert.Equal(100 * 13 / 18.0, AnyCampaign.Card(AnyCampaign.Ana, 5, but: "listening").TotalBy(heavy), 10);
        Assert.Equal(100 * 17 / 18.0, AnyCampaign.Card(AnyCampaign.Ana, 5, but: "courage").TotalBy(heavy), 10);
    }

    [Fact]
    public void Side_by_side_says_where_two_people_saw_something_different()
    {
        var scoring = Scoring.None.With(AnyCampaign.Card(AnyCampaign.Ben, 4, but: "courage", score: 2)).With(AnyCampaign.Card(AnyCampaign.Ana, 4));

        var compared = Comparison.Of(scoring, Matrix.Even, Language.En);

        Assert.Equal(["Ana", "Ben"], compared.Panel);
        Assert.Equal(["courage"], compared.Criteria.Where(c => c.TalkAboutIt).Select(c => c.Code));
        Assert.Equal([4, 2], compared.Criteria.Single(c => c.Code == "courage").Scores);
        Assert.Equal((75.0, 66.7, 70.8, 8.3), (compared.Totals[0], compared.Totals[1], compared.Mean, compared.Spread));
    }

    [Fact]
    public void Nobody_is_decided_on_before_two_have_scored_and_everybody_has_scored_or_stepped_aside()
    {
        var today = AnyCampaign.On("2027-03-01");
        var campaign = AnyCampaign.Open(today);
        var application = AnyCampaign.Sent(campaign, today);

        Assert.IsType<ScoresMissing>(application.Decide(AnyCampaign.To(ApplicationState.Selected), campaign, 0, today));
        Assert.Null(application.Score(AnyCampaign.Card(AnyCampaign.Ana, 4), campaign));
        Assert.Null(application.Recuse(AnyCampaign.Ben, campaign));
        Assert.IsType<ScoresMissing>(application.Decide(AnyCampaign.To(ApplicationState.Selected), campaign, 0, today));

        var scored = AnyCampaign.Sent(campaign, today);
        Assert.Null(scored.Score(AnyCampaign.Card(AnyCampaign.Ana, 4), campaign));
        Assert.Null(scored.Score(AnyCampaign.Card(AnyCampaign.Ana, 3), campaign));
        Assert.Null(scored.Score(AnyCampaign.Card(AnyCampaign.Ben, 4), campaign));
        Assert.IsType<ScoresOpen>(scored.Score(AnyCampaign.Card(AnyCampaign.Ben, 5), campaign));
        Assert.Null(scored.Decide(AnyCampaign.To(ApplicationState.Selected), campaign, 0, today));
    }

    [Fact]
    public void A_full_search_selects_nobody_more_and_what_is_decided_stays()
    {
        var today = AnyCampaign.On("2027-03-01");
        var campaign = AnyCampaign.Open(today, places: 1);
        var application = AnyCampaign.Sent(campaign, today);
        application.Score(AnyCampaign.Card(AnyCampaign.Ana, 4), campaign);
        application.Score(AnyCampaign.Card(AnyCampaign.Ben, 4), campaign);

        Assert.IsType<PlacesTaken>(application.Decide(AnyCampaign.To(ApplicationState.Selected), campaign, 1, today));
        Assert.Null(application.Decide(AnyCampaign.To(ApplicationState.NotSelected), campaign, 1, today));
        Assert.Equal(today.Today.AddMonths(6), application.EraseOn);
        Assert.IsType<DecidedAlready>(application.Decide(AnyCampaign.To(ApplicationState.Selected), campaign, 0, today));
    }

    [Fact]
    public void Somebody_on_the_panel_does_not_score_themselves()
    {
        var today = AnyCampaign.On("2027-03-01");
        var campaign = AnyCampaign.Open(today);
        var own = Application.Begin(campaign.Id, AnyCampaign.Ana.MemberId, "Ana", []);

        Assert.IsType<ApplicationUnknown>(own.Score(AnyCampaign.Card(AnyCampaign.Ana, 5), campaign));
    }

    [Fact]
    public void A_person_stands_in_two_campaigns_under_different_hashes_and_a_closed_one_knows_none()
    {
        var today = AnyCampaign.On("2027-03-01");
        var (one, two, member) = (AnyCampaign.Open(today), AnyCampaign.Open(today), Guid.NewGuid());

        Assert.Equal(NomineeHash.Of(one, member), NomineeHash.Of(one, member));
        Assert.NotEqual(NomineeHash.Of(one, member), NomineeHash.Of(two, member));
        var pass = NominationPass.Of(one, today.Today);
        Assert.True(NominationPass.IsGood(one, pass, today.Today.AddDays(1)));
        Assert.False(NominationPass.IsGood(one, pass, today.Today.AddDays(2)));
        Assert.False(NominationPass.IsGood(two, pass, today.Today));
        one.Close(0, new Tally(0, 0, 0, 0));
        Assert.False(NominationPass.IsGood(one, pass, today.Today));
    }

    [Fact]
    public void Letters_of_every_outcome_are_there_in_both_languages_and_tell_no_score()
    {
        var today = AnyCampaign.On("2027-03-01");
        foreach (var outcome in new[] { ApplicationState.Selected, ApplicationState.Waiting, ApplicationState.NotSelected })
        {
            var campaign = AnyCampaign.Open(today);
            var application = AnyCampaign.Sent(campaign, today);
            application.Score(AnyCampaign.Card(AnyCampaign.Ana, 4), campaign);
            application.Score(AnyCampaign.Card(AnyCampaign.Ben, 4), campaign);
            Assert.Null(application.Decide(AnyCampaign.To(outcome), campaign, 0, today));

            var letter = Letter.Of(application, campaign, today);

            Assert.Contains("Sam", letter.En, StringComparison.Ordinal);
            Assert.Contains("Sam", letter.Es, StringComparison.Ordinal);
            Assert.DoesNotContain("Reasons.", letter.En, StringComparison.Ordinal);
            Assert.DoesNotContain("!", letter.En, StringComparison.Ordinal);
            Assert.DoesNotContain("!", letter.Es, StringComparison.Ordinal);
        }
    }
}
