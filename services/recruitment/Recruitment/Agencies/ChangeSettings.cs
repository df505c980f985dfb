using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Agencies;

/// <summary>How long what people wrote is kept (P-1.7).</summary>
/// <param name="MonthsKept">1 to 24 months after a decision.</param>
public sealed record ChangeSettingsRequest(int? MonthsKept);

internal static class ChangeSettings
{
    public static async Task<Results<Ok<RecruitmentSettings>, ProblemHttpResult>> ReadAsync(AgencyReader agencies, CancellationToken cancellationToken) =>
        await agencies.TodayAsync(cancellationToken) is { } today
            ? TypedResults.Ok(RecruitmentSettings.Of(today.Agency))
            : new AgencySilent().ToProblem();

    public static async Task<Results<Ok<RecruitmentSettings>, ProblemHttpResult>> HandleAsync(
        ChangeSettingsRequest request, RecruitmentDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (today.Agency.Keep(request.MonthsKept) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(RecruitmentSettings.Of(today.Agency));
    }
}

internal sealed record RecruitmentSettings(int MonthsKept, int Fewest, int Most)
{
    public static RecruitmentSettings Of(Agency agency) => new(agency.MonthsKept, Agency.FewestMonthsKept, Agency.MostMonthsKept);
}
