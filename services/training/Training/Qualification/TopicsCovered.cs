using System.Collections.Immutable;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Texts;

namespace PeerPlatform.Training.Qualification;

/// <summary>Each topic was covered by a training or by an accepted equivalence; where a law says so, not longer ago than its certificate is valid.</summary>
/// <param name="Topics">Codes of the curriculum, at least one.</param>
/// <param name="ValidMonths">
/// Valid through the same day so many months later, or the month's last day where there is none: of 29 February 2024, twelve months, through
/// 28 February 2025. Null when it does not expire.
/// </param>
internal sealed record TopicsCovered(string Code, LocalText Name, string Source, ImmutableArray<string> Topics, int? ValidMonths)
    : Requirement(Code, Name, Source)
{
    /// <inheritdoc />
    public override Finding At(DateOnly day, SupporterRecord record, RuleBook rules)
    {
        List<string>? missing = null;
        var first = DateOnly.MaxValue;
        foreach (var topic in Topics)
        {
            if (LastValidDay(topic, day, record) is not { } last || last < day)
            {
                (missing ??= []).Add(topic);
            }
            else if (last < first)
            {
                first = last;
            }
        }

        var covered = Topics.Length - (missing?.Count ?? 0);
        return new Finding(
            this,
            missing is null,
            missing is null && first < DateOnly.MaxValue ? first.AddDays(1) : null,
            covered,
            Topics.Length,
            Quarter: null,
            missing is null ? [] : [.. missing]);
    }

    /// <inheritdoc />
    public override LocalText Explain(Finding finding, RuleBook rules)
    {
        if (!finding.IsMet)
        {
            var missing = Wording.List([.. finding.Missing.Select(rules.TopicName)]);
            return ValidMonths is null
                ? new($"Still to cover: {missing.En}.", $"Falta por completar: {missing.Es}.")
                : new($"To cover or to renew: {missing.En}.", $"Por completar o renovar: {missing.Es}.");
        }

        if (finding.LapsesOn is not { } lapses)
        {
            return Topics.Length == 1
                ? new("This is covered and does not expire.", "Esto está completo y no vence.")
                : new($"All {Topics.Length} topics are covered.", $"Los {Topics.Length} temas están completos.");
        }

        var last = LocalText.Day(lapses.AddDays(-1));
        return new($"This is covered and valid through {last.En}.", $"Esto está completo y es válido hasta el {last.Es}.");
    }

    /// <inheritdoc />
    public override string? Fault(RuleBook rules) =>
        Topics.IsDefaultOrEmpty ? "names no topic"
        : Topics.FirstOrDefault(t => !rules.TopicNames.ContainsKey(t)) is { } unknown ? $"names the unknown topic {unknown}"
        : ValidMonths is < 1 ? "is valid for less than a month"
        : null;

    private DateOnly? LastValidDay(string topic, DateOnly day, SupporterRecord record)
    {
        DateOnly? last = null;
        foreach (var training in record.Trainings)
        {
            if (training.CompletedOn <= day && training.Topics.Contains(topic))
            {
                last = Later(last, training.CompletedOn);
            }
        }

        foreach (var earlier in record.Equivalences)
        {
            if (earlier.AcceptedOn <= day && earlier.Topics.Contains(topic))
            {
                last = Later(last, earlier.TrainedOn);
            }
        }

        return last is { } covered ? ValidMonths is { } months ? covered.AddMonths(months) : DateOnly.MaxValue : null;
    }

    private static DateOnly Later(DateOnly? one, DateOnly other) => one is { } known && known > other ? known : other;
}
