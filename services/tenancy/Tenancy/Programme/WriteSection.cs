using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.ApiClients;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Programme;

/// <summary>New words for a part of the charter.</summary>
/// <param name="Text">Whole; empty takes the words away.</param>
/// <param name="BasedOn">The version that the writer had before them, 0 for none.</param>
public sealed record WriteSectionRequest(string? Text, int? BasedOn);

/// <summary>Saves a part of the charter, unless somebody else has done so since the writer read it.</summary>
internal static class WriteSection
{
    public static async Task<Results<Ok<SectionNow>, ProblemHttpResult>> HandleAsync(
        string section, WriteSectionRequest request, TenancyDbContext db, TenantScope scope, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (CharterSection.Of(section) is not { } part)
        {
            return new SectionUnknown().ToProblem();
        }

        if (request.BasedOn is not { } basedOn)
        {
            return new FieldRefused("basedOn", "It is missing which version this follows.", "Send the version that you read, 0 when there was none.").ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(TenancyDbContext.Programme, cancellationToken);
        var now = await db.CharterTexts.AsNoTracking().Where(t => t.Section == section).OrderByDescending(t => t.Version).FirstOrDefaultAsync(cancellationToken);
        var today = await TenantDay.OfAsync(db, scope.TenantId, clock.GetUtcNow(), cancellationToken);
        var next = part.Write(request.Text, basedOn, now, scope.MemberId, today, out var refusal);
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        if (next is not null)
        {
            db.CharterTexts.Add(next);
            await db.SaveChangesAsync(cancellationToken);
            await alone.CommitAsync(cancellationToken);
        }

        var shown = next ?? now;
        var name = shown is null ? null : await db.Members.Where(m => m.Id == shown.WrittenBy).Select(m => m.GivenName + " " + m.FamilyName).SingleOrDefaultAsync(cancellationToken);
        return TypedResults.Ok(SectionNow.Of(part, shown, name));
    }
}
