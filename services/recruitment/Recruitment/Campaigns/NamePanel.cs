using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Campaigns;

/// <summary>Who scores.</summary>
/// <param name="MemberIds">2 to 12 people of the agency; exactly these.</param>
public sealed record NamePanelRequest(IReadOnlyList<Guid>? MemberIds);

/// <summary>Says who reads and scores a campaign's applications. Whoever is not on the panel list of roles finds the door closed all the same.</summary>
internal static class NamePanel
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, NamePanelRequest request, RecruitmentDbContext db, AgencyDirectory directory, CancellationToken cancellationToken)
    {
        var named = new List<Panelist>();
        foreach (var member in (request.MemberIds ?? []).Distinct().Take(Campaign.MostPanelists + 1))
        {
            if (await directory.MemberAsync(member, cancellationToken) is not { } known)
            {
                return new FieldRefused("memberIds", "One of these people is not in your agency.", "Choose from the list of people.").ToProblem();
            }

            named.Add(new Panelist(known.Id, known.Name));
        }

        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await db.Campaigns.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign)
        {
            return new CampaignUnknown().ToProblem();
        }

        if (campaign.NamePanel([.. named.OrderBy(p => p.Name, StringComparer.Ordinal)]) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
