using Grpc.Core;
using PeerPlatform.Contracts.Tenancy.V1;

namespace PeerPlatform.Assessment.Waves;

/// <summary>Asks tenancy who works in the agency now.</summary>
internal static class InvitedMembers
{
    /// <param name="teamIds">Only these teams; everybody of the agency when empty.</param>
    public static async Task<IReadOnlyCollection<InvitedMember>> AskAsync(
        DirectoryService.DirectoryServiceClient directory, IReadOnlyList<Guid> teamIds, CancellationToken cancellationToken)
    {
        var ask = new StreamMembersRequest();
        ask.TeamIds.AddRange(teamIds.Select(id => id.ToString()));
        using var call = directory.StreamMembers(ask, cancellationToken: cancellationToken);
        var members = new Dictionary<Guid, InvitedMember>();
        await foreach (var member in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            var id = Guid.Parse(member.MemberId);
            members[id] = new InvitedMember(id, Guid.TryParse(member.TeamId, out var team) ? team : null);
        }

        return members.Values;
    }
}
