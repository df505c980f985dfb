using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Data;
using PeerPlatform.Recruitment.Nominations;

namespace PeerPlatform.Recruitment.Applications;

/// <summary>What somebody wrote so far.</summary>
/// <param name="Answers">By code of the question, up to 4,000 characters; questions that are not named keep their answer, an empty text takes it back.</param>
public sealed record WriteApplicationRequest(IReadOnlyDictionary<string, string?>? Answers);

/// <summary>What the signed-in person does with their own application in a campaign.</summary>
internal static class ChangeMyApplication
{
    public static async Task<Results<Ok<ApplicationOfMine>, ProblemHttpResult>> ReadAsync(
        Guid id, string? lang, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var campaign = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        var mine = await db.Applications.AsNoTracking().SingleOrDefaultAsync(a => a.CampaignId == id && a.MemberId == scope.MemberId, cancellationToken);
        return campaign is null || mine is null
            ? new NoApplicationYet().ToProblem()
            : TypedResults.Ok(ApplicationOfMine.Of(mine, campaign, today, Languages.Named(lang)));
    }

    /// <summary>A yes to being asked, or putting oneself forward: nothing tells one from the other. A second time changes nothing.</summary>
    public static async Task<Results<Ok<ApplicationOfMine>, ProblemHttpResult>> BeginAsync(
        Guid id,
        string? lang,
        RecruitmentDbContext db,
        AgencyReader agencies,
        AgencyDirectory directory,
        TenantScope scope,
        CancellationToken cancellationToken)
    {
        var member = scope.MemberId;
        if (await directory.MemberAsync(member, cancellationToken) is not { } me
            || await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign
            || !campaign.IsFor(await directory.TeamOfCallerAsync(member, cancellationToken)))
        {
            return new CampaignUnknown().ToProblem();
        }

        if (await db.Applications.AsNoTracking().SingleOrDefaultAsync(a => a.CampaignId == id && a.MemberId == member, cancellationToken) is { } begun)
        {
            return TypedResults.Ok(ApplicationOfMine.Of(begun, campaign, today, Languages.Named(lang)));
        }

        if (!campaign.TakesApplicationsOn(today.Today))
        {
            return new ApplicationsOver().ToProblem();
        }

        var words = await db.AnswerAskAsync(campaign, member, cancellationToken);
        var application = Application.Begin(id, member, me.Name, words.Select(w => new LeadersWord(w.LeaderId, w.LeaderName, w.Words)));
        db.Applications.Add(application);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(ApplicationOfMine.Of(application, campaign, today, Languages.Named(lang)));
    }

    public static Task<Results<Ok<ApplicationOfMine>, ProblemHttpResult>> WriteAsync(
        Guid id, WriteApplicationRequest request, string? lang, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, lang, db, agencies, scope,
            (mine, _, _) => mine.Answers.With(request.Answers, out var answers) ?? mine.Write(answers),
            cancellationToken);

    public static Task<Results<Ok<ApplicationOfMine>, ProblemHttpResult>> SubmitAsync(
        Guid id, string? lang, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ChangeAsync(id, lang, db, agencies, scope, (mine, campaign, today) => mine.Submit(campaign, today.Today), cancellationToken);

    /// <summary>Takes it back, in whatever state but selected; it is erased at once, with all scores.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        Guid id, RecruitmentDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        await using (var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken))
        {
            if (await db.Applications.SingleOrDefaultAsync(a => a.CampaignId == id && a.MemberId == scope.MemberId, cancellationToken) is not { } mine)
            {
                return new NoApplicationYet().ToProblem();
            }

            if (mine.MayBeWithdrawn() is { } refusal)
            {
                return refusal.ToProblem();
            }

            db.Applications.Remove(mine);
            await db.SaveChangesAsync(cancellationToken);
            await alone.CommitAsync(cancellationToken);
        }

        await db.OverwriteErasedAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<ApplicationOfMine>, ProblemHttpResult>> ChangeAsync(
        Guid id,
        string? lang,
        RecruitmentDbContext db,
        AgencyReader agencies,
        TenantScope scope,
        Func<Application, Campaign, AgencyToday, Refusal?> change,
        CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var campaign = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        var mine = await db.Applications.SingleOrDefaultAsync(a => a.CampaignId == id && a.MemberId == scope.MemberId, cancellationToken);
        if (campaign is null || mine is null)
        {
            return new NoApplicationYet().ToProblem();
        }

        if (change(mine, campaign, today) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(ApplicationOfMine.Of(mine, campaign, today, Languages.Named(lang)));
    }
}
