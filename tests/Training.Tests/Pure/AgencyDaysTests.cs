using PeerPlatform.Platform.Calendar;

namespace PeerPlatform.Training.Tests;

public sealed class AgencyDaysTests
{
    [Theory]
    [InlineData("America/New_York", "2027-01-01T04:59:59Z", "2026-12-31")]
    [InlineData("America/New_York", "2027-01-01T05:00:00Z", "2027-01-01")]
    [InlineData("America/Los_Angeles", "2026-07-01T06:59:59Z", "2026-06-30")]
    [InlineData("Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-01")]
    [InlineData("Pacific/Pago_Pago", "2027-01-01T10:59:59Z", "2026-12-31")]
    public void An_instant_belongs_to_the_day_and_the_quarter_of_the_agency(string zone, string instant, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), AgencyDays.Of(zone).DayAt(DateTimeOffset.Parse(instant, null)));

    [Theory]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z")]
    [InlineData("America/New_York", "2026-03-09", "2026-03-09T04:00:00Z")]
    [InlineData("America/New_York", "2026-11-02", "2026-11-02T05:00:00Z")]
    public void A_day_begins_at_midnight_whichever_way_the_clocks_went(string zone, string day, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, null), AgencyDays.Of(zone).StartOf(DateOnly.Parse(day, null)));

    [Fact]
    public void A_day_whose_midnight_is_jumped_over_begins_after_the_jump() =>
        Assert.Equal(new DateTimeOffset(2024, 3, 10, 1, 0, 0, TimeSpan.FromHours(-4)), AgencyDays.Of("America/Havana").StartOf(new(2024, 3, 10)));

    [Fact]
    public void A_day_whose_midnight_strikes_twice_begins_with_the_first() =>
        Assert.Equal(new DateTimeOffset(2024, 11, 3, 0, 0, 0, TimeSpan.FromHours(-4)), AgencyDays.Of("America/Havana").StartOf(new(2024, 11, 3)));

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("America/Puerto_Rico")]
    [InlineData("America/Havana")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("America/St_Johns")]
    [InlineData("Pacific/Honolulu")]
    [InlineData("Asia/Beirut")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("UTC")]
    public void The_first_instant_of_a_day_is_on_it_and_the_one_before_is_not(string zone)
    {
        var days = AgencyDays.Of(zone);
        for (var day = new DateOnly(2000, 1, 1); day < new DateOnly(2031, 1, 1); day = day.AddDays(1))
        {
            var start = days.StartOf(day);
            Assert.True(days.DayAt(start) == day, $"{zone}: {start:u} is on {days.DayAt(start)}, not on {day}");
            Assert.True(days.DayAt(start.AddTicks(-1)) < day, $"{zone}: {day} had begun before {start:u}");
        }
    }
}
