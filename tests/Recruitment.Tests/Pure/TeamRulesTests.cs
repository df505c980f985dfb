using PeerPlatform.Recruitment.Cases;
using PeerPlatform.Recruitment.Supporters;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>Supporters and cases by themselves.</summary>
public sealed class TeamRulesTests
{
    private static readonly Doer Casey = new(Guid.NewGuid(), "Casey");
    private static readonly Doer Other = new(Guid.NewGuid(), "Other");

    [Fact]
    public void Turns_count_into_the_role_and_out_of_it()
    {
        var today = AnyCampaign.On("2027-03-01");
        var supporter = ServingSupporter.Select(Guid.NewGuid(), "Sam", null, false, today);

        supporter.TakeUpAgain("Sam", null, false, today);
        Assert.Equal(1, supporter.Turn);
        Assert.Null(supporter.StandDown(today));
        Assert.NotNull(supporter.StandDown(today));
        supporter.TakeUpAgain("Sam", null, true, today);

        Assert.Equal((3, ServingState.Serving), (supporter.Turn, supporter.State));
    }

    [Fact]
    public void Notice_can_be_taken_back_and_a_last_day_of_today_takes_effect_at_once()
    {
        var today = AnyCampaign.On("2027-03-01");
        var supporter = ServingSupporter.Select(Guid.NewGuid(), "Sam", null, false, today);

        Assert.NotNull(supporter.GiveNotice(today.Today.AddDays(-1), today));
        Assert.Null(supporter.GiveNotice(today.Today.AddDays(10), today));
        Assert.Null(supporter.Stay());
        Assert.Null(supporter.LastDay);
        Assert.Null(supporter.GiveNotice(today.Today, today));
        Assert.Equal(ServingState.StoodDown, supporter.State);
    }

    [Fact]
    public void Nobody_is_their_own_buddy_and_a_buddy_serves()
    {
        var today = AnyCampaign.On("2027-03-01");
        var (supporter, gone) = (ServingSupporter.Select(Guid.NewGuid(), "Sam", null, true, today), ServingSupporter.Select(Guid.NewGuid(), "Gone", null, false, today));
        gone.StandDown(today);

        Assert.NotNull(supporter.MeetBuddy(supporter));
        Assert.NotNull(supporter.MeetBuddy(gone));
        Assert.NotNull(supporter.Mark("unheard-of", true, today.Today));
        Assert.Null(supporter.Mark("month", true, today.Today));
    }

    [Fact]
    public void A_hearing_whose_time_has_come_is_enough_to_decide_and_one_to_come_is_not()
    {
        var today = AnyCampaign.On("2027-03-01");
        var about = DeselectionCase.Open(Guid.NewGuid(), "Sam", Ground.Conduct, "It.", Casey, today);
        about.Add("On 3 May.", Casey, today);

        Assert.NotNull(about.PlanHearing(today.Now.AddHours(1), "Room 2", Casey, today.Now));
        Assert.Null(about.PlanHearing(today.Now.AddDays(3), "Room 2", Casey, today.Now));
        Assert.IsType<NotHeard>(about.Decide(CaseOutcome.StandsDown, "R.", Casey, today));
        Assert.Null(about.Decide(CaseOutcome.StandsDown, "R.", Casey, AnyCampaign.On("2027-03-05")));
    }

    [Fact]
    public void An_appeal_has_fourteen_days_one_time_and_another_decider()
    {
        var today = AnyCampaign.On("2027-03-01");
        var about = DeselectionCase.Open(Guid.NewGuid(), "Sam", Ground.Conduct, "It.", Casey, today);
        about.Add("On 3 May.", Casey, today);
        about.Say("No.");
        about.Decide(CaseOutcome.StandsDown, "R.", Casey, today);

        Assert.IsType<AppealTooLate>(about.AskToLookAgain("Late.", AnyCampaign.On("2027-03-16")));
        Assert.Null(about.AskToLookAgain("In time.", AnyCampaign.On("2027-03-15")));
        Assert.Null(about.EraseOn);
        Assert.IsType<DecidedBySame>(about.DecideAppeal(CaseOutcome.Stays, "R.", Casey, today, out _));
        Assert.IsType<DecidedBySame>(about.DecideAppeal(CaseOutcome.Stays, "R.", new Doer(about.SupporterId, "Sam"), today, out _));
        Assert.Null(about.DecideAppeal(CaseOutcome.StandsDown, "R.", Other, today, out var givesBack));
        Assert.False(givesBack);
        Assert.NotNull(about.EraseOn);
        Assert.IsType<NothingToAppeal>(about.AskToLookAgain("Again.", today));
    }

    [Fact]
    public void Nobody_runs_a_case_about_themselves_and_nothing_is_added_after_the_decision()
    {
        var today = AnyCampaign.On("2027-03-01");
        var about = DeselectionCase.Open(Casey.Id, "Casey", Ground.Conduct, "It.", Other, today);

        Assert.IsType<CaseUnknown>(about.Add("Nothing.", Casey, today));
        Assert.Null(about.Decide(CaseOutcome.Stays, "R.", Other, today));
        Assert.IsType<CaseDecided>(about.Add("More.", Other, today));
        Assert.IsType<CaseDecided>(about.Say("Late."));
    }
}
