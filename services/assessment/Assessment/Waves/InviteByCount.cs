using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Collecting;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Waves;

/// <summary>What an agency's own system sends to open a wave for people whom the platform does not know (P-1.3).</summary>
/// <param name="Title">1 to 100 characters, seen by everybody invited.</param>
/// <param name="Instrument">Code of an instrument, such as <c>cbi</c>; its newest version is asked.</param>
/// <param name="ClosesOn">The last day that takes answers, in the time zone sent along; at most 90 days off.</param>
/// <param name="AgencyName">1 to 100 characters; stands on the form.</param>
/// <param name="TimeZone">IANA name, such as <c>America/New_York</c>.</param>
/// <param name="HelpContact">Whom the form and the own scores name for hard moments; at most 200 characters, or nothing.</param>
/// <param name="Groups">How many people of which group; 1 to 200 groups, 50,000 people at most.</param>
public sealed record InviteByCountRequest(
    string? Title, string? Instrument, DateOnly? ClosesOn, string? AgencyName, string? TimeZone, string? HelpContact,
    IReadOnlyList<CountedGroupRequest>? Groups);

/// <param name="Name">1 to 100 characters; stands in the results when the group is large enough.</param>
/// <param name="People">How many tickets are made; at least 1.</param>
public sealed record CountedGroupRequest(string? Name, int People);

/// <param name="Groups">As they were sent, each with its tickets. They are shown this once.</param>
internal sealed record CountedWave(WaveSummary Wave, IReadOnlyList<GroupTickets> Groups);

/// <param name="Tickets">One a person, 256 random bits in base64url each.</param>
internal sealed record GroupTickets(string Group, IReadOnlyList<string> Tickets);

/// <summary>
/// Opens a wave for numbers of people instead of members and hands its tickets out, once, to the agency's own system, which sends them by
/// the agency's own mail. Of the tickets only hashes are kept, as ever. Who then knows what is said in decision 0007.
/// </summary>
internal static class InviteByCount
{
    public static async Task<Results<Created<CountedWave>, ContentHttpResult, ProblemHttpResult>> HandleAsync(
        InviteByCountRequest request, string? lang, HttpContext http, AssessmentDbContext db, ShippedInstruments instruments, TenantScope scope,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var asked = new OpenWaveRequest(request.Title, request.Instrument, null, request.ClosesOn);
        if ((OpenWave.Read(asked, instruments, out var opening) ?? CountedInvitation.Refused(request)) is { } unreadable)
        {
            return unreadable.ToProblem();
        }

        var agency = new AskedAgency(
            scope.TenantId!.Value, scope.NetworkId!.Value, request.AgencyName!.Trim(), request.TimeZone!,
            request.HelpContact?.Trim() is { Length: > 0 } contact ? contact : null);
        var (groups, places) = CountedInvitation.Of(request.Groups!);
        if (Wave.Open(opening!, agency, groups, clock.GetUtcNow(), out var wave) is { } refusal)
        {
            return refusal.ToProblem();
        }

        // Whom the platform does not know it cannot tell apart: any open wave with the same questions may ask the same people.
        await using var alone = await db.BeginAloneAsync("open-wave", cancellationToken);
        var alike = await db.Waves.FirstOrDefaultAsync(
            w => w.State == WaveState.Open && w.InstrumentCode == opening!.InstrumentCode, cancellationToken);
        if (alike is not null)
        {
            return new AskedAlready(alike.Title).ToProblem();
        }

        var handedOut = places
            .Select(p => (p.Name, p.GroupId, Secrets: Enumerable.Range(0, p.People).Select(_ => TicketSecret.Make()).ToList()))
            .ToList();
        db.AddOpened(wave!);
        await db.SaveChangesAsync(cancellationToken);
        // By their hashes, so that their order in the file says nothing.
        await db.InsertAllAsync(
            [.. handedOut.SelectMany(g => g.Secrets.Select(s => new Ticket(s.Hash, wave!.Id, g.GroupId))).OrderBy(t => Convert.ToHexString(t.Hash), StringComparer.Ordinal)],
            cancellationToken);
        await alone.CommitAsync(cancellationToken);

        http.Response.Headers.CacheControl = "no-store";
        var address = $"/api/assessment/v1/waves/{wave!.Id}";
        var tickets = handedOut.Select(g => new GroupTickets(g.Name, [.. g.Secrets.Select(s => s.Text)])).ToList();
        if (http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/csv"))
        {
            http.Response.Headers.Location = address;
            return TypedResults.Text(Csv(tickets), "text/csv", Encoding.UTF8, StatusCodes.Status201Created);
        }

        var summary = WaveSummary.Of(wave, instruments.Of(wave.InstrumentCode, wave.InstrumentVersion), 0, Languages.Named(lang));
        return TypedResults.Created(address, new CountedWave(summary, tickets));
    }

    /// <summary>A row a person.</summary>
    private static string Csv(IEnumerable<GroupTickets> groups) => CsvFile.Write(
        groups.SelectMany(group => group.Tickets.Select(ticket => (string[])[group.Group, ticket])).Prepend(["group", "ticket"]), exact: 1);
}
