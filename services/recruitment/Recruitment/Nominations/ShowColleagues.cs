using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;

namespace PeerPlatform.Recruitment.Nominations;

/// <summary>Whom one can name. Nothing is remembered of who looked, or for whom.</summary>
internal static class ShowColleagues
{
    private const int MostShown = 60;

    public static async Task<Results<Ok<NominationForm>, ProblemHttpResult>> HandleAsync(
        Guid campaign,
        string pass,
        string? search,
        NominationDoor door,
        Colleagues colleagues,
        AgencyDirectory directory,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var (open, agency, refusal) = await door.OpenAsync(campaign, pass, cancellationToken);
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        var found = (await colleagues.OfAsync(open!, directory, cancellationToken)).Find(search);
        return TypedResults.Ok(new NominationForm(
            open!.Title,
            agency,
            open.TeamId is null ? null : open.TeamName,
            open.NominateUntil,
            [.. found.Take(MostShown).Select(m => new NamedColleague(m.Id, m.Name))],
            found.Count));
    }
}

/// <param name="TeamName">Null when everybody of the agency can be named.</param>
/// <param name="Colleagues">By name, at most 60 of <paramref name="Found"/>.</param>
internal sealed record NominationForm(string Title, string AgencyName, string? TeamName, DateOnly NominateUntil, NamedColleague[] Colleagues, int Found);

internal sealed record NamedColleague(Guid Id, string Name);
