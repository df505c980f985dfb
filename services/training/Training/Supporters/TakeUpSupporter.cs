using PeerPlatform.Platform.Texts;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Supporters;

/// <summary>A member of the agency who becomes a supporter.</summary>
/// <param name="JoinedOn">The first day, from ten years ago through a year from today; today when missing.</param>
public sealed record TakeUpSupporterRequest(Guid? MemberId, DateOnly? JoinedOn);

/// <summary>Begins somebody's path. A second time answers with the path that is there.</summary>
internal static class TakeUpSupporter
{
    public static async Task<Results<Created<TrainingPath>, Ok<TrainingPath>, ProblemHttpResult>> HandleAsync(
        TakeUpSupporterRequest request, string? lang, TrainingDbContext db, AgencyReader agencies, DirectoryService.DirectoryServiceClient directory, CancellationToken cancellationToken)
    {
        if (request.MemberId is not { } member)
        {
            return new FieldRefused("memberId", "The member is missing.", "Say who becomes a supporter.").ToProblem();
        }

        string name;
        try
        {
            name = (await directory.GetMemberAsync(new GetMemberRequest { MemberId = member.ToString() }, cancellationToken: cancellationToken)).Name;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return new FieldRefused("memberId", "There is no such person in your agency.", "Choose somebody from the list of people.").ToProblem();
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return new AgencySilent().ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(TrainingDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        var joined = request.JoinedOn ?? today.Today;
        if (joined < today.Today.AddYears(-10) || joined > today.Today.AddYears(1))
        {
            return new FieldRefused("joinedOn", "The first day is at most ten years ago or a year ahead.", "Choose another day.").ToProblem();
        }

        var language = Languages.Named(lang);
        if (await db.Supporters.SingleOrDefaultAsync(s => s.Id == member, cancellationToken) is { } known)
        {
            return TypedResults.Ok(TrainingPath.Of(known, today, language));
        }

        var supporter = Supporter.Begin(member, name, joined, today);
        db.Supporters.Add(supporter);
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Created($"/api/training/v1/supporters/{member}", TrainingPath.Of(supporter, today, language));
    }
}
