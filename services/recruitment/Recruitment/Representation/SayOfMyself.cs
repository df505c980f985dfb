using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Representation;

/// <summary>What somebody wishes to say of themselves.</summary>
/// <param name="Said">By code of the dimension, the code of the choice; what is not named is not said. Empty takes everything away.</param>
public sealed record SayOfMyselfRequest(IReadOnlyDictionary<string, string>? Said);

/// <summary>For counting only, and by one's own wish.</summary>
internal static class SayOfMyself
{
    public static async Task<Ok<DimensionOfMine[]>> ReadAsync(string? lang, RecruitmentDbContext db, TenantScope scope, CancellationToken cancellationToken) =>
        TypedResults.Ok(DimensionOfMine.Of(await db.Declarations.AsNoTracking().SingleOrDefaultAsync(d => d.MemberId == scope.MemberId, cancellationToken), Languages.Named(lang)));

    public static async Task<Results<Ok<DimensionOfMine[]>, ProblemHttpResult>> HandleAsync(
        SayOfMyselfRequest request, string? lang, RecruitmentDbContext db, TenantScope scope, CancellationToken cancellationToken)
    {
        var said = request.Said ?? new Dictionary<string, string>();
        if (said.Any(s => !Dimension.All.Any(d => d.Code == s.Key && d.Choices.Any(c => c.Code == s.Value))))
        {
            return new FieldRefused("said", "One of these is not known here.", "Choose from what is offered, or leave it out.").ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        var mine = await db.Declarations.SingleOrDefaultAsync(d => d.MemberId == scope.MemberId, cancellationToken);
        if (said.Count == 0 && mine is not null)
        {
            db.Declarations.Remove(mine);
            mine = null;
        }
        else if (said.Count > 0)
        {
            var choices = new Said(said.ToImmutableSortedDictionary(StringComparer.Ordinal));
            if (mine is null)
            {
                mine = new Declaration { MemberId = scope.MemberId, Said = choices };
                db.Declarations.Add(mine);
            }

            mine.Said = choices;
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(DimensionOfMine.Of(mine, Languages.Named(lang)));
    }
}

/// <param name="Said">Null when it is not said.</param>
internal sealed record DimensionOfMine(string Code, string Name, ChoiceOfMine[] Choices, string? Said)
{
    public static DimensionOfMine[] Of(Declaration? mine, Language language) =>
        [.. Dimension.All.Select(d => new DimensionOfMine(
            d.Code, d.Name.In(language), [.. d.Choices.Select(c => new ChoiceOfMine(c.Code, c.Name.In(language)))], mine?.Said.Choices.GetValueOrDefault(d.Code)))];
}

internal sealed record ChoiceOfMine(string Code, string Name);
