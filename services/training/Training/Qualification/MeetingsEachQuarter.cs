using PeerPlatform.Platform.Texts;
using System.Collections.Immutable;

namespace PeerPlatform.Training.Qualification;

/// <summary>Supervision or co-reflection in every calendar quarter, counted and nothing more (P-4.2, P-4.8).</summary>
/// <param name="Meetings">Of a whole quarter; a part of one asks for whole meetings, rounded down.</param>
/// <param name="Kinds">Those that count.</param>
internal sealed record MeetingsEachQuarter(string Code, LocalText Name, string Source, int Meetings, ImmutableArray<MeetingKind> Kinds)
    : Requirement(Code, Name, Source)
{
    /// <inheritdoc />
    public override Finding At(DateOnly day, SupporterRecord record, RuleBook rules) =>
        new QuarterlyAmount(Meetings, Step: 1).Find(this, day, record, (from, through) => Between(record, from, through));

    /// <inheritdoc />
    public override LocalText Explain(Finding finding, RuleBook rules)
    {
        var quarter = QuarterlyAmount.Name(finding.Quarter!.Value);
        if (!finding.IsMet)
        {
            return new(
                $"Meetings asked for in the quarter from {quarter.En}: {finding.Need}, attended since then: {finding.Have}. The rest can be made up now.",
                $"Reuniones pedidas en el trimestre {quarter.Es}: {finding.Need}; con asistencia desde entonces: {finding.Have}. El resto se puede recuperar ahora.");
        }

        return finding.Need == 0
            ? new("No meeting is asked for this quarter.", "Este trimestre no se pide ninguna reunión.")
            : new(
                $"Meetings attended in the quarter from {quarter.En}: {finding.Have} of {finding.Need}.",
                $"Reuniones con asistencia en el trimestre {quarter.Es}: {finding.Have} de {finding.Need}.");
    }

    /// <inheritdoc />
    public override string? Fault(RuleBook rules) => Meetings is < 1 or > 90 ? "asks for no meeting, or for more than there are days" : Kinds.IsDefaultOrEmpty ? "counts no kind of meeting" : null;

    private int Between(SupporterRecord record, DateOnly from, DateOnly through)
    {
        var meetings = 0;
        foreach (var meeting in record.Meetings)
        {
            meetings += from <= meeting.HeldOn && meeting.HeldOn <= through && Kinds.Contains(meeting.Kind) ? 1 : 0;
        }

        return meetings;
    }
}
