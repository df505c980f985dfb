using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Data;
using PeerPlatform.Recruitment.Supporters;

namespace PeerPlatform.Recruitment.Cases;

/// <summary>A reason to look at whether somebody keeps the role.</summary>
/// <param name="Ground"><c>breachOfConfidentiality</c>, <c>missedTrainingOrSupervision</c>, <c>lossOfGoodStanding</c> or <c>conduct</c>.</param>
/// <param name="Summary">1 to 1,000 characters: what it is about. The person reads it.</param>
public sealed record OpenCaseRequest(Guid? SupporterId, string? Ground, string? Summary);

/// <summary>The person sees it on their own page from this moment on.</summary>
internal static class OpenCase
{
    private const int LongestSummary = 1000;

    public static async Task<Results<Created<ShownCase>, ProblemHttpResult>> HandleAsync(
        OpenCaseRequest request, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        if (PlainText.Paragraphs(request.Summary, "summary", LongestSummary, out var summary) is { } unreadable)
        {
            return unreadable.ToProblem();
        }

        if (!Enum.TryParse<Ground>(request.Ground, ignoreCase: true, out var ground) || !Enum.IsDefined(ground))
        {
            return new FieldRefused("ground", "No ground was chosen.", "Choose one of the four grounds.").ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (request.SupporterId == scope.MemberId
            || await db.Supporters.AsNoTracking().SingleOrDefaultAsync(s => s.Id == request.SupporterId && s.State == ServingState.Serving, cancellationToken) is not { } supporter)
        {
            return new SupporterUnknown().ToProblem();
        }

        if (await db.Cases.AnyAsync(c => c.SupporterId == supporter.Id && c.Outcome == null, cancellationToken))
        {
            return new CaseOpenAlready().ToProblem();
        }

        var opened = DeselectionCase.Open(supporter.Id, supporter.Name, ground, summary, new Doer(scope.MemberId, scope.Caller!.Name ?? ""), today);
        db.Cases.Add(opened);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/recruitment/v1/cases/{opened.Id}", ShownCase.Of(opened, today));
    }
}
