using PeerPlatform.Platform.Calendar;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Curriculum;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Supervision;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Tests;

public sealed class TeamTests
{
    private static readonly AgencyToday Today = new(
        new Agency { AgencyId = Guid.NewGuid(), NetworkId = Guid.NewGuid(), Name = "Riverside", TimeZone = "America/New_York", Version = 0 },
        new ShippedRules().Of(ShippedRules.General)! with { TopicNames = Topic.Shipped.ToDictionary(t => t.Code, t => t.Name) },
        AgencyDays.Of("America/New_York"),
        new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_team_is_put_under_somebody_who_supervises_and_nobody_under_themselves_or_each_other()
    {
        var (supervisor, supporter) = (Somebody(), Somebody());
        Assert.IsType<NotASupervisor>(supporter.PutUnder(supervisor));

        supervisor.LetSupervise(true, team: 0);
        supporter.LetSupervise(true, team: 0);

        Assert.IsType<OwnSupervisor>(supervisor.PutUnder(supervisor));
        Assert.Null(supporter.PutUnder(supervisor));
        Assert.Equal(supervisor.Id, supporter.SupervisorId);
        Assert.IsType<EachOtherSupervisor>(supervisor.PutUnder(supporter));
        Assert.Null(supporter.PutUnder(null));
        Assert.Null(supporter.SupervisorId);
    }

    [Fact]
    public void A_supervisor_stops_once_the_team_is_handed_over()
    {
        var supervisor = Somebody();
        supervisor.LetSupervise(true, team: 0);

        Assert.IsType<TeamNotHandedOver>(supervisor.LetSupervise(false, team: 2));
        Assert.True(supervisor.Supervises);
        Assert.Null(supervisor.LetSupervise(false, team: 0));
        Assert.False(supervisor.Supervises);
    }

    [Fact]
    public void A_meeting_of_one_kind_and_day_counts_once_whoever_put_it_down()
    {
        var supporter = Somebody();

        supporter.Attend(new AttendedMeeting(Today.Today, MeetingKind.Supervision), Today);
        supporter.Attend(new AttendedMeeting(Today.Today, MeetingKind.Supervision), Today);
        supporter.Attend(new AttendedMeeting(Today.Today, MeetingKind.CoReflection), Today);

        Assert.Equal(2, supporter.Record.Meetings.Length);
    }

    private static Supporter Somebody() => Supporter.Begin(Guid.NewGuid(), "Somebody", Today.Today, Today);
}
