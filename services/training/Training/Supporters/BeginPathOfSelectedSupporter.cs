using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Supporters;

/// <summary>
/// Whoever is selected begins their path on that day. A second delivery finds the turn known; an older one does too. While tenancy is silent the delivery fails and comes again.
/// </summary>
internal sealed class BeginPathOfSelectedSupporter(
    TrainingDbContext db, AgencyReader agencies, DirectoryService.DirectoryServiceClient directory) : IEventHandler<SupporterSelected>
{
    public async Task HandleAsync(SupporterSelected happened, CancellationToken cancellationToken)
    {
        var today = await agencies.TodayAsync(cancellationToken) ?? throw new AgencySilent().ToRpcException();
        if (await db.Supporters.SingleOrDefaultAsync(s => s.Id == happened.MemberId, cancellationToken) is { } known)
        {
            known.TakeUp(happened.Turn, today);
            return;
        }

        try
        {
            var member = await directory.GetMemberAsync(new GetMemberRequest { MemberId = happened.MemberId.ToString() }, cancellationToken: cancellationToken);
            var supporter = Supporter.Begin(happened.MemberId, member.Name, happened.SelectedOn, today);
            supporter.TakeUp(happened.Turn, today);
            db.Supporters.Add(supporter);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            // They have left the agency since.
        }
    }
}
