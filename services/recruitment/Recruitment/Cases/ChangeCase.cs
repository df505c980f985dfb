using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Cases;

/// <summary>What happened.</summary>
/// <param name="Text">1 to 2,000 characters. The person reads it.</param>
public sealed record AddEvidenceRequest(string? Text);

/// <summary>When and where the person is heard.</summary>
/// <param name="At">At least a day ahead.</param>
/// <param name="Place">1 to 200 characters.</param>
public sealed record PlanHearingRequest(DateTimeOffset? At, string? Place);

/// <summary>How the person sees it, or why they ask for another look.</summary>
/// <param name="Text">1 to 4,000 characters.</param>
public sealed record SayInCaseRequest(string? Text);

/// <summary>What comes of it.</summary>
/// <param name="Outcome"><c>stays</c> or <c>standsDown</c>.</param>
/// <param name="Reasons">1 to 2,000 characters. The person reads them.</param>
public sealed record DecideCaseRequest(string? Outcome, string? Reasons);

/// <summary>The steps of a case, in the order of the manual: evidence, hearing, decision, appeal.</summary>
internal static class ChangeCase
{
    private const int LongestText = 2000;
    private const int LongestStatement = 4000;
    private const int LongestPlace = 200;

    public static Task<Results<Ok<ShownCase>, ProblemHttpResult>> AddEvidenceAsync(
        Guid id, AddEvidenceRequest request, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ByCoordinatorAsync(
            id, db, agencies, scope,
            (about, by, today) => PlainText.Paragraphs(request.Text, "text", LongestText, out var text) ?? about.Add(text, by, today),
            cancellationToken);

    public static Task<Results<Ok<ShownCase>, ProblemHttpResult>> PlanHearingAsync(
        Guid id, PlanHearingRequest request, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ByCoordinatorAsync(
            id, db, agencies, scope,
            (about, by, today) => PlainText.Line(request.Place, "place", LongestPlace, out var place)
                ?? (request.At is not { } at
                    ? new FieldRefused("at", "The day and time are missing.", "Choose a day and time.")
                    : about.PlanHearing(at.ToUniversalTime(), place, by, today.Now)),
            cancellationToken);

    public static Task<Results<Ok<ShownCase>, ProblemHttpResult>> DecideAsync(
        Guid id, DecideCaseRequest request, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ByCoordinatorAsync(
            id, db, agencies, scope,
            async (about, by, today) =>
            {
                if ((Read(request, out var outcome, out var reasons) ?? about.Decide(outcome, reasons, by, today)) is { } refusal)
                {
                    return refusal;
                }

                if (outcome == CaseOutcome.StandsDown
                    && await db.Supporters.SingleOrDefaultAsync(s => s.Id == about.SupporterId, cancellationToken) is { } supporter)
                {
                    // Who has left in the meantime has nothing to stand down from.
                    _ = supporter.StandDown(today);
                }

                return null;
            },
            cancellationToken);

    /// <summary>By somebody else than the first decision; with <c>stays</c> the role is given back at once.</summary>
    public static Task<Results<Ok<ShownCase>, ProblemHttpResult>> DecideAppealAsync(
        Guid id, DecideCaseRequest request, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ByCoordinatorAsync(
            id, db, agencies, scope,
            async (about, by, today) =>
            {
                var givesBack = false;
                if ((Read(request, out var outcome, out var reasons) ?? about.DecideAppeal(outcome, reasons, by, today, out givesBack)) is { } refusal)
                {
                    return refusal;
                }

                if (givesBack && await db.Supporters.SingleOrDefaultAsync(s => s.Id == about.SupporterId, cancellationToken) is { } supporter)
                {
                    supporter.TakeUpAgain(about.SupporterName, supporter.CampaignId, othersThere: false, today);
                }

                return null;
            },
            cancellationToken);

    public static Task<Results<Ok<ShownCase>, ProblemHttpResult>> SayAsync(
        Guid id, SayInCaseRequest request, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ByPersonAsync(
            id, db, agencies, scope,
            (about, _) => PlainText.Paragraphs(request.Text, "text", LongestStatement, out var text) ?? about.Say(text),
            cancellationToken);

    public static Task<Results<Ok<ShownCase>, ProblemHttpResult>> AppealAsync(
        Guid id, SayInCaseRequest request, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken) =>
        ByPersonAsync(
            id, db, agencies, scope,
            (about, today) => PlainText.Paragraphs(request.Text, "text", LongestStatement, out var text) ?? about.AskToLookAgain(text, today),
            cancellationToken);

    private static Refusal? Read(DecideCaseRequest request, out CaseOutcome outcome, out string reasons)
    {
        reasons = "";
        return !Enum.TryParse(request.Outcome, ignoreCase: true, out outcome) || !Enum.IsDefined(outcome)
            ? new FieldRefused("outcome", "Nothing was chosen.", "Choose stays or standsDown.")
            : PlainText.Paragraphs(request.Reasons, "reasons", LongestText, out reasons);
    }

    private static Task<Results<Ok<ShownCase>, ProblemHttpResult>> ByCoordinatorAsync(
        Guid id, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, Func<DeselectionCase, Doer, AgencyToday, Refusal?> change, CancellationToken cancellationToken) =>
        ByCoordinatorAsync(id, db, agencies, scope, (about, by, today) => Task.FromResult(change(about, by, today)), cancellationToken);

    private static Task<Results<Ok<ShownCase>, ProblemHttpResult>> ByCoordinatorAsync(
        Guid id, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, Func<DeselectionCase, Doer, AgencyToday, Task<Refusal?>> change, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, db, agencies,
            (about, today) => about.SupporterId == scope.MemberId
                ? Task.FromResult<Refusal?>(new CaseUnknown())
                : change(about, new Doer(scope.MemberId, scope.Caller!.Name ?? ""), today),
            cancellationToken);

    private static Task<Results<Ok<ShownCase>, ProblemHttpResult>> ByPersonAsync(
        Guid id, RecruitmentDbContext db, AgencyReader agencies, TenantScope scope, Func<DeselectionCase, AgencyToday, Refusal?> change, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, db, agencies,
            (about, today) => Task.FromResult(about.SupporterId == scope.MemberId ? change(about, today) : new CaseUnknown()),
            cancellationToken);

    private static async Task<Results<Ok<ShownCase>, ProblemHttpResult>> ChangeAsync(
        Guid id, RecruitmentDbContext db, AgencyReader agencies, Func<DeselectionCase, AgencyToday, Task<Refusal?>> change, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Cases.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } about)
        {
            return new CaseUnknown().ToProblem();
        }

        if (await change(about, today) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(ShownCase.Of(about, today));
    }
}
