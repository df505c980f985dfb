using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Panel;

/// <summary>What one panel member found, alone (P-3.5).</summary>
/// <param name="Scores">1 to 5 for each criterion by its code.</param>
/// <param name="Flags">Codes of flags of concern; may be empty.</param>
/// <param name="Note">Up to 1,000 characters.</param>
public sealed record ScoreApplicationRequest(IReadOnlyDictionary<string, int>? Scores, IReadOnlyList<string>? Flags, string? Note);

/// <summary>Scores can be changed until all are in; then they open to the panel and the coordinator at once.</summary>
internal static class ScoreApplication
{
    public static async Task<Results<Ok<ApplicationForPanel>, ProblemHttpResult>> HandleAsync(
        Guid id, ScoreApplicationRequest request, string? lang, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var (application, campaign) = await db.OfPanelAsync(id, scope.MemberId, cancellationToken);
        if (application is null)
        {
            return new ApplicationUnknown().ToProblem();
        }

        if ((Scorecard.Read(PanelistOf(campaign!, scope.MemberId), request.Scores, request.Flags, request.Note, out var card)
            ?? application.Score(card!, campaign!)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        campaign!.FixPanel();
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(ApplicationForPanel.Of(application, campaign, scope.MemberId, today, Languages.Named(lang)));
    }

    /// <summary>A conflict of interest: no reason is asked, and it can't be taken back.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> StepAsideAsync(
        Guid id, RecruitmentDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        var (application, campaign) = await db.OfPanelAsync(id, scope.MemberId, cancellationToken);
        if (application is null)
        {
            return new ApplicationUnknown().ToProblem();
        }

        if (application.Recuse(PanelistOf(campaign!, scope.MemberId), campaign!) is { } refusal)
        {
            return refusal.ToProblem();
        }

        campaign!.FixPanel();
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static Panelist PanelistOf(Campaign campaign, Guid member) => campaign.Panel.People.First(p => p.MemberId == member);
}
