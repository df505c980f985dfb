using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Policies;

/// <summary>A new version of a policy.</summary>
/// <param name="Policy">The policy's code, such as <c>ethics-code</c>; one that a requirement names.</param>
/// <param name="RequiredFrom">Today or later, in the agency's time zone: until then the older version is enough.</param>
/// <param name="Text">1 to 20,000 characters.</param>
public sealed record PublishPolicyRequest(string? Policy, DateOnly? RequiredFrom, string? Text);

/// <summary>Puts the next version of a policy in force; from its day on everybody is asked again.</summary>
internal static class PublishPolicy
{
    private const int LongestText = 20_000;

    public static async Task<Results<Created<PublishedPolicy>, ProblemHttpResult>> HandleAsync(
        PublishPolicyRequest request, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        var text = request.Text?.Trim() ?? "";
        if (text.Length is 0 or > LongestText)
        {
            return new FieldRefused("text", $"A policy has 1 to {LongestText} characters.", "Write the whole text that people give their word to.").ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var asked = today.Rules.Requirements.OfType<PolicyAttested>().Select(r => r.Policy).Distinct().ToList();
        if (request.Policy is not { } policy || !asked.Contains(policy))
        {
            return new FieldRefused("policy", "No requirement asks for this policy.", $"Name one of: {string.Join(", ", asked)}.").ToProblem();
        }

        if (request.RequiredFrom is not { } from || from < today.Today || from > today.Today.AddYears(1))
        {
            return new FieldRefused("requiredFrom", "A version is required from today on, or from a day within a year.", "Choose a day from today on.").ToProblem();
        }

        var version = 1 + (await db.Policies.Where(p => p.Policy == policy).MaxAsync(p => (int?)p.Version, cancellationToken) ?? 0);
        db.Policies.Add(new PolicyText { Policy = policy, Version = version, RequiredFrom = from, Text = text });
        var rules = today.Rules with { Policies = today.Rules.Policies.Add(new PolicyVersion(policy, version, from)) };
        await db.LookAgainAtAllAsync(today with { Rules = rules }, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/training/v1/policies/{policy}/{version}", new PublishedPolicy(policy, version, from, text));
    }
}

internal sealed record PublishedPolicy(string Policy, int Version, DateOnly RequiredFrom, string Text);
