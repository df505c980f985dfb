using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Charts;

/// <summary>One group's or agency's figures of one scale, as the table shows them and the charts draw them.</summary>
/// <param name="IsWhole">The agency or network as a whole, set off from its parts.</param>
/// <param name="Why">Why there are no figures.</param>
/// <param name="NotScored">How many answered too few questions for a score; null where it is not told.</param>
/// <param name="Low">Lower end of the 95 % interval of the mean.</param>
/// <param name="High">Upper end of the 95 % interval of the mean.</param>
public sealed record ScaleRow(
    string Name, bool IsWhole, bool Shown, string? Why, int? Scored, int? NotScored, double? Mean, double? Low, double? High,
    IReadOnlyList<ResultBand> Bands)
{
    internal static ScaleRow Of(ResultGroup group, string scale)
    {
        var figures = group.Scales?.Find(s => s.Code == scale);
        return group.Shown && figures is { Shown: true }
            ? new ScaleRow(
                group.Name, group.Kind == "agency", true, null, figures.Scored, null, figures.Mean, figures.Low95, figures.High95, figures.Bands ?? [])
            : new ScaleRow(group.Name, group.Kind == "agency", false, group.WhyWithheld, null, null, null, null, null, []);
    }

    internal static ScaleRow Of(ReleaseTableRow row, string name, bool isWhole, string scale)
    {
        var figures = row.Scales?.Find(s => s.Code == scale);
        return row.Shown && figures is not null
            ? new ScaleRow(
                name, isWhole, true, null, figures.Bands.Sum(b => b.Count), figures.NotScored, figures.Mean, null, null,
                [.. figures.Bands.Select(b => new ResultBand(b.Code, b.Name, b.Count, b.Percent))])
            : new ScaleRow(name, isWhole, false, row.Why, null, null, null, null, null, []);
    }
}
