using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>Erases a preview with its file and faults; one under way stops.</summary>
internal static class DiscardFile
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, TenancyDbContext db, CancellationToken cancellationToken)
    {
        var import = await db.Imports.AsNoTracking()
            .SingleOrDefaultAsync(i => i.Id == id && i.State != OnboardingState.Receiving, cancellationToken);
        if (import is null)
        {
            return new ImportUnknown().ToProblem();
        }

        if (import.Discard() is { } refusal)
        {
            return refusal.ToProblem();
        }

        await EraseAsync(db, id, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Never one that is, or is being, imported, even when that began a moment ago.</summary>
    public static Task EraseAsync(TenancyDbContext db, Guid id, CancellationToken cancellationToken) =>
        db.Imports
            .Where(i => i.Id == id && i.State != OnboardingState.Importing && i.State != OnboardingState.Imported)
            .ExecuteDeleteAsync(cancellationToken);
}
