using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Sessions;

namespace PeerPlatform.Training.Tests;

public sealed class SessionTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Before = Start.AddDays(-3);

    [Fact]
    public void The_waiting_list_moves_up_when_somebody_withdraws()
    {
        var session = Planned(seats: 1);
        var (first, second, third) = (Enrol(session), Enrol(session), Enrol(session));
        Assert.Equal((0, 2), (session.FreeSeats, session.Waiting));

        Assert.Null(session.Withdraw(first, Before));

        Assert.True(session.Of(second)!.HasSeat);
        Assert.False(session.Of(third)!.HasSeat);
    }

    [Fact]
    public void Whoever_withdraws_and_comes_back_waits_behind_the_others()
    {
        var session = Planned(seats: 1);
        var (first, second) = (Enrol(session), Enrol(session));

        session.Withdraw(first, Before);
        session.Enrol(first, "First", Before);

        Assert.True(session.Of(second)!.HasSeat);
        Assert.False(session.Of(first)!.HasSeat);
    }

    [Fact]
    public void Enrolling_twice_takes_one_seat()
    {
        var session = Planned(seats: 2);
        var member = Enrol(session);

        session.Enrol(member, "Again", Before);

        Assert.Equal(1, session.FreeSeats);
    }

    [Fact]
    public void More_seats_let_people_in_and_fewer_than_are_taken_are_refused()
    {
        var session = Planned(seats: 1);
        var (_, second) = (Enrol(session), Enrol(session));

        Assert.Null(session.ChangeSeats(2));

        Assert.True(session.Of(second)!.HasSeat);
        Assert.IsType<SeatsTaken>(session.ChangeSeats(1));
    }

    [Fact]
    public void No_order_of_coming_and_going_gives_away_more_seats_than_there_are_or_leaves_one_empty_while_somebody_waits()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var session = Planned(seats: random.Next(1, 4));
            var people = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToArray();
            for (var step = 0; step < 40; step++)
            {
                var member = people[random.Next(people.Length)];
                _ = random.Next(5) switch
                {
                    0 or 1 => session.Withdraw(member, Before),
                    2 => session.ChangeSeats(random.Next(1, 5)),
                    _ => session.Enrol(member, "Somebody", Before),
                };

                var seated = session.Enrolments.Count(e => e.HasSeat);
                Assert.True(seated <= session.Seats, $"seed {seed}: {seated} sit on {session.Seats} seats");
                Assert.True(session.Waiting == 0 || session.FreeSeats == 0, $"seed {seed}: a seat is free and somebody waits");
                var last = session.Enrolments.Where(e => e.HasSeat).Select(e => e.Place).DefaultIfEmpty().Max();
                Assert.True(session.Enrolments.Where(e => !e.HasSeat).All(e => e.Place > last), $"seed {seed}: somebody was passed over");
            }
        }
    }

    [Fact]
    public void A_live_session_closes_its_list_when_it_begins_and_one_at_ones_own_pace_when_it_ends()
    {
        Assert.IsType<EnrolmentOver>(Planned(seats: 3).Enrol(Guid.NewGuid(), "Late", Start));
        Assert.Null(Planned(seats: 3, live: false).Enrol(Guid.NewGuid(), "Own pace", Start));
        Assert.IsType<EnrolmentOver>(Planned(seats: 3, live: false).Enrol(Guid.NewGuid(), "Too late", Start.AddHours(2)));
    }

    [Theory]
    [InlineData(-31, false)]
    [InlineData(-30, true)]
    [InlineData(150, true)]
    [InlineData(151, false)]
    public void The_code_is_taken_from_half_an_hour_before_to_half_an_hour_after(int minutesAfterStart, bool taken)
    {
        var session = Planned(seats: 3);
        var member = Enrol(session);

        Assert.Equal(taken, session.CheckIn(member, session.DoorCode, Start.AddMinutes(minutesAfterStart)) is null);
        Assert.Equal(taken, session.Of(member)!.Attended);
    }

    [Fact]
    public void After_five_wrong_codes_the_right_one_is_not_taken_either()
    {
        var session = Planned(seats: 3);
        var member = Enrol(session);
        var wrong = session.DoorCode == "000000" ? "000001" : "000000";

        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<WrongCode>(session.CheckIn(member, wrong, Start));
        }

        Assert.Equal(RefusalKind.TooMany, session.CheckIn(member, session.DoorCode, Start)!.Kind);
        Assert.False(session.Of(member)!.Attended);
    }

    [Fact]
    public void Whoever_waits_has_no_seat_to_check_in_for_and_gets_one_from_the_trainers_list()
    {
        var session = Planned(seats: 1);
        var (_, waiting) = (Enrol(session), Enrol(session));

        Assert.IsType<NotEnrolled>(session.CheckIn(waiting, session.DoorCode, Start));
        Assert.Null(session.MarkAttendance(new HashSet<Guid> { waiting }));

        Assert.True(session.Of(waiting) is { HasSeat: true, Attended: true });
    }

    [Fact]
    public void A_list_with_a_stranger_is_not_taken() =>
        Assert.IsType<StrangerOnList>(Planned(seats: 1).MarkAttendance(new HashSet<Guid> { Guid.NewGuid() }));

    [Fact]
    public void What_is_over_or_called_off_changes_no_more()
    {
        var (held, calledOff) = (Planned(seats: 2), Planned(seats: 2));
        Assert.IsType<NotBegun>(held.Hold(Start.AddMinutes(-1), new(2026, 12, 1)));
        Assert.Null(held.Hold(Start.AddHours(2), new(2026, 12, 1)));
        Assert.Null(calledOff.CallOff());

        foreach (var session in new[] { held, calledOff })
        {
            Assert.IsType<SessionOver>(session.Enrol(Guid.NewGuid(), "Late", Before));
            Assert.IsType<SessionOver>(session.ChangeSeats(5));
            Assert.IsType<SessionOver>(session.MarkAttendance(new HashSet<Guid>()));
            Assert.IsType<SessionOver>(session.Hold(Start.AddHours(3), new(2026, 12, 1)));
            Assert.IsType<SessionOver>(session.CallOff());
        }
    }

    private static Guid Enrol(Session session)
    {
        var member = Guid.NewGuid();
        Assert.Null(session.Enrol(member, "Somebody", Before));
        return member;
    }

    private static Session Planned(int seats, bool live = true) =>
        Session.Plan(new SessionPlan("Listening", ["listening"], live, Start, Start.AddHours(2), 120, seats, "Maria, a woman", "Room 2", "", []));
}
