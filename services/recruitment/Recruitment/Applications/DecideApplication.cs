using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Data;
using PeerPlatform.Recruitment.Supporters;

namespace PeerPlatform.Recruitment.Applications;

/// <summary>What becomes of an application (P-3.6).</summary>
/// <param name="Outcome"><c>selected</c>, <c>waiting</c> or <c>notSelected</c>.</param>
/// <param name="Reasons">1 to 2,000 characters, on record for whoever runs the programme.</param>
/// <param name="Words">Up to 500 characters that stand in the letter.</param>
public sealed record DecideApplicationRequest(string? Outcome, string? Reasons, string? Words);

/// <summary>Decides once all scores are in; whoever is selected is a supporter from the same commit on, and the other services hear of it.</summary>
internal static class DecideApplication
{
    private const int LongestReasons = 2000;
    private const int LongestWords = 500;

    public static async Task<Results<Ok<ApplicationForCoordinator>, ProblemHttpResult>> HandleAsync(
        Guid id, DecideApplicationRequest request, string? lang, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        var words = "";
        if ((PlainText.Paragraphs(request.Reasons, "reasons", LongestReasons, out var reasons)
            ?? PlainText.Paragraphs(request.Words, "words", LongestWords, out words, mayBeEmpty: true)) is { } unreadable)
        {
            return unreadable.ToProblem();
        }

        if (request.Outcome is not ("selected" or "waiting" or "notSelected"))
        {
            return new FieldRefused("outcome", "Nothing was chosen.", "Choose selected, waiting or notSelected.").ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Applications.SingleOrDefaultAsync(a => a.Id == id && a.State != ApplicationState.Draft, cancellationToken) is not { } application)
        {
            return new ApplicationUnknown().ToProblem();
        }

        var campaign = await db.Campaigns.SingleAsync(c => c.Id == application.CampaignId, cancellationToken);
        var decision = new Decision(
            Enum.Parse<ApplicationState>(request.Outcome, ignoreCase: true), reasons, words, scope.MemberId, scope.Caller!.Name ?? "");
        if (application.Decide(decision, campaign, await TakenAsync(db, campaign.Id, cancellationToken), today) is { } refusal)
        {
            return refusal.ToProblem();
        }

        campaign.CountOffWaitingList(application.State == ApplicationState.Selected);
        if (application.State == ApplicationState.Selected)
        {
            await SelectAsync(db, application, campaign, today, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(ApplicationForCoordinator.Of(application, campaign, today, Languages.Named(lang)));
    }

    /// <summary>Places filled by people who are still supporters: one who has left makes room for the waiting list.</summary>
    private static Task<int> TakenAsync(RecruitmentDbContext db, Guid campaign, CancellationToken cancellationToken) => db.Applications
        .Where(a => a.CampaignId == campaign && a.State == ApplicationState.Selected)
        .CountAsync(a => db.Supporters.Any(s => s.Id == a.MemberId && s.State == ServingState.Serving), cancellationToken);

    private static async Task SelectAsync(
        RecruitmentDbContext db, Application application, Campaign campaign, AgencyToday today, CancellationToken cancellationToken)
    {
        // Those selected with the same campaign form a group; somebody who joins people of an earlier one is new among them (P-3.9).
        var othersThere = await db.Supporters.AnyAsync(
            s => s.State == ServingState.Serving && s.Id != application.MemberId && s.CampaignId != campaign.Id, cancellationToken);
        if (await db.Supporters.SingleOrDefaultAsync(s => s.Id == application.MemberId, cancellationToken) is { } known)
        {
            known.TakeUpAgain(application.Name, campaign.Id, othersThere, today);
        }
        else
        {
            db.Supporters.Add(ServingSupporter.Select(application.MemberId, application.Name, campaign.Id, othersThere, today));
        }
    }
}
