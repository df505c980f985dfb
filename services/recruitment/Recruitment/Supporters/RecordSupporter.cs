using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Supporters;

/// <summary>A member who was a supporter before the agency used this service.</summary>
public sealed record RecordSupporterRequest(Guid? MemberId);

/// <summary>Puts somebody on the team's list without a campaign. A second time changes nothing.</summary>
internal static class RecordSupporter
{
    public static async Task<Results<Ok<ListedSupporter>, ProblemHttpResult>> HandleAsync(
        RecordSupporterRequest request, RecruitmentDbContext db, AgencyReader agencies, AgencyDirectory directory, CancellationToken cancellationToken)
    {
        if (request.MemberId is not { } member || await directory.MemberAsync(member, cancellationToken) is not { } known)
        {
            return new FieldRefused("memberId", "There is no such person in your agency.", "Choose somebody from the list of people.").ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (await db.Supporters.SingleOrDefaultAsync(s => s.Id == member, cancellationToken) is not { } supporter)
        {
            supporter = ServingSupporter.Select(member, known.Name, null, othersThere: false, today);
            db.Supporters.Add(supporter);
        }
        else
        {
            supporter.TakeUpAgain(known.Name, null, othersThere: false, today);
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Ok(ListedSupporter.Of(supporter));
    }
}
