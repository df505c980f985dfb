using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Panel;

/// <summary>What waits for a panel member: the applications of the campaigns they were named for, but those they stepped aside from, and their own.</summary>
internal static class MyPanel
{
    public static async Task<Ok<PanelTask[]>> ListAsync(RecruitmentDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        var me = scope.MemberId;
        var campaigns = (await db.Campaigns.AsNoTracking().Where(c => c.State == CampaignState.Open).ToListAsync(cancellationToken))
            .Where(c => c.HasOnPanel(me)).ToDictionary(c => c.Id);
        var ids = campaigns.Keys.ToList();
        var sent = await db.Applications.AsNoTracking()
            .Where(a => ids.Contains(a.CampaignId) && a.State == ApplicationState.Submitted && a.MemberId != me)
            .OrderBy(a => a.Name).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        return TypedResults.Ok(sent
            .Where(a => a.Scoring.Of(me) is not { Recused: true })
            .Select(a => new PanelTask(
                a.Id, a.Name, campaigns[a.CampaignId].Title, a.InterviewAt, a.Scoring.Of(me) is not null, a.Scoring.IsOpen(campaigns[a.CampaignId])))
            .OrderBy(t => t.Scored)
            .ToArray());
    }

    public static async Task<Results<Ok<ApplicationForPanel>, ProblemHttpResult>> SeeAsync(
        Guid id, string? lang, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var (application, campaign) = await db.OfPanelAsync(id, scope.MemberId, cancellationToken);
        return application is null
            ? new ApplicationUnknown().ToProblem()
            : TypedResults.Ok(ApplicationForPanel.Of(application, campaign!, scope.MemberId, today, Languages.Named(lang)));
    }

    /// <summary>An application as a panel member may have it; nothing when it is not theirs to see.</summary>
    public static async Task<(Application? Application, Campaign? Campaign)> OfPanelAsync(
        this RecruitmentDbContext db, Guid id, Guid panelist, CancellationToken cancellationToken)
    {
        if (await db.Applications.SingleOrDefaultAsync(a => a.Id == id && a.State != ApplicationState.Draft && a.MemberId != panelist, cancellationToken) is not { } application)
        {
            return (null, null);
        }

        var campaign = await db.Campaigns.SingleAsync(c => c.Id == application.CampaignId, cancellationToken);
        var isTheirs = campaign.State == CampaignState.Open && campaign.HasOnPanel(panelist) && application.Scoring.Of(panelist) is not { Recused: true };
        return isTheirs ? (application, campaign) : (null, null);
    }
}

/// <param name="Scored">True when one's own scores are in.</param>
/// <param name="ScoresOpen">True once everybody's are.</param>
internal sealed record PanelTask(Guid Id, string Name, string Title, DateTimeOffset? InterviewAt, bool Scored, bool ScoresOpen);

/// <summary>An application as a panel member sees it: without who named the person, and without others' scores until all are in.</summary>
/// <param name="Own">One's own scores; null until they are in.</param>
/// <param name="Comparison">Null until all scores are in.</param>
internal sealed record ApplicationForPanel(
    Guid Id,
    string Name,
    string Title,
    string Goal,
    DateTimeOffset? InterviewAt,
    string InterviewPlace,
    AnsweredQuestion[] Questions,
    ShownCriterion[] Criteria,
    ShownFlag[] Flags,
    OwnScores? Own,
    PanelProgress[] Panel,
    bool CanScore,
    Comparison? Comparison)
{
    public static ApplicationForPanel Of(Application application, Campaign campaign, Guid panelist, AgencyToday today, Language language)
    {
        var open = application.Scoring.IsOpen(campaign);
        return new ApplicationForPanel(
            application.Id,
            application.Name,
            campaign.Title,
            campaign.Goal,
            application.InterviewAt is { } at ? today.Local(at) : null,
            application.InterviewPlace,
            AnsweredQuestion.Of(application.Answers, language),
            ShownCriterion.Of(campaign.Matrix, language),
            [.. FlagOfConcern.All.Select(f => new ShownFlag(f.Code, f.Name.In(language)))],
            application.Scoring.Of(panelist) is { } card ? new OwnScores(card.Scores, [.. card.Flags], card.Note) : null,
            PanelProgress.Of(application, campaign),
            application.State == ApplicationState.Submitted && !open,
            open ? Comparison.Of(application.Scoring, campaign.Matrix, language) : null);
    }
}

internal sealed record ShownFlag(string Code, string Name);

internal sealed record OwnScores(IReadOnlyDictionary<string, int> Scores, string[] Flags, string Note);
