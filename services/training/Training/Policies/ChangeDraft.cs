using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Policies;

/// <summary>Where a new text begins.</summary>
/// <param name="From"><c>template</c>, or <c>newest</c> for the version published last.</param>
/// <param name="Language">Of the template: <c>en</c> or <c>es</c>.</param>
public sealed record BeginDraftRequest(string? From, string? Language);

/// <summary>A whole text.</summary>
/// <param name="BasedOn">The draft's version that the writer had before them.</param>
public sealed record ChangeDraftRequest(string? Text, int? BasedOn);

/// <summary>Coordinators work on the next version of a policy.</summary>
internal static class ChangeDraft
{
    public static async Task<Results<Created<DraftNow>, ProblemHttpResult>> BeginAsync(
        string policy, BeginDraftRequest request, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (!today.Rules.AskedPolicies.Contains(policy))
        {
            return new PolicyNotAskedFor().ToProblem();
        }

        if (await db.Drafts.AnyAsync(d => d.Policy == policy, cancellationToken))
        {
            return new DraftThere().ToProblem();
        }

        var newest = await db.Policies.AsNoTracking().Where(p => p.Policy == policy).OrderByDescending(p => p.Version).FirstOrDefaultAsync(cancellationToken);
        var (language, text) = request.From switch
        {
            "newest" when newest is not null => (newest.Language, newest.Text),
            "template" when request.Language is "en" or "es" && ShippedPolicy.Of(policy) is { } shipped =>
                (Languages.Named(request.Language), shipped.Template(Languages.Named(request.Language))),
            _ => (Language.En, (string?)null),
        };
        if (text is null)
        {
            return new FieldRefused("from", "There is nothing of this kind to begin with.", "Begin with the template in en or es, or with the newest version where there is one.").ToProblem();
        }

        var draft = PolicyDraft.Begin(policy, language, text, scope.Writes(today));
        db.Drafts.Add(draft);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/training/v1/policies/{policy}", DraftNow.Of(draft));
    }

    public static async Task<Results<Ok<DraftNow>, ProblemHttpResult>> SaveAsync(
        string policy, ChangeDraftRequest request, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Drafts.SingleOrDefaultAsync(d => d.Policy == policy, cancellationToken) is not { } draft)
        {
            return new NoDraft().ToProblem();
        }

        if (draft.Change(request.Text, request.BasedOn, scope.Writes(today)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(DraftNow.Of(draft));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> DiscardAsync(
        string policy, int? basedOn, TrainingDbContext db, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await db.Drafts.SingleOrDefaultAsync(d => d.Policy == policy, cancellationToken) is not { } draft)
        {
            return TypedResults.NoContent();
        }

        if (draft.Seen(basedOn) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Drafts.Remove(draft);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>The signed-in person, on the agency's day.</summary>
    public static Publisher Writes(this TenantScope scope, AgencyToday today) => new(scope.MemberId, scope.Caller?.Name ?? "", today.Today);
}

/// <param name="OpenPlaces">What is still to be filled in before it can be published.</param>
/// <param name="Version">To be sent back with a change.</param>
internal sealed record DraftNow(string Policy, Language Language, string Text, string[] OpenPlaces, int Version, string ChangedBy, DateOnly ChangedOn)
{
    public static DraftNow Of(PolicyDraft draft) => new(
        draft.Policy, draft.Language, draft.Text, Policies.OpenPlaces.In(draft.Text), draft.Version, draft.ChangedBy, draft.ChangedOn);
}
