using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Data;

namespace PeerPlatform.Training.Demonstration;

/// <summary>Codes of the agencies whose supporters get an imagined record, separated by commas; every other agency has real people.</summary>
internal sealed class DemonstrationAgencies(string codes)
{
    private readonly HashSet<string> _codes = [.. codes.Split(',')];

    public bool Contains(string code) => _codes.Contains(code);
}

/// <summary>
/// Only where a deployment names agencies of a demonstration: remembers the agency, and takes up those who are supporters there, with
/// sessions and records of nobody, so that there is something to read. A second delivery finds its inbox row, a later change of the
/// agency finds the supporters.
/// </summary>
internal sealed class ImagineSupporters(
    RememberAgency remember, TrainingDbContext db, AgencyReader agencies, DirectoryService.DirectoryServiceClient directory, DemonstrationAgencies demonstration)
    : IEventHandler<AgencyOnboarded>
{
    public async Task HandleAsync(AgencyOnboarded happened, CancellationToken cancellationToken)
    {
        await remember.HandleAsync(happened, cancellationToken);
        if (!demonstration.Contains(happened.Code) || await db.Supporters.AnyAsync(cancellationToken))
        {
            return;
        }

        var people = await PeopleAsync(Role.Supporter, cancellationToken);
        if (people.Count == 0 || await PeopleAsync(Role.Coordinator, cancellationToken) is not [var coordinator, ..])
        {
            return;
        }

        var today = await agencies.OfAsync(db.Agencies.Local.Single(), cancellationToken);
        var policy = ImaginedProgramme.EthicsCode(today, coordinator);
        db.Policies.Add(policy);
        today = today with { Rules = today.Rules with { Policies = [new(policy.Policy, policy.Version, policy.RequiredFrom)] } };
        var programme = new ImaginedProgramme(today, people);
        db.Sessions.AddRange(programme.Sessions);
        db.Supporters.AddRange(programme.Supporters);
    }

    private async Task<List<(Guid Id, string Name)>> PeopleAsync(Role role, CancellationToken cancellationToken)
    {
        var people = new List<(Guid Id, string Name)>();
        using var asked = directory.StreamMembers(new StreamMembersRequest { Roles = { role.ToString() }, WithNames = true }, cancellationToken: cancellationToken);
        await foreach (var member in asked.ResponseStream.ReadAllAsync(cancellationToken))
        {
            people.Add((Guid.Parse(member.MemberId), member.Name));
        }

        return [.. people.OrderBy(p => p.Name, StringComparer.Ordinal)];
    }
}
