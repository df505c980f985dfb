using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Demonstration;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>Imagined searches keep the rules on whatever day a demonstration begins: a refusal would throw.</summary>
public sealed class ImaginedSearchesTests
{
    [Fact]
    public void On_every_day_of_a_year_and_with_whoever_is_there_they_keep_the_rules()
    {
        var first = AnyCampaign.On("2027-01-01");
        var agency = first.Agency;
        for (var day = 0; day < 366; day++)
        {
            for (var people = 0; people <= 6; people++)
            {
                var now = first.Now.AddDays(day).AddHours(day % 24);
                var imagined = new ImaginedSearches(agency, now, People(1)[0], People(people), People(people), People(people));
                Assert.All(
                    imagined.Applications.Where(a => a.InterviewAt is not null),
                    a => Assert.InRange(AgencyToday.Of(agency, a.InterviewAt!.Value).Today.DayOfWeek, DayOfWeek.Monday, DayOfWeek.Friday));
                Assert.All(imagined.Applications, a => Assert.True(a.State == ApplicationState.Submitted || a.EraseOn > AgencyToday.Of(agency, now).Today));
            }
        }
    }

    private static List<KnownMember> People(int people) => [.. Enumerable.Range(1, people).Select(n => new KnownMember(Guid.NewGuid(), $"Person {n}", null))];
}
