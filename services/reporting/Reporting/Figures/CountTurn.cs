using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Figures;

/// <summary>Takes in what was told of one person, after quarters that are over were kept and what they no longer need was erased.</summary>
internal static class CountTurn
{
    public static async Task CountAsync(this ReportingDbContext db, SupporterTurn told, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        await KeepWhatIsOverAsync(db, today, cancellationToken);
        var known = await db.SupporterTurns.Where(t => t.MemberId == told.MemberId).ToListAsync(cancellationToken);
        if (told.ToldOn(today, known) is { } counted)
        {
            db.SupporterTurns.Add(counted);
        }
    }

    private static async Task KeepWhatIsOverAsync(ReportingDbContext db, DateOnly today, CancellationToken cancellationToken)
    {
        var lastKept = await db.QuarterFigures.MaxAsync(q => (DateOnly?)q.From, cancellationToken);
        var first = lastKept is { } kept ? Quarter.Of(kept).Next
            : await db.SupporterTurns.MinAsync(t => (DateOnly?)t.CountsOn, cancellationToken) is { } earliest ? Quarter.Of(earliest)
            : (Quarter?)null;
        if (first?.IsFixed(today) != true)
        {
            return;
        }

        var agency = new FiguresOfAgency(await db.QuarterFigures.ToListAsync(cancellationToken), await db.SupporterTurns.ToListAsync(cancellationToken));
        var over = agency.ToKeep(today);
        db.QuarterFigures.AddRange(over);
        db.SupporterTurns.RemoveRange(agency.NotNeededAfter(Quarter.Of(over[^1].From)));
    }
}
