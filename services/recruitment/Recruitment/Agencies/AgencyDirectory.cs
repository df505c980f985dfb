using Grpc.Core;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Tenancy.V1;

namespace PeerPlatform.Recruitment.Agencies;

/// <summary>A member as tenancy knows them now.</summary>
internal sealed record KnownMember(Guid Id, string Name, Guid? TeamId);

/// <summary>What is asked of tenancy about the scope's agency. When tenancy is silent, the exception becomes a 503 that says so.</summary>
internal sealed class AgencyDirectory(DirectoryService.DirectoryServiceClient tenancy)
{
    private KnownMember? _caller;

    /// <summary>The team of whoever makes the request, asked once; null also for somebody in no team.</summary>
    public async Task<Guid?> TeamOfCallerAsync(Guid caller, CancellationToken cancellationToken) =>
        (_caller ??= await MemberAsync(caller, cancellationToken))?.TeamId;

    public async Task<GetAgencyResponse> AgencyAsync(CancellationToken cancellationToken) =>
        await tenancy.GetAgencyAsync(new GetAgencyRequest(), cancellationToken: cancellationToken);

    /// <summary>Null when nobody of the agency has the id.</summary>
    public async Task<KnownMember?> MemberAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            var known = await tenancy.GetMemberAsync(new GetMemberRequest { MemberId = id.ToString() }, cancellationToken: cancellationToken);
            return new KnownMember(id, known.Name, TeamOf(known.TeamId));
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Everybody of a team, or of the agency, with their names.</summary>
    public Task<List<KnownMember>> MembersAsync(Guid? team, CancellationToken cancellationToken)
    {
        var ask = new StreamMembersRequest { WithNames = true };
        if (team is not null)
        {
            ask.TeamIds.Add(team.ToString());
        }

        return ReadAsync(ask, cancellationToken);
    }

    /// <summary>Everybody of the agency who holds one of the roles.</summary>
    public Task<List<KnownMember>> MembersInAsync(Role[] roles, CancellationToken cancellationToken) =>
        ReadAsync(new StreamMembersRequest { WithNames = true, Roles = { roles.Select(r => r.ToString()) } }, cancellationToken);

    private async Task<List<KnownMember>> ReadAsync(StreamMembersRequest ask, CancellationToken cancellationToken)
    {
        using var call = tenancy.StreamMembers(ask, cancellationToken: cancellationToken);
        var members = new List<KnownMember>();
        await foreach (var member in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            members.Add(new KnownMember(Guid.Parse(member.MemberId), member.Name, TeamOf(member.TeamId)));
        }

        return members;
    }

    private static Guid? TeamOf(string text) => Guid.TryParse(text, out var team) ? team : null;
}
