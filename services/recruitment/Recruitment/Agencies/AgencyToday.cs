using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Agencies;

/// <summary>An agency with its calendar at the moment of a request.</summary>
internal sealed record AgencyToday(Agency Agency, AgencyDays Days, DateTimeOffset Now)
{
    /// <summary>The day there.</summary>
    public DateOnly Today { get; } = Days.DayAt(Now);

    /// <summary>The last day on which what was decided today is kept.</summary>
    public DateOnly KeptUntil => Today.AddMonths(Agency.MonthsKept);

    /// <summary>When the next day begins there.</summary>
    public DateTimeOffset Tomorrow => Days.StartOf(Today.AddDays(1));

    /// <summary>The instant as clocks there show it.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => Days.Local(instant);

    public static AgencyToday Of(Agency agency, DateTimeOffset now) => new(agency, AgencyDays.Of(agency.TimeZone), now);
}

/// <summary>Reads what holds in the agency of the scope; an agency that was not told of yet is asked for.</summary>
internal sealed class AgencyReader(RecruitmentDbContext db, AgencyDirectory directory, TenantScope scope, TimeProvider clock)
{
    /// <summary>Null when the agency is not known here and tenancy does not answer, or does not know it either: <see cref="AgencySilent"/>.</summary>
    public async Task<AgencyToday?> TodayAsync(CancellationToken cancellationToken)
    {
        var agency = await db.Agencies.SingleOrDefaultAsync(cancellationToken) ?? await AskAsync(cancellationToken);
        return agency is null ? null : AgencyToday.Of(agency, clock.GetUtcNow());
    }

    private async Task<Agency?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var known = await directory.AgencyAsync(cancellationToken);
            var agency = new Agency
            {
                AgencyId = scope.TenantId!.Value, NetworkId = scope.NetworkId!.Value, Name = known.Name, TimeZone = known.TimeZone, Version = 0,
            };
            return await db.KeepAgencyAsync(agency, clock.GetUtcNow(), cancellationToken);
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
