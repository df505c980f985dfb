using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>Starts the import of a file whose preview is ready: all of it or nothing.</summary>
internal static class ImportFile
{
    public static async Task<Results<Accepted, ProblemHttpResult>> HandleAsync(
        Guid id, TenancyDbContext db, OnboardingSignal signal, CancellationToken cancellationToken)
    {
        var import = await db.Imports.SingleOrDefaultAsync(i => i.Id == id && i.State != OnboardingState.Receiving, cancellationToken);
        if (import is null)
        {
            return new ImportUnknown().ToProblem();
        }

        if (import.Begin() is { } refusal)
        {
            return refusal.ToProblem();
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ImportNotReady(OnboardingState.Importing).ToProblem();
        }

        signal.Set();
        return TypedResults.Accepted($"/api/tenancy/v1/onboarding/{id}");
    }
}
