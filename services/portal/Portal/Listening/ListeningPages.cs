using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Listening;

/// <summary>Waves of the coordinator's own agency: list, open, watch, close, results.</summary>
internal static class ListeningPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MemberPage("/listening", Permission.RunWaves, ListAsync);
        routes.MemberPage("/listening/new", Permission.RunWaves, NewAsync);
        routes.MemberForm("/listening/new", Permission.RunWaves, OpenAsync);
        routes.MemberPage("/listening/{id:guid}", Permission.RunWaves, ShowAsync);
        routes.MemberPage("/listening/{id:guid}/close", Permission.RunWaves, AskToCloseAsync);
        routes.MemberForm("/listening/{id:guid}/close", Permission.RunWaves, CloseAsync);
        routes.MemberPage("/listening/{id:guid}/results", Permission.SeeAgencyResults, ResultsAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, AssessmentApi assessment, CancellationToken cancellationToken)
    {
        var state = request.Query["state"].ToString() is "open" or "closed" ? request.Query["state"].ToString() : null;
        var waves = await assessment.WavesAsync(state, Paging.PageOf(request), 20, cancellationToken);
        return new RazorComponentResult<WavesPage>(new { Waves = waves, State = state });
    }

    private static async Task<IResult> NewAsync(
        HttpContext context, AssessmentApi assessment, TenancyApi tenancy, TimeProvider clock, CancellationToken cancellationToken)
    {
        var today = TodayFor(context, clock);
        return await FormAsync(NewWave.Suggested(today), today, null, assessment, tenancy, cancellationToken);
    }

    private static async Task<IResult> OpenAsync(
        HttpContext context, AssessmentApi assessment, TenancyApi tenancy, TimeProvider clock, CancellationToken cancellationToken)
    {
        var entered = NewWave.From(await context.Request.ReadFormAsync(cancellationToken));
        var today = TodayFor(context, clock);
        if (!DateOnly.TryParseExact(entered.ClosesOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var closes))
        {
            var unreadable = new ApiProblem(400, "", "This is not a day we can read.", "closesOn", "Choose a day from the calendar, or write it as 2026-12-31.");
            return await FormAsync(entered, today, unreadable, assessment, tenancy, cancellationToken);
        }

        var teams = entered.WholeAgency ? [] : entered.Teams;
        if (!entered.WholeAgency && teams.Count == 0)
        {
            var none = new ApiProblem(400, "", "No team is chosen.", "teamIds", "Choose at least one team, or the whole agency.");
            return await FormAsync(entered, today, none, assessment, tenancy, cancellationToken);
        }

        var reply = await assessment.OpenWaveAsync(new OpenWave(entered.Title, entered.Instrument, teams, closes), cancellationToken);
        return reply.Problem is { } problem
            ? await FormAsync(entered, today, problem, assessment, tenancy, cancellationToken)
            : Redirection.To($"/listening/{reply.Value!.Id}?opened=1");
    }

    private static async Task<IResult> FormAsync(
        NewWave entered, DateOnly today, ApiProblem? problem, AssessmentApi assessment, TenancyApi tenancy, CancellationToken cancellationToken)
    {
        var instruments = await assessment.InstrumentsAsync(cancellationToken);
        var teams = await tenancy.TeamsAsync(cancellationToken);
        return new RazorComponentResult<NewWavePage>(new { Entered = entered, Today = today, Problem = problem, Instruments = instruments, Teams = teams })
        {
            StatusCode = problem?.Status ?? StatusCodes.Status200OK,
        };
    }

    private static async Task<IResult> ShowAsync(Guid id, HttpRequest request, AssessmentApi assessment, CancellationToken cancellationToken) =>
        new RazorComponentResult<WavePage>(new
        {
            Wave = await assessment.WaveAsync(id, cancellationToken),
            JustOpened = request.Query["opened"] == "1",
            JustClosed = request.Query["closed"] == "1",
        });

    private static async Task<IResult> AskToCloseAsync(Guid id, AssessmentApi assessment, CancellationToken cancellationToken)
    {
        var wave = await assessment.WaveAsync(id, cancellationToken);
        return wave.IsOpen
            ? new RazorComponentResult<CloseWavePage>(new { Wave = wave })
            : Redirection.To($"/listening/{id}");
    }

    private static async Task<IResult> CloseAsync(Guid id, AssessmentApi assessment, CancellationToken cancellationToken)
    {
        var reply = await assessment.CloseWaveAsync(id, cancellationToken);
        return reply.Problem switch
        {
            // Closed meanwhile, by somebody else or by the calendar: the page says so.
            null or { Status: 409 } => Redirection.To($"/listening/{id}?closed=1"),
            { } problem => throw new ServiceRefused("assessment", problem),
        };
    }

    private static async Task<IResult> ResultsAsync(Guid id, AssessmentApi assessment, CancellationToken cancellationToken)
    {
        var reply = await assessment.ResultsAsync(id, cancellationToken);
        return reply.Problem switch
        {
            null => new RazorComponentResult<ResultsPage>(new
            {
                Results = reply.Value!,
                Instrument = (await assessment.InstrumentsAsync(cancellationToken)).Find(i => i.Code == reply.Value!.Wave.Instrument.Code),
            }),
            { Status: 409 } => Redirection.To($"/listening/{id}"),
            { } problem => throw new ServiceRefused("assessment", problem),
        };
    }

    private static DateOnly TodayFor(HttpContext context, TimeProvider clock) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), new Reader(context.User).TimeZone).DateTime);
}

/// <summary>What was entered for a wave to open.</summary>
public sealed record NewWave(string Title, string Instrument, bool WholeAgency, IReadOnlyList<Guid> Teams, string ClosesOn)
{
    /// <summary>Two weeks, for everybody: the usual choice.</summary>
    internal static NewWave Suggested(DateOnly today) =>
        new("", "", true, [], today.AddDays(14).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    internal static NewWave From(IFormCollection form) => new(
        form["title"].ToString().Trim(),
        form["instrument"].ToString(),
        form["for"].ToString() != "teams",
        [.. form["teamIds"].Select(t => Guid.TryParse(t, out var id) ? id : (Guid?)null).OfType<Guid>()],
        form["closesOn"].ToString());
}
