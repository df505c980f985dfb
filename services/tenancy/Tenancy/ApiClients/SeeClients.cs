using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.ApiClients;

/// <param name="MadeBy">The name of whoever made it; null when that person is gone.</param>
/// <param name="EarlierSecretUntil">The last moment of the secret before the newest; null when only one works.</param>
/// <param name="LastUsedOn">The day; never finer.</param>
internal sealed record SeenClient(
    Guid ClientId, string Name, IReadOnlyList<string> Scopes, DateOnly MadeOn, string? MadeBy, DateOnly? RotatedOn, string? RotatedBy,
    DateTimeOffset? EarlierSecretUntil, DateOnly? RevokedOn, string? RevokedBy, DateOnly? LastUsedOn);

/// <summary>The clients of the caller's own agency, or of the network: never a secret.</summary>
internal static class SeeClients
{
    public static async Task<Ok<List<SeenClient>>> AllAsync(TenancyDbContext db, TimeProvider clock, CancellationToken cancellationToken) =>
        TypedResults.Ok(await DescribeAsync(
            await db.ApiClients.AsNoTracking().OrderBy(c => c.RevokedOn != null).ThenBy(c => c.Name).ThenBy(c => c.Id).ToListAsync(cancellationToken),
            db, clock, cancellationToken));

    public static async Task<Results<Ok<SeenClient>, ProblemHttpResult>> OneAsync(
        Guid id, TenancyDbContext db, TimeProvider clock, CancellationToken cancellationToken) =>
        await db.ApiClients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } client
            ? TypedResults.Ok((await DescribeAsync([client], db, clock, cancellationToken))[0])
            : new ClientUnknown().ToProblem();

    private static async Task<List<SeenClient>> DescribeAsync(
        List<ApiClient> clients, TenancyDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var people = clients.SelectMany(c => new[] { c.MadeBy, c.RotatedBy, c.RevokedBy }).OfType<Guid>().Distinct().ToList();
        var names = (await db.Members.AsNoTracking().Where(m => EF.Parameter(people).Contains(m.Id)).ToListAsync(cancellationToken))
            .ToDictionary(m => m.Id, m => m.Name);
        string? Name(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;
        var now = clock.GetUtcNow();
        return
        [
            .. clients.Select(c => new SeenClient(
                c.Id, c.Name, c.Scopes, c.MadeOn, Name(c.MadeBy), c.RotatedOn, Name(c.RotatedBy),
                c.EarlierUntil > now ? c.EarlierUntil : null, c.RevokedOn, Name(c.RevokedBy), c.LastUsedOn)),
        ];
    }
}
