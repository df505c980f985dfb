using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Training.Curriculum;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Qualification;

namespace PeerPlatform.Training.Agencies;

/// <summary>An agency's rules, calendar and day at the moment of a request.</summary>
internal sealed record AgencyToday(Agency Agency, RuleBook Rules, AgencyDays Days, DateTimeOffset Now)
{
    public DateOnly Today { get; } = Days.DayAt(Now);
}

/// <summary>Reads what holds in the agency of the scope; an agency that was not told of yet is asked for.</summary>
internal sealed class AgencyReader(
    TrainingDbContext db, DirectoryService.DirectoryServiceClient directory, ShippedRules shipped, TenantScope scope, TimeProvider clock)
{
    /// <summary>Null when the agency is not known here and tenancy does not answer, or does not know it either: <see cref="AgencySilent"/>.</summary>
    public async Task<AgencyToday?> TodayAsync(CancellationToken cancellationToken)
    {
        var agency = await db.Agencies.SingleOrDefaultAsync(cancellationToken) ?? await AskAsync(cancellationToken);
        return agency is null ? null : await OfAsync(agency, cancellationToken);
    }

    public async Task<AgencyToday> OfAsync(Agency agency, CancellationToken cancellationToken)
    {
        var names = Topic.Shipped.ToDictionary(t => t.Code, t => t.Name, StringComparer.Ordinal);
        foreach (var own in await db.Topics.AsNoTracking().ToListAsync(cancellationToken))
        {
            names[own.Code] = own.Name();
        }

        var policies = await db.Policies.Select(p => new { p.Policy, p.Version, p.RequiredFrom }).ToListAsync(cancellationToken);
        var rules = shipped.Of(agency.Jurisdiction) ?? throw new InvalidOperationException($"The rules of {agency.Jurisdiction} are no longer shipped.");
        return new AgencyToday(
            agency,
            rules with
            {
                Policies = [.. policies.Select(p => new PolicyVersion(p.Policy, p.Version, p.RequiredFrom))],
                TopicNames = names,
            },
            AgencyDays.Of(agency.TimeZone),
            clock.GetUtcNow());
    }

    private async Task<Agency?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var known = await directory.GetAgencyAsync(new GetAgencyRequest(), cancellationToken: cancellationToken);
            var agency = new Agency
            {
                AgencyId = scope.TenantId!.Value, NetworkId = scope.NetworkId!.Value, Name = known.Name, TimeZone = known.TimeZone, Version = 0,
            };
            if (db.Database.CurrentTransaction is null)
            {
                db.Agencies.Add(agency);
                return agency;
            }

            // The event that tells of the agency may be first, in a commit of its own: then that one is it.
            await db.InsertUnlessThereAsync(agency, cancellationToken);
            return await db.Agencies.SingleAsync(cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.NotFound)
        {
            return null;
        }
    }
}

internal sealed record AgencySilent() : Refusal(
    RefusalKind.Unavailable,
    "The agency's own details cannot be reached right now. Nothing was changed.",
    Remedy: "Try again in a minute.");
