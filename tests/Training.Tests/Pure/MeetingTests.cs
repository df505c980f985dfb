using PeerPlatform.Training.Supervision;

namespace PeerPlatform.Training.Tests;

public sealed class MeetingTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);
    private static readonly Guid Supervisor = Guid.NewGuid();

    [Fact]
    public void Who_was_there_is_said_once_on_the_day_or_later_and_of_people_on_the_list_only()
    {
        var (one, other, stranger) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var meeting = Meeting.Plan(Supervisor, MeetingForm.Group, Day, 60, [one, other]);

        Assert.IsType<MeetingNotYet>(meeting.Hold(new HashSet<Guid> { one }, Day.AddDays(-1)));
        Assert.IsType<NobodyWasThere>(meeting.Hold(new HashSet<Guid>(), Day));
        Assert.IsType<NotOfYourTeam>(meeting.Hold(new HashSet<Guid> { one, stranger }, Day));
        Assert.Null(meeting.Hold(new HashSet<Guid> { one }, Day));

        Assert.Equal([one], meeting.People.Where(a => a.Attended).Select(a => a.MemberId));
        Assert.IsType<MeetingHeldAlready>(meeting.Hold(new HashSet<Guid> { other }, Day));
        Assert.IsType<MeetingHeldAlready>(meeting.CallOff());
    }

    [Fact]
    public void Reflecting_alone_counts_for_nobody_and_the_second_person_makes_it_count_for_both()
    {
        var (first, second, third) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var meeting = Meeting.Reflect(first, Day, 45);
        Assert.Equal(MeetingState.Planned, meeting.State);

        Assert.Null(meeting.Join(first, Day, out var alone));
        Assert.Empty(alone);
        Assert.Null(meeting.Join(second, Day, out var both));
        Assert.Equal([first, second], both);
        Assert.Null(meeting.Join(second, Day, out var again));
        Assert.Empty(again);
        Assert.Null(meeting.Join(third, Day, out var late));
        Assert.Equal([third], late);
    }

    [Fact]
    public void A_code_is_taken_for_fourteen_days()
    {
        var meeting = Meeting.Reflect(Guid.NewGuid(), Day, 45);

        Assert.IsType<CodeOver>(meeting.Join(Guid.NewGuid(), Day.AddDays(15), out _));
        Assert.Null(meeting.Join(Guid.NewGuid(), Day.AddDays(14), out _));
    }

    [Fact]
    public void Codes_are_eight_letters_and_digits_that_nobody_takes_for_one_another()
    {
        var codes = Enumerable.Range(0, 200).Select(_ => Meeting.Reflect(Guid.NewGuid(), Day, 45).Code).ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[A-HJKMNP-Z2-9]{8}$", code));
    }

    /// <summary>P-4.8: content is never stored; so there is nothing in which it could be.</summary>
    [Fact]
    public void A_meeting_has_no_place_for_words_and_none_for_a_time_of_day()
    {
        var kept = typeof(Meeting).GetProperties().Concat(typeof(Attendee).GetProperties()).ToList();
        var sent = new[] { typeof(PlanMeetingsRequest), typeof(HoldMeetingRequest), typeof(BeginReflectionRequest) }.SelectMany(t => t.GetProperties()).ToList();

        Assert.Equal(["Code"], kept.Where(p => p.PropertyType == typeof(string)).Select(p => p.Name));
        Assert.Equal(["Form"], sent.Where(p => p.PropertyType == typeof(string)).Select(p => p.Name));
        Assert.DoesNotContain(kept.Concat(sent), p =>
            (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType) is var type
            && (type == typeof(DateTimeOffset) || type == typeof(DateTime) || type == typeof(TimeOnly)));
    }
}
