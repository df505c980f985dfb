using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;

namespace PeerPlatform.Recruitment.Nominations;

/// <summary>A colleague whom somebody would like to be asked. There is no place in it for who says so.</summary>
/// <param name="Pass">The day's pass of the campaign.</param>
/// <param name="NomineeId">One of the colleagues shown for the pass.</param>
public sealed record SendNominationRequest(Guid? CampaignId, string? Pass, Guid? NomineeId);

/// <summary>
/// Takes a nomination. The answer is the same, and takes as long, whether the colleague is asked because of it, was to be asked already, or has answered;
/// it is given once the nomination is on disk.
/// </summary>
internal static class SendNomination
{
    public const int LargestBody = 4 * 1024;

    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        SendNominationRequest request,
        NominationDoor door,
        Colleagues colleagues,
        AgencyDirectory directory,
        NominationWriter writer,
        TenantScope scope,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var (campaign, _, refusal) = await door.OpenAsync(request.CampaignId ?? Guid.Empty, request.Pass, cancellationToken);
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        if (request.NomineeId is not { } nominee || !(await colleagues.OfAsync(campaign!, directory, cancellationToken)).Has(nominee))
        {
            return new FieldRefused("nomineeId", "Nobody of this list was chosen.", "Choose a colleague from the list.").ToProblem();
        }

        var named = new Named(scope.TenantId!.Value, scope.NetworkId!.Value, campaign!.Id, NomineeHash.Of(campaign, nominee));
        if (writer.Offer(named) is not { } pending)
        {
            response.Headers.RetryAfter = "2";
            return new TooManyNominations().ToProblem();
        }

        // Without the request's token: a nomination handed in is finished even if the line drops.
        await pending;
        return TypedResults.NoContent();
    }
}
