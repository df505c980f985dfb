using System.Collections.Immutable;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Texts;

namespace PeerPlatform.Training.Qualification;

/// <summary>Whether a supporter may be asked for support (P-4.7); a later word is better.</summary>
internal enum StandingState
{
    NotQualified,

    /// <summary>Qualified, and not for long unless something is done.</summary>
    Lapsing,

    Qualified,
}

/// <summary>A person's standing at a date, with a finding for each requirement that asks something, in the order of the rules.</summary>
/// <param name="LapsesOn">The first day on which the person is no longer qualified if nothing is added; null when not qualified, and when that day never comes.</param>
/// <param name="Findings">Empty before the person's first day as a supporter.</param>
internal sealed record Standing(StandingState State, DateOnly? LapsesOn, ImmutableArray<Finding> Findings)
{
    /// <summary>From a person's record and a day to the standing. Records dated later, and their order, change nothing.</summary>
    public static Standing At(DateOnly day, SupporterRecord record, RuleBook rules)
    {
        if (day < record.JoinedOn)
        {
            return new(StandingState.NotQualified, null, []);
        }

        var findings = ImmutableArray.CreateBuilder<Finding>(rules.Requirements.Length);
        var isMet = true;
        DateOnly? lapses = null;
        foreach (var requirement in rules.Requirements)
        {
            var finding = requirement.At(day, record, rules);
            if (requirement.IsAsked(finding))
            {
                findings.Add(finding);
            }

            isMet &= finding.IsMet;
            if (finding.LapsesOn is { } on && !(lapses <= on))
            {
                lapses = on;
            }
        }

        return !isMet ? new(StandingState.NotQualified, null, findings.DrainToImmutable())
            : lapses is { } first && first.DayNumber - day.DayNumber <= rules.NoticeDays ? new(StandingState.Lapsing, first, findings.DrainToImmutable())
            : new(StandingState.Qualified, lapses, findings.DrainToImmutable());
    }

    /// <summary>True when nobody needs to hear of the difference: state, dates and what is met are the same. Hours on the way to a goal may differ.</summary>
    public bool IsSameAs(Standing other)
    {
        if (State != other.State || LapsesOn != other.LapsesOn || Findings.Length != other.Findings.Length)
        {
            return false;
        }

        for (var i = 0; i < Findings.Length; i++)
        {
            if (!Findings[i].IsSameAs(other.Findings[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The whole in one plain sentence.</summary>
    public LocalText Summary()
    {
        if (State == StandingState.NotQualified)
        {
            var missing = Wording.List([.. Findings.Where(f => !f.IsMet).Select(f => f.Requirement.Name)]);
            return Findings.IsEmpty
                ? new("The time as a supporter has not begun yet.", "El tiempo como colega de apoyo aún no ha comenzado.")
                : new($"Not qualified yet. Open: {missing.En}.", $"Aún sin habilitación. Pendiente: {missing.Es}.");
        }

        if (LapsesOn is not { } lapses)
        {
            return new("Qualified.", "Con habilitación.");
        }

        var last = LocalText.Day(lapses.AddDays(-1));
        var what = Wording.List([.. Findings.Where(f => f.LapsesOn == lapses).Select(f => f.Requirement.Name)]);
        return State == StandingState.Lapsing
            ? new($"Qualified through {last.En}. To stay so: {what.En}.", $"Con habilitación hasta el {last.Es}. Para mantenerla: {what.Es}.")
            : new($"Qualified, at least through {last.En}.", $"Con habilitación, al menos hasta el {last.Es}.");
    }
}
