using System.Globalization;
using PeerPlatform.Assessment.Waves;

namespace PeerPlatform.Assessment.Tests;

public sealed class WaveTests
{
    [Fact]
    public void A_team_of_four_is_folded_with_another_into_other_teams()
    {
        var agency = RosteredAgency.Of([8, 4, 2]);
        var groups = Waves.Open(agency).Groups;
        Assert.Equal([(GroupKind.Team, 8), (GroupKind.OtherTeams, 6)], groups.Select(g => (g.Kind, g.Invited)));
        Assert.DoesNotContain(groups[1].GroupId!.Value, agency.Teams.Select(t => t.Id));
    }

    [Fact]
    public void Small_teams_with_too_few_together_carry_no_group_at_all()
    {
        var agency = RosteredAgency.Of([8, 3], withoutTeam: 1);
        var groups = Waves.Open(agency).Groups;
        Assert.Equal([(GroupKind.Team, 8), (GroupKind.AgencyOnly, 4)], groups.Select(g => (g.Kind, g.Invited)));
        Assert.Null(groups[1].GroupId);
    }

    [Fact]
    public void Everybody_is_in_exactly_one_group_and_no_group_is_small()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var agency = RosteredAgency.Of([.. Enumerable.Range(0, random.Next(0, 9)).Select(_ => random.Next(1, 12))], random.Next(0, 8));
            var formed = FormedGroups.Of(
                [.. agency.Members.Select(m => new InvitedMember(m.Id, m.TeamId))], agency.Teams.ToDictionary(t => t.Id, t => t.Name));
            Assert.Equal(agency.Members.Select(m => m.Id).Order(), formed.Places.Select(p => p.MemberId).Order());
            Assert.Equal(agency.Members.Length, formed.Groups.Sum(g => g.Invited));
            Assert.All(formed.Groups, g =>
            {
                Assert.Equal(g.Invited, formed.Places.Count(p => p.GroupId == g.GroupId));
                Assert.True(g.GroupId is null || g.Invited >= 5);
            });
        }
    }

    [Fact]
    public void Fewer_than_five_are_not_asked()
    {
        Assert.IsType<TooFewInvited>(Waves.TryOpen(RosteredAgency.Of([4]), new DateOnly(2026, 12, 6), out _));
        Assert.Null(Waves.TryOpen(RosteredAgency.Of([5]), new DateOnly(2026, 12, 6), out _));
    }

    [Theory]
    // 15:00 UTC on the 22nd is still the 22nd in New York and already the 23rd in Kiritimati.
    [InlineData("America/New_York", "2026-11-22", false)]
    [InlineData("America/New_York", "2026-11-23", true)]
    [InlineData("Pacific/Kiritimati", "2026-11-23", false)]
    [InlineData("Pacific/Kiritimati", "2026-11-24", true)]
    [InlineData("America/New_York", "2027-02-20", true)]
    [InlineData("America/New_York", "2027-02-21", false)]
    public void The_last_day_is_after_today_where_the_agency_is_and_at_most_ninety_days_off(string zone, string closesOn, bool opens)
    {
        var refusal = Waves.TryOpen(RosteredAgency.Of([5], timeZone: zone), DateOnly.Parse(closesOn, CultureInfo.InvariantCulture), out _);
        Assert.Equal(opens, refusal is null);
        Assert.True(opens || refusal!.Field == "closesOn");
    }

    [Fact]
    public void Answers_are_taken_until_the_last_day_ends_where_the_agency_is()
    {
        // 6 December ends in New York at 05:00 UTC on the 7th.
        var wave = Waves.Open(RosteredAgency.Of([5]));
        Assert.True(wave.TakesAnswersAt(new DateTimeOffset(2026, 12, 7, 4, 59, 59, TimeSpan.Zero)));
        Assert.False(wave.TakesAnswersAt(new DateTimeOffset(2026, 12, 7, 5, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_wave_closed_early_says_today_and_one_closed_by_the_clock_its_last_day()
    {
        var early = Waves.Open(RosteredAgency.Of([5]));
        Assert.Null(early.Close(Waves.Now.AddDays(2)));
        Assert.Equal(new DateOnly(2026, 11, 24), early.ClosedOn);

        var late = Waves.Open(RosteredAgency.Of([5]));
        Assert.Null(late.Close(Waves.Now.AddDays(200)));
        Assert.Equal(new DateOnly(2026, 12, 6), late.ClosedOn);
    }

    [Fact]
    public void A_wave_closes_once()
    {
        var wave = Waves.Open(RosteredAgency.Of([5]));
        Assert.Null(wave.Close(Waves.Now));
        Assert.IsType<WaveNotOpen>(wave.Close(Waves.Now));
    }

    [Fact]
    public void Waves_share_a_team_when_either_asks_everybody_or_both_name_it()
    {
        var agency = RosteredAgency.Of([5, 5]);
        var (a, b) = (agency.Teams[0].Id, agency.Teams[1].Id);
        Assert.Null(Waves.TryOpen(agency, new DateOnly(2026, 12, 6), out var ofA, [a]));
        Assert.True(ofA!.SharesATeamWith([a, b]));
        Assert.True(ofA.SharesATeamWith([]));
        Assert.False(ofA.SharesATeamWith([b]));
        Assert.True(Waves.Open(agency).SharesATeamWith([b]));
    }

    [Fact]
    public void Marks_of_taken_invitations_do_not_touch_each_other()
    {
        var random = new Random(20261122);
        var taken = new TakenInvitations(Guid.NewGuid(), 1003);
        var expected = new HashSet<int>();
        for (var i = 0; i < 400; i++)
        {
            var place = random.Next(1003);
            taken.Add(place);
            expected.Add(place);
        }

        Assert.Equal(126, taken.Marks.Length);
        Assert.Equal(expected.Order(), Enumerable.Range(0, 1003).Where(taken.Has));
    }
}
