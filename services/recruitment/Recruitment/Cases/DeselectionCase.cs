using System.Collections.Immutable;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;

namespace PeerPlatform.Recruitment.Cases;

/// <summary>Why the role may end against somebody's wish ([4] step 7 and case).</summary>
internal enum Ground
{
    BreachOfConfidentiality,

    /// <summary>Training or supervision.</summary>
    MissedTrainingOrSupervision,

    LossOfGoodStanding,

    Conduct,
}

internal enum CaseOutcome
{
    /// <summary>The person goes on as a supporter.</summary>
    Stays,

    /// <summary>The role ends.</summary>
    StandsDown,
}

/// <summary>Something the case rests on; the person it is about reads it too.</summary>
internal sealed record Evidence(DateOnly AddedOn, string Text, string AddedBy);

/// <summary>In the order in which it was added.</summary>
internal sealed record EvidenceList(ImmutableArray<Evidence> Items)
{
    public static EvidenceList None { get; } = new([]);
}

/// <summary>Who does something in a case.</summary>
internal sealed record Doer(Guid Id, string Name);

/// <summary>
/// Whether a supporter keeps the role: grounds, evidence, a hearing, a decision with reasons, and an appeal that somebody else decides (P-3.8). It is between the person and
/// those who run the programme, is erased after the agency's period whatever comes of it, and nothing of it is told to anybody else.
/// </summary>
internal sealed class DeselectionCase : Aggregate
{
    /// <summary>How many days somebody has to appeal.</summary>
    public const int DaysToAppeal = 14;

    private DeselectionCase()
    {
    }

    public Guid Id { get; private set; }

    public Guid SupporterId { get; private set; }

    public string SupporterName { get; private set; } = "";

    public Ground Ground { get; private set; }

    /// <summary>What it is about, as the person reads it.</summary>
    public string Summary { get; private set; } = "";

    public DateOnly OpenedOn { get; private set; }

    public string OpenedByName { get; private set; } = "";

    public EvidenceList Evidence { get; private set; } = EvidenceList.None;

    public DateTimeOffset? HearingAt { get; private set; }

    public string HearingPlace { get; private set; } = "";

    /// <summary>The person's own view, in their words.</summary>
    public string Statement { get; private set; } = "";

    public CaseOutcome? Outcome { get; private set; }

    public string Reasons { get; private set; } = "";

    public DateOnly? DecidedOn { get; private set; }

    public Guid? DecidedById { get; private set; }

    public string DecidedByName { get; private set; } = "";

    public DateOnly? AppealUntil { get; private set; }

    /// <summary>Why the person asks to look again; empty without an appeal.</summary>
    public string Appeal { get; private set; } = "";

    public CaseOutcome? AppealOutcome { get; private set; }

    public string AppealReasons { get; private set; } = "";

    public string AppealDecidedByName { get; private set; } = "";

    public DateOnly? EraseOn { get; private set; }

    public bool AwaitsAppealDecision => Appeal.Length > 0 && AppealOutcome is null;

    public static DeselectionCase Open(Guid supporter, string name, Ground ground, string summary, Doer by, AgencyToday today) => new()
    {
        Id = Guid.CreateVersion7(), SupporterId = supporter, SupporterName = name, Ground = ground, Summary = summary, OpenedOn = today.Today, OpenedByName = by.Name,
    };

    public Refusal? Add(string text, Doer by, AgencyToday today)
    {
        if (NotBy(by) is { } refusal)
        {
            return refusal;
        }

        Evidence = new EvidenceList([.. Evidence.Items, new Evidence(today.Today, text, by.Name)]);
        return null;
    }

    /// <summary>Invites the person to be heard; at least a day ahead, so that they can prepare and bring somebody.</summary>
    public Refusal? PlanHearing(DateTimeOffset at, string place, Doer by, DateTimeOffset now)
    {
        if (NotBy(by) is { } refusal)
        {
            return refusal;
        }

        if (at < now.AddDays(1) || at > now.AddDays(90))
        {
            return new FieldRefused("at", "A hearing is at least a day and at most 90 days ahead.", "Choose a day and time; the person needs time to prepare.");
        }

        (HearingAt, HearingPlace) = (at, place);
        return null;
    }

    /// <summary>The person says how they see it.</summary>
    public Refusal? Say(string statement)
    {
        if (Outcome is not null)
        {
            return new CaseDecided();
        }

        Statement = statement;
        return null;
    }

    /// <summary>Decides, with something that it rests on, and after the person was heard: in a hearing whose time has come, or in writing.</summary>
    public Refusal? Decide(CaseOutcome outcome, string reasons, Doer by, AgencyToday today)
    {
        if (NotBy(by) is { } refusal)
        {
            return refusal;
        }

        if (outcome == CaseOutcome.StandsDown && Evidence.Items.Length == 0)
        {
            return new EvidenceMissing();
        }

        if (outcome == CaseOutcome.StandsDown && Statement.Length == 0 && !(HearingAt <= today.Now))
        {
            return new NotHeard();
        }

        (Outcome, Reasons, DecidedOn, DecidedById, DecidedByName) = (outcome, reasons, today.Today, by.Id, by.Name);
        AppealUntil = outcome == CaseOutcome.StandsDown ? today.Today.AddDays(DaysToAppeal) : null;
        EraseOn = today.KeptUntil;
        return null;
    }

    public Refusal? AskToLookAgain(string why, AgencyToday today)
    {
        if (AppealUntil is not { } until || Appeal.Length > 0)
        {
            return new NothingToAppeal();
        }

        if (today.Today > until)
        {
            return new AppealTooLate();
        }

        Appeal = why;
        // Nothing is erased while somebody waits for an answer.
        EraseOn = null;
        return null;
    }

    /// <summary>Somebody who did not decide the first time decides; true in <paramref name="givesBack"/> when the role is given back.</summary>
    public Refusal? DecideAppeal(CaseOutcome outcome, string reasons, Doer by, AgencyToday today, out bool givesBack)
    {
        givesBack = false;
        if (!AwaitsAppealDecision)
        {
            return new NothingToAppeal();
        }

        if (by.Id == DecidedById || by.Id == SupporterId)
        {
            return new DecidedBySame();
        }

        (AppealOutcome, AppealReasons, AppealDecidedByName, EraseOn) = (outcome, reasons, by.Name, today.KeptUntil);
        givesBack = outcome == CaseOutcome.Stays;
        return null;
    }

    private Refusal? NotBy(Doer by) => by.Id == SupporterId ? new CaseUnknown() : Outcome is not null ? new CaseDecided() : null;
}
