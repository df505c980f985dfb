using System.Collections.Immutable;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Campaigns;

namespace PeerPlatform.Recruitment.Panel;

/// <summary>What one panel member found, or that they stepped aside (P-3.5).</summary>
/// <param name="Scores">1 to 5 for every criterion; empty when recused.</param>
internal sealed record Scorecard(
    Guid PanelistId, string Name, bool Recused, ImmutableSortedDictionary<string, int> Scores, ImmutableArray<string> Flags, string Note)
{
    public const int Lowest = 1;
    public const int Highest = 5;
    private const int LongestNote = 1000;

    public static Scorecard StepAside(Panelist panelist) =>
        new(panelist.MemberId, panelist.Name, true, ImmutableSortedDictionary<string, int>.Empty, [], "");

    public static Refusal? Read(
        Panelist panelist, IReadOnlyDictionary<string, int>? scores, IReadOnlyList<string>? flags, string? note, out Scorecard? card)
    {
        card = null;
        if (PlainText.Paragraphs(note, "note", LongestNote, out var written, mayBeEmpty: true) is { } unreadable)
        {
            return unreadable;
        }

        var sent = scores ?? new Dictionary<string, int>();
        if (sent.Keys.Any(code => !Criterion.All.Any(c => c.Code == code)))
        {
            return new FieldRefused("scores", "One of these criteria is not known here.", "Score the criteria of this search.");
        }

        foreach (var criterion in Criterion.All)
        {
            if (!sent.TryGetValue(criterion.Code, out var score) || score is < Lowest or > Highest)
            {
                return new FieldRefused(criterion.Code, $"This has no score from {Lowest} to {Highest} yet.", "Choose one; three is the middle.");
            }
        }

        var raised = (flags ?? []).Distinct().ToImmutableArray();
        if (raised.Any(flag => !FlagOfConcern.All.Any(f => f.Code == flag)))
        {
            return new FieldRefused("flags", "One of these flags is not known here.", "Choose from the flags of concern.");
        }

        card = new Scorecard(panelist.MemberId, panelist.Name, false, sent.ToImmutableSortedDictionary(StringComparer.Ordinal), raised, written);
        return null;
    }

    /// <summary>All scores by their weight, from 0 (all lowest) to 100 (all highest).</summary>
    public double TotalBy(Matrix matrix) =>
        100 * Scores.Sum(s => matrix.Weights[s.Key] * (s.Value - Lowest)) / (double)(matrix.Weights.Values.Sum() * (Highest - Lowest));
}

/// <summary>The scorecards of one application; closed to everybody but their writers until all are in.</summary>
internal sealed record Scoring(ImmutableArray<Scorecard> Cards)
{
    private const int Fewest = 2;

    public static Scoring None { get; } = new([]);

    public Scorecard? Of(Guid panelist) => Cards.FirstOrDefault(c => c.PanelistId == panelist);

    public Scoring With(Scorecard card) => new([.. Cards.Where(c => c.PanelistId != card.PanelistId), card]);

    /// <summary>True once everybody of the panel has scored or stepped aside, and at least two have scored.</summary>
    public bool IsOpen(Campaign campaign) =>
        Cards.Count(c => !c.Recused) >= Fewest && campaign.Panel.People.All(p => Of(p.MemberId) is not null);
}
