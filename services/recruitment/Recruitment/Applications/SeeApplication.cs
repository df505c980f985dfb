using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Applications;

/// <summary>One application, for whoever runs the programme; never their own.</summary>
internal static class SeeApplication
{
    public static async Task<Results<Ok<ApplicationForCoordinator>, ProblemHttpResult>> HandleAsync(
        Guid id, string? lang, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Applications.AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == id && a.State != ApplicationState.Draft && a.MemberId != scope.MemberId, cancellationToken) is not { } application)
        {
            return new ApplicationUnknown().ToProblem();
        }

        var campaign = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == application.CampaignId, cancellationToken);
        return TypedResults.Ok(ApplicationForCoordinator.Of(application, campaign, today, Languages.Named(lang)));
    }
}
