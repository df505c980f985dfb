using System.Collections.Immutable;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Panel;

namespace PeerPlatform.Recruitment.Applications;

internal enum ApplicationState
{
    /// <summary>Seen by nobody but whoever writes it.</summary>
    Draft,

    Submitted,

    /// <summary>On the waiting list.</summary>
    Waiting,

    Selected,

    NotSelected,
}

/// <summary>What a leader wrote of somebody who then said yes; for the coordinator alone.</summary>
internal sealed record LeadersWord(Guid LeaderId, string Name, string Words);

/// <summary>Leaders' words, one for each leader.</summary>
internal sealed record LeadersWords(ImmutableArray<LeadersWord> All)
{
    public static LeadersWords None { get; } = new([]);

    public LeadersWords With(LeadersWord said) => new([.. All.Where(w => w.LeaderId != said.LeaderId), said]);
}

/// <summary>A decision to be made.</summary>
/// <param name="Reasons">On record for whoever runs the programme (P-3.6).</param>
/// <param name="Words">A line of one's own in the letter; may be empty.</param>
internal sealed record Decision(ApplicationState Outcome, string Reasons, string Words, Guid ById, string ByName);

/// <summary>
/// Somebody's wish to be a supporter, however it came about: the row is the same for those who were named and those who put themselves forward (P-3.4 to 3.6).
/// </summary>
internal sealed class Application : Aggregate
{
    private Application()
    {
    }

    /// <summary>Random: when somebody began is nobody's business.</summary>
    public Guid Id { get; private set; }

    public Guid CampaignId { get; private set; }

    public Guid MemberId { get; private set; }

    public string Name { get; private set; } = "";

    public ApplicationState State { get; private set; }

    public WrittenAnswers Answers { get; private set; } = WrittenAnswers.None;

    public LeadersWords LeadersWords { get; private set; } = LeadersWords.None;

    public DateOnly? SubmittedOn { get; private set; }

    public DateTimeOffset? InterviewAt { get; private set; }

    public string InterviewPlace { get; private set; } = "";

    public Scoring Scoring { get; private set; } = Scoring.None;

    public DateOnly? DecidedOn { get; private set; }

    public Guid? DecidedById { get; private set; }

    public string DecidedByName { get; private set; } = "";

    public string Reasons { get; private set; } = "";

    /// <summary>A line of the decider's own in the letter.</summary>
    public string LetterWords { get; private set; } = "";

    /// <summary>The day on which it is erased, or, of a supporter, what was written and scored; as it was promised when it was decided.</summary>
    public DateOnly? EraseOn { get; private set; }

    public static Application Begin(Guid campaign, Guid member, string name, IEnumerable<LeadersWord> words) => new()
    {
        Id = Guid.NewGuid(), CampaignId = campaign, MemberId = member, Name = name, LeadersWords = new LeadersWords([.. words]),
    };

    public Refusal? Write(WrittenAnswers answers)
    {
        if (State != ApplicationState.Draft)
        {
            return new SentAlready();
        }

        Answers = answers;
        return null;
    }

    /// <summary>A leader's word that came after the yes.</summary>
    public void Hear(LeadersWord said)
    {
        if (State is ApplicationState.Draft or ApplicationState.Submitted)
        {
            LeadersWords = LeadersWords.With(said);
        }
    }

    public Refusal? Submit(Campaign campaign, DateOnly today)
    {
        if (State != ApplicationState.Draft)
        {
            return new SentAlready();
        }

        if (!campaign.TakesApplicationsOn(today))
        {
            return new ApplicationsOver();
        }

        if (Answers.Missing is { } missing)
        {
            return new FieldRefused(missing.Code, "This question has no answer yet.", "A few words are enough.");
        }

        (State, SubmittedOn) = (ApplicationState.Submitted, today);
        return null;
    }

    /// <summary>Null when it can be taken back, and then it is erased at once; somebody selected leaves as a supporter does.</summary>
    public Refusal? MayBeWithdrawn() => State == ApplicationState.Selected ? new SelectedAlready() : null;

    public Refusal? PlanInterview(DateTimeOffset at, string place, DateTimeOffset now)
    {
        if (State != ApplicationState.Submitted)
        {
            return new NotToBeScored();
        }

        if (at <= now || at > now.AddDays(180))
        {
            return new FieldRefused("at", "An interview is in the future, at most half a year ahead.", "Choose a day and time.");
        }

        (InterviewAt, InterviewPlace) = (at, place);
        return null;
    }

    /// <summary>One panel member's scores; they can be changed until all are in.</summary>
    public Refusal? Score(Scorecard card, Campaign campaign)
    {
        if (NotFor(card.PanelistId, campaign) is { } refusal)
        {
            return refusal;
        }

        if (Scoring.Of(card.PanelistId) is { Recused: true })
        {
            return new SteppedAside();
        }

        Scoring = Scoring.With(card);
        return null;
    }

    /// <summary>A panel member steps aside for a conflict of interest, and sees nothing of the application from then on.</summary>
    public Refusal? Recuse(Panelist panelist, Campaign campaign)
    {
        if (NotFor(panelist.MemberId, campaign) is { } refusal)
        {
            return refusal;
        }

        Scoring = Scoring.With(Scorecard.StepAside(panelist));
        return null;
    }

    /// <param name="taken">Places of the campaign that are filled.</param>
    public Refusal? Decide(Decision decision, Campaign campaign, int taken, AgencyToday today)
    {
        if (decision.ById == MemberId)
        {
            return new OwnApplication();
        }

        if (State is not (ApplicationState.Submitted or ApplicationState.Waiting) || decision.Outcome == State)
        {
            return new DecidedAlready();
        }

        if (State == ApplicationState.Submitted && !Scoring.IsOpen(campaign))
        {
            return new ScoresMissing();
        }

        if (decision.Outcome == ApplicationState.Selected && taken >= campaign.Places)
        {
            return new PlacesTaken(campaign.Places);
        }

        (State, Reasons, LetterWords) = (decision.Outcome, decision.Reasons, decision.Words);
        (DecidedOn, DecidedById, DecidedByName) = (today.Today, decision.ById, decision.ByName);
        EraseOn = today.KeptUntil;
        return null;
    }

    /// <summary>Of somebody selected: what was written and scored goes; that they were selected, and why, stays.</summary>
    public void ForgetWhatWasWritten() =>
        (Answers, LeadersWords, Scoring, InterviewAt, InterviewPlace, EraseOn) = (WrittenAnswers.None, LeadersWords.None, Scoring.None, null, "", null);

    private Refusal? NotFor(Guid panelist, Campaign campaign)
    {
        if (!campaign.HasOnPanel(panelist) || panelist == MemberId)
        {
            return new ApplicationUnknown();
        }

        if (State != ApplicationState.Submitted)
        {
            return new NotToBeScored();
        }

        return Scoring.IsOpen(campaign) ? new ScoresOpen() : null;
    }
}
