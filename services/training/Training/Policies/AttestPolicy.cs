using PeerPlatform.Platform.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Policies;

/// <summary>The signed-in supporter gives their word to a version. A second time changes nothing.</summary>
internal static class AttestPolicy
{
    public static async Task<Results<Ok<TrainingPath>, ProblemHttpResult>> HandleAsync(
        string policy, int version, string? lang, TrainingDbContext db, AgencyReader agencies, TenantScope scope, CancellationToken cancellationToken)
    {
        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (!today.Rules.Policies.Any(p => p.Policy == policy && p.Version == version))
        {
            return new PolicyUnknown().ToProblem();
        }

        if (await db.Serving.SingleOrDefaultAsync(s => s.Id == scope.MemberId, cancellationToken) is not { } supporter)
        {
            return new NotASupporter().ToProblem();
        }

        var record = supporter.Record;
        if (!record.Attestations.Any(a => a.Policy == policy && a.Version == version))
        {
            supporter.Change(record with { Attestations = record.Attestations.Add(new Attestation(today.Today, policy, version)) }, today);
            await db.SaveChangesAsync(cancellationToken);
            await alone.CommitAsync(cancellationToken);
        }

        return TypedResults.Ok(TrainingPath.Of(supporter, today, Languages.Named(lang)));
    }
}
