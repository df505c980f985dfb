using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Campaigns;

namespace PeerPlatform.Recruitment.Panel;

/// <summary>The scores of an application side by side, once they are open (P-3.5).</summary>
/// <param name="Mean">Of the panel members' weighted totals, 0 to 100.</param>
/// <param name="Spread">The highest total less the lowest.</param>
internal sealed record Comparison(string[] Panel, double Mean, double Spread, double[] Totals, ComparedCriterion[] Criteria, RaisedFlag[] Flags, PanelNote[] Notes)
{
    /// <summary>From here on two people saw something different, and should talk about it.</summary>
    private const int WorthTalking = 2;

    public static Comparison Of(Scoring scoring, Matrix matrix, Language language)
    {
        var cards = scoring.Cards.Where(c => !c.Recused).OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        var totals = cards.ConvertAll(c => Math.Round(c.TotalBy(matrix), 1));
        return new Comparison(
            [.. cards.Select(c => c.Name)],
            Math.Round(totals.Average(), 1),
            Math.Round(totals.Max() - totals.Min(), 1),
            [.. totals],
            [
                .. Criterion.All.Select(c =>
                {
                    int[] scores = [.. cards.Select(card => card.Scores[c.Code])];
                    var spread = scores.Max() - scores.Min();
                    return new ComparedCriterion(c.Code, c.Name.In(language), matrix.Weights[c.Code], scores, Math.Round(scores.Average(), 1), spread, spread >= WorthTalking);
                }),
            ],
            [
                .. FlagOfConcern.All
                    .Select(f => new RaisedFlag(f.Code, f.Name.In(language), [.. cards.Where(c => c.Flags.Contains(f.Code)).Select(c => c.Name)]))
                    .Where(f => f.By.Length > 0),
            ],
            [.. cards.Where(c => c.Note.Length > 0).Select(c => new PanelNote(c.Name, c.Note))]);
    }
}

/// <param name="Scores">In the order of the panel.</param>
/// <param name="TalkAboutIt">True when they differ by two or more.</param>
internal sealed record ComparedCriterion(string Code, string Name, int Weight, int[] Scores, double Mean, int Spread, bool TalkAboutIt);

internal sealed record RaisedFlag(string Code, string Name, string[] By);

internal sealed record PanelNote(string Name, string Note);
