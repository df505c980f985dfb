using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Paging;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Policies;

/// <summary>The agency's policies for whoever runs the programme: what is in force, what is being written, and whose word is missing.</summary>
internal static class SeePolicies
{
    public static async Task<Results<Ok<PolicyFile[]>, ProblemHttpResult>> AllAsync(
        string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var files = await Files.ReadAsync(db, today, cancellationToken);
        return TypedResults.Ok<PolicyFile[]>([.. today.Rules.AskedPolicies.Select(policy => files.Of(policy, Languages.Named(lang)))]);
    }

    public static async Task<Results<Ok<PolicyFile>, ProblemHttpResult>> OneAsync(
        string policy, string? lang, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        return today.Rules.AskedPolicies.Contains(policy)
            ? TypedResults.Ok((await Files.ReadAsync(db, today, cancellationToken)).Of(policy, Languages.Named(lang)))
            : new PolicyNotAskedFor().ToProblem();
    }

    /// <summary>One version with everybody who is or was asked for their word; those whose word is missing stand first.</summary>
    public static async Task<Results<Ok<PolicyAttestations>, ProblemHttpResult>> VersionAsync(
        string policy, int version, string? lang, [AsParameters] PageAsked asked, TrainingDbContext db, AgencyReader agencies, CancellationToken cancellationToken)
    {
        if (asked.Refused() is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Policies.AsNoTracking().SingleOrDefaultAsync(p => p.Policy == policy && p.Version == version, cancellationToken) is not { } found)
        {
            return new PolicyUnknown().ToProblem();
        }

        var of = new PolicyVersion(policy, version, found.RequiredFrom);
        var supporters = await db.Serving.AsNoTracking().ToListAsync(cancellationToken);
        var people = supporters
            .Select(s => new PolicyPerson(s.Id, s.Name, Attesting.StateOf(s.Record, of, today.Rules, today.Today), Attesting.AttestedOn(s.Record, of)))
            .OrderBy(p => p.State).ThenBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.MemberId)
            .ToList();
        return TypedResults.Ok(new PolicyAttestations(
            PublishedPolicy.Of(found, today, Languages.Named(lang)),
            Attesting.Count(supporters, of, today),
            new Listing<PolicyPerson>([.. people.Skip(asked.Before).Take(asked.Length)], people.Count, asked.Number, asked.Length)));
    }

    /// <summary>Everything that the answers are made of, read once.</summary>
    private sealed record Files(AgencyToday Today, List<PolicyText> Versions, Dictionary<string, PolicyDraft> Drafts, List<Supporter> Supporters)
    {
        public static async Task<Files> ReadAsync(TrainingDbContext db, AgencyToday today, CancellationToken cancellationToken) => new(
            today,
            await db.Policies.AsNoTracking().OrderByDescending(p => p.Version).ToListAsync(cancellationToken),
            await db.Drafts.AsNoTracking().ToDictionaryAsync(d => d.Policy, cancellationToken),
            await db.Serving.AsNoTracking().ToListAsync(cancellationToken));

        public PolicyFile Of(string policy, Language language) => new(
            policy,
            Today.Rules.PolicyName(policy).In(language),
            ShippedPolicy.Of(policy)?.About.In(language),
            [.. Versions.Where(v => v.Policy == policy).Select(v => new PolicyFileVersion(
                v.Version, v.RequiredFrom, v.PublishedOn, v.PublisherName, v.Changes,
                Attesting.Count(Supporters, new PolicyVersion(policy, v.Version, v.RequiredFrom), Today)))],
            Drafts.GetValueOrDefault(policy) is { } draft ? DraftNow.Of(draft) : null,
            Supporters.Count,
            Supporters.Count(s => Standing.At(Today.Today, s.Record, Today.Rules).State != StandingState.NotQualified),
            Today.Today);
    }
}

/// <param name="About">Null when the platform has no template for it.</param>
/// <param name="Versions">The newest first.</param>
/// <param name="Draft">The text of the next version while it is worked on.</param>
/// <param name="Supporters">How many a new version would ask.</param>
/// <param name="Qualified">How many of them are qualified today: what hangs on a new version.</param>
/// <param name="Today">The day at the agency.</param>
internal sealed record PolicyFile(
    string Policy, string Name, string? About, PolicyFileVersion[] Versions, DraftNow? Draft, int Supporters, int Qualified, DateOnly Today);

internal sealed record PolicyFileVersion(
    int Version, DateOnly RequiredFrom, DateOnly PublishedOn, string PublishedBy, string Changes, AttestationCounts Counts);

internal sealed record PolicyAttestations(PublishedPolicy Policy, AttestationCounts Counts, Listing<PolicyPerson> People);

internal sealed record PolicyPerson(Guid MemberId, string Name, AttestationState State, DateOnly? AttestedOn);
