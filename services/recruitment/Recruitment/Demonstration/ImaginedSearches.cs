using System.Collections.Immutable;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Panel;

namespace PeerPlatform.Recruitment.Demonstration;

/// <summary>
/// Half a year of a programme that never was, ending today, made by what people do themselves. The search that is over chose two, keeps one on the
/// waiting list and did not choose one; of the open one's applications one has all scores, one has one, and one has none yet. Where too few are there
/// for a panel, nothing is scored or decided.
/// </summary>
internal sealed class ImaginedSearches
{
    /// <summary>How long ago the search that is over was decided.</summary>
    public static readonly TimeSpan DecidedAgo = TimeSpan.FromDays(140);

    private const int PanelOf = 3;
    private const int Places = 2;
    private readonly Agency _agency;
    private readonly DateTimeOffset _now;
    private readonly KnownMember _coordinator;
    private readonly ImmutableArray<Panelist> _panel;
    private readonly List<Campaign> _campaigns = [];
    private readonly List<Application> _applications = [];

    /// <param name="serving">Supporters already; by name, as the others.</param>
    /// <param name="others">Those who do nothing of the programme.</param>
    public ImaginedSearches(
        Agency agency,
        DateTimeOffset now,
        KnownMember coordinator,
        IReadOnlyList<KnownMember> panel,
        IReadOnlyList<KnownMember> serving,
        IReadOnlyList<KnownMember> others)
    {
        (_agency, _now, _coordinator) = (agency, now, coordinator);
        _panel = panel.Count < Campaign.FewestPanelists ? [] : [.. panel.Take(PanelOf).Select(p => new Panelist(p.Id, p.Name))];
        if (_panel.Length > 0 && serving.Count >= Places)
        {
            End([.. serving.Take(Places)], [.. others.Skip(3).Take(2)]);
        }

        Run([.. others.Take(3)]);
    }

    public IReadOnlyList<Campaign> Campaigns => _campaigns;

    public IReadOnlyList<Application> Applications => _applications;

    private void End(KnownMember[] chosen, KnownMember[] notChosen)
    {
        var campaign = Open(ImaginedWords.FirstSearch, openedAgo: 200);
        KnownMember[] people = [.. chosen, .. notChosen];
        var decided = DaysAgo(DecidedAgo.Days);
        foreach (var (place, person) in people.Index())
        {
            var application = Send(campaign, person, ImaginedWords.Answers[(place + 1) % ImaginedWords.Answers.Length], sentAgo: 180 - place);
            Meet(application, plannedAgo: 165, day: -150 + place);
            for (var seat = 0; seat < _panel.Length; seat++)
            {
                Score(application, campaign, seat, every: place < Places ? 4 + (seat % 2) : 3);
            }

            var (outcome, reasons, words) = ImaginedWords.Decisions[place];
            Agreed(application.Decide(new Decision(outcome, reasons, words, _coordinator.Id, _coordinator.Name), campaign, taken: place, decided));
        }

        Agreed(campaign.Close(0, new Tally(people.Length, Places, Count(ApplicationState.Waiting), Count(ApplicationState.NotSelected))));
    }

    private void Run(KnownMember[] people)
    {
        var campaign = Open(ImaginedWords.OpenSearch, openedAgo: 21);
        foreach (var (place, person) in people.Index())
        {
            var application = Send(campaign, person, ImaginedWords.Answers[place], sentAgo: 10 - place);
            if (_panel.Length == 0)
            {
                continue;
            }

            Meet(application, plannedAgo: 6, day: place switch { 0 => -3, 1 => -1, _ => 5 });
            var scored = place switch { 0 => _panel.Length, 1 => 1, _ => 0 };
            for (var seat = 0; seat < scored; seat++)
            {
                Score(application, campaign, seat, every: 4);
            }
        }
    }

    private Campaign Open((string Title, string Goal) said, int openedAgo)
    {
        var then = DaysAgo(openedAgo);
        var position = new Position(ImaginedWords.Tasks, HoursAMonth: 8, Months: 12, Pay.Voluntary, Cents: 0);
        var plan = new CampaignPlan(said.Title, null, "", position, Places, said.Goal, then.Today.AddDays(28), then.Today.AddDays(42), Matrix.Even);
        Agreed(Campaign.Open(plan, then, out var campaign));
        if (_panel.Length > 0)
        {
            Agreed(campaign!.NamePanel(_panel));
        }

        _campaigns.Add(campaign!);
        return campaign!;
    }

    private Application Send(Campaign campaign, KnownMember person, IReadOnlyDictionary<string, string?> said, int sentAgo)
    {
        var application = Application.Begin(campaign.Id, person.Id, person.Name, []);
        Agreed(WrittenAnswers.None.With(said, out var answers));
        Agreed(application.Write(answers));
        Agreed(application.Submit(campaign, DaysAgo(sentAgo).Today));
        _applications.Add(application);
        return application;
    }

    /// <param name="day">From today, before it or after; on a weekend it moves away from today.</param>
    private void Meet(Application application, int plannedAgo, int day)
    {
        var today = DaysAgo(0);
        var on = today.Today.AddDays(day);
        while (on.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            on = on.AddDays(Math.Sign(day));
        }

        Agreed(application.PlanInterview(today.Days.StartOf(on).AddHours(10), ImaginedWords.Place, DaysAgo(plannedAgo).Now));
    }

    /// <summary>Each sees it a little differently.</summary>
    private void Score(Application application, Campaign campaign, int seat, int every)
    {
        var scores = Criterion.All.Index().ToDictionary(c => c.Item.Code, c => (c.Index + seat) % 4 == 0 ? every - 1 : every);
        Agreed(Scorecard.Read(_panel[seat], scores, [], ImaginedWords.Notes[seat], out var card));
        Agreed(application.Score(card!, campaign));
        campaign.FixPanel();
    }

    private AgencyToday DaysAgo(int days) => AgencyToday.Of(_agency, _now.AddDays(-days));

    private int Count(ApplicationState state) => _applications.Count(a => a.State == state);

    private static void Agreed(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new InvalidOperationException($"What is imagined keeps the rules of what is real. {refusal.Reason}");
        }
    }
}
