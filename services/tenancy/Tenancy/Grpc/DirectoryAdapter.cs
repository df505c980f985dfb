using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Members;
using PeerPlatform.Tenancy.Networks;

namespace PeerPlatform.Tenancy.Grpc;

/// <summary>Answers the other services about the agency whose credential the call carries.</summary>
internal sealed class DirectoryAdapter(TenancyDbContext db, TenantScope scope) : DirectoryService.DirectoryServiceBase
{
    public override async Task<GetAgencyResponse> GetAgency(GetAgencyRequest request, ServerCallContext context)
    {
        var agency = await db.Agencies.AsNoTracking().SingleOrDefaultAsync(a => a.Id == scope.TenantId, context.CancellationToken)
            ?? throw new AgencyUnknown().ToRpcException();
        var teams = await db.Teams.AsNoTracking().OrderBy(t => t.Name).ToListAsync(context.CancellationToken);
        return new GetAgencyResponse
        {
            AgencyId = agency.Id.ToString(),
            NetworkId = agency.NetworkId.ToString(),
            Name = agency.Name,
            TimeZone = agency.TimeZone,
            HelpContact = agency.HelpContact ?? "",
            Teams = { teams.Select(t => new Contracts.Tenancy.V1.Team { TeamId = t.Id.ToString(), Name = t.Name }) },
        };
    }

    public override async Task<GetMemberResponse> GetMember(GetMemberRequest request, ServerCallContext context)
    {
        var member = Guid.TryParse(request.MemberId, out var id)
            ? await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.Active, context.CancellationToken)
            : throw new FieldRefused("member_id", "A member id is not a UUID.", "Send the id of a member.").ToRpcException();
        return member is null
            ? throw new MemberUnknown().ToRpcException()
            : new GetMemberResponse { MemberId = member.Id.ToString(), TeamId = member.TeamId?.ToString() ?? "", Name = member.Name };
    }

    public override async Task StreamMembers(
        StreamMembersRequest request, IServerStreamWriter<StreamMembersResponse> responseStream, ServerCallContext context)
    {
        if (!await db.Agencies.AnyAsync(a => a.Id == scope.TenantId, context.CancellationToken))
        {
            throw new AgencyUnknown().ToRpcException();
        }

        var teams = new List<Guid>();
        foreach (var text in request.TeamIds)
        {
            teams.Add(Guid.TryParse(text, out var team)
                ? team
                : throw new FieldRefused("team_ids", "A team id is not a UUID.", "Send ids that GetAgency gave.").ToRpcException());
        }

        var members = db.Members.AsNoTracking().Where(m => m.Active);
        if (teams.Count > 0)
        {
            members = members.Where(m => m.TeamId != null && teams.Contains(m.TeamId.Value));
        }

        var roles = 0;
        foreach (var name in request.Roles)
        {
            roles |= Enum.GetNames<Role>().Contains(name, StringComparer.Ordinal)
                ? RoleSet.BitOf(Enum.Parse<Role>(name))
                : throw new FieldRefused("roles", "One of these roles is not known.", "Send names of the access table's roles.").ToRpcException();
        }

        if (roles != 0)
        {
            members = members.Where(m => (m.RoleBits & roles) != 0);
        }

        var places = members.Select(m => new { m.Id, m.TeamId, Name = request.WithNames ? m.GivenName + " " + m.FamilyName : "" }).AsAsyncEnumerable();
        await foreach (var place in places.WithCancellation(context.CancellationToken))
        {
            await responseStream.WriteAsync(
                new StreamMembersResponse { MemberId = place.Id.ToString(), TeamId = place.TeamId?.ToString() ?? "", Name = place.Name },
                context.CancellationToken);
        }
    }
}
