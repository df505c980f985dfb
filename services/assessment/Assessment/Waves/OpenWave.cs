using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Waves;

/// <summary>What a coordinator sends to open a wave.</summary>
/// <param name="Title">1 to 100 characters, seen by everybody invited.</param>
/// <param name="Instrument">Code of an instrument, such as <c>cbi</c>; its newest version is asked.</param>
/// <param name="TeamIds">The teams to ask; empty or missing for the whole agency.</param>
/// <param name="ClosesOn">The last day that takes answers, in the agency's time zone; at most 90 days off.</param>
public sealed record OpenWaveRequest(string? Title, string? Instrument, IReadOnlyList<Guid>? TeamIds, DateOnly? ClosesOn);

internal static class OpenWave
{
    private const int LongestTitle = 100;

    public static async Task<Results<Created<WaveSummary>, ProblemHttpResult>> HandleAsync(
        OpenWaveRequest request,
        string? lang,
        AssessmentDbContext db,
        DirectoryService.DirectoryServiceClient directory,
        ShippedInstruments instruments,
        TenantScope scope,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (Read(request, instruments, out var opening) is { } unreadable)
        {
            return unreadable.ToProblem();
        }

        AskedAgency agency;
        FormedGroups groups;
        try
        {
            var known = await directory.GetAgencyAsync(new GetAgencyRequest(), cancellationToken: cancellationToken);
            var teams = known.Teams.ToDictionary(t => Guid.Parse(t.TeamId), t => t.Name);
            if (!opening!.TeamIds.All(teams.ContainsKey))
            {
                return new FieldRefused("teamIds", "One of these teams is not in your agency.", "Choose from your agency's teams.").ToProblem();
            }

            agency = new AskedAgency(
                scope.TenantId!.Value, scope.NetworkId!.Value, known.Name, known.TimeZone, known.HelpContact is { Length: > 0 } contact ? contact : null);
            groups = FormedGroups.Of(await InvitedMembers.AskAsync(directory, opening.TeamIds, cancellationToken), teams);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return new DirectorySilent().ToProblem();
        }

        if (Wave.Open(opening, agency, groups, clock.GetUtcNow(), out var wave) is { } refusal)
        {
            return refusal.ToProblem();
        }

        // One at a time from here: of two requests that ask the same people, the second must see the first.
        await using var alone = await db.BeginAloneAsync("open-wave", cancellationToken);
        var alike = await db.Waves
            .Where(w => w.State == WaveState.Open && w.InstrumentCode == opening.InstrumentCode)
            .ToListAsync(cancellationToken);
        if (alike.FirstOrDefault(w => w.SharesATeamWith(opening.TeamIds)) is { } asking)
        {
            return new AskedAlready(asking.Title).ToProblem();
        }

        db.AddOpened(wave!);
        await db.SaveChangesAsync(cancellationToken);
        var places = groups.Places.ToArray();
        Random.Shared.Shuffle(places);
        await db.InsertAllAsync([.. places.Select((p, place) => new Invitation(wave!.Id, p.MemberId, p.GroupId, place))], cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Created(
            $"/api/assessment/v1/waves/{wave!.Id}",
            WaveSummary.Of(wave, instruments.Of(wave.InstrumentCode, wave.InstrumentVersion), 0, Languages.Named(lang)));
    }

    internal static FieldRefused? Read(OpenWaveRequest request, ShippedInstruments instruments, out WaveOpening? opening)
    {
        opening = null;
        var title = request.Title?.Trim() ?? "";
        if (title.Length is 0 or > LongestTitle || title.Any(char.IsControl))
        {
            return new FieldRefused("title", $"A title has 1 to {LongestTitle} characters on one line.", "Write a short title that people will recognize.");
        }

        if (instruments.NewestOf(request.Instrument ?? "") is not { } instrument)
        {
            return new FieldRefused("instrument", "This instrument is not known here.", "Choose one from the list of instruments.");
        }

        if (request.ClosesOn is not { } closesOn)
        {
            return new FieldRefused("closesOn", "The last day is missing.", "Say until which day people can answer.");
        }

        opening = new WaveOpening(title, instrument.Code, instrument.Version, [.. (request.TeamIds ?? []).Distinct()], closesOn);
        return null;
    }
}
