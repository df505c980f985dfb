using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Policies;

/// <summary>A new version of a policy.</summary>
/// <param name="Policy">The policy's code, such as <c>ethics-code</c>; one that a requirement names.</param>
/// <param name="RequiredFrom">Today or later, in the agency's time zone: until then the older version is enough.</param>
/// <param name="Text">1 to 20,000 characters; missing when the draft is published.</param>
/// <param name="Language">Of the text, <c>en</c> or <c>es</c>; missing when the draft is published.</param>
/// <param name="Changes">What is different from the version before, up to 500 characters; not for the first.</param>
/// <param name="Draft">The version of the draft to publish as it is.</param>
public sealed record PublishPolicyRequest(string? Policy, DateOnly? RequiredFrom, string? Text, string? Language, string? Changes, int? Draft);

/// <summary>Puts the next version of a policy in force; from its day on everybody is asked again.</summary>
internal static class PublishPolicy
{
    public static async Task<Results<Created<PublishedPolicy>, ProblemHttpResult>> HandleAsync(
        PublishPolicyRequest request, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (request.Policy is not { } policy || !today.Rules.AskedPolicies.Contains(policy))
        {
            return new FieldRefused("policy", "No requirement asks for this policy.", $"Name one of: {string.Join(", ", today.Rules.AskedPolicies)}.").ToProblem();
        }

        var draft = request.Draft is null ? null : await db.Drafts.SingleOrDefaultAsync(d => d.Policy == policy, cancellationToken);
        if (request.Draft is not null && (draft is null ? new NoDraft() : draft.Seen(request.Draft)) is { } otherDraft)
        {
            return otherDraft.ToProblem();
        }

        var words = new PolicyWords(draft?.Text ?? request.Text ?? "", draft?.Language ?? Languages.Named(request.Language), request.Changes);
        var earlier = await db.Policies.CountAsync(p => p.Policy == policy, cancellationToken);
        if (PolicyText.Publish(policy, earlier, words, request.RequiredFrom, scope.Writes(today), out var refusal) is not { } published)
        {
            return refusal!.ToProblem();
        }

        db.Policies.Add(published);
        if (draft is not null)
        {
            db.Drafts.Remove(draft);
        }

        var rules = today.Rules with { Policies = today.Rules.Policies.Add(new PolicyVersion(policy, published.Version, published.RequiredFrom)) };
        await db.LookAgainAtAllAsync(today with { Rules = rules }, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/training/v1/policies/{policy}/{published.Version}", PublishedPolicy.Of(published, today, Languages.Named(request.Language)));
    }
}

/// <param name="Name">As it stands inside a sentence.</param>
/// <param name="Changes">What is different from the version before; empty for the first.</param>
/// <param name="Language">Of the text.</param>
internal sealed record PublishedPolicy(
    string Policy, string Name, int Version, DateOnly RequiredFrom, string Text, Language Language, string Changes, DateOnly PublishedOn, string PublishedBy)
{
    public static PublishedPolicy Of(PolicyText text, AgencyToday today, Language language) => new(
        text.Policy, today.Rules.PolicyName(text.Policy).In(language), text.Version, text.RequiredFrom, text.Text, text.Language, text.Changes,
        text.PublishedOn, text.PublisherName);
}
