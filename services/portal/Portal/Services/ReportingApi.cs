using System.Globalization;

namespace PeerPlatform.Portal.Services;

/// <summary>Reporting's public API: the network's releases and what waits for one, and the figures of the own programme.</summary>
internal sealed class ReportingApi(ServiceClient client)
{
    private const string Root = "/api/reporting/v1";

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public Task<List<WaitingInstrument>> WaitingAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<WaitingInstrument>>(Query.Of($"{Root}/waiting", ("lang", Language)), cancellationToken);

    public Task<Reply<Created>> MakeReleaseAsync(string instrument, int? version, CancellationToken cancellationToken) =>
        client.PostAsync<Created>($"{Root}/releases", new { instrument, version }, cancellationToken);

    public Task<Listed<ReleaseRow>> ReleasesAsync(int page, int size, CancellationToken cancellationToken) =>
        client.GetAsync<Listed<ReleaseRow>>(Query.Of($"{Root}/releases", ("page", page), ("size", size)), cancellationToken);

    public Task<Release> ReleaseAsync(Guid id, CancellationToken cancellationToken) =>
        client.GetAsync<Release>($"{Root}/releases/{id}", cancellationToken);

    /// <param name="format"><c>csv</c> or <c>json</c>.</param>
    public Task<HttpResponseMessage> TableAsync(Guid id, string format, CancellationToken cancellationToken) =>
        client.OpenAsync(HttpMethod.Get, $"{Root}/releases/{id}/table.{format}", cancellationToken);

    public Task<ProgrammeFigures> FiguresAsync(CancellationToken cancellationToken) =>
        client.GetAsync<ProgrammeFigures>(Query.Of($"{Root}/figures", ("lang", Language)), cancellationToken);

    public Task<HttpResponseMessage> FiguresFileAsync(CancellationToken cancellationToken) =>
        client.OpenAsync(HttpMethod.Get, Query.Of($"{Root}/figures.csv", ("lang", Language)), cancellationToken);
}

public sealed record WaitingInstrument(InstrumentName Instrument, int Waves, List<string> Agencies);

public sealed record ReleaseRow(
    Guid Id, int Number, string InstrumentTitle, DateOnly MadeOn, int Waves, int ShownRows, int WithheldRows, string Sha256);

public sealed record Release(
    Guid Id, int Number, InstrumentName Instrument, DateOnly MadeOn, string Sha256, string? PreviousSha256, bool ChainIntact, ReleaseTable Table);

public sealed record ReleaseTable(List<ReleaseColumn> Columns, List<ReleaseTableRow> Rows, ReleaseTableRow Total);

public sealed record ReleaseColumn(string Code, string Name, string Definition);

/// <summary>A row of a release; with figures, or withheld with the reason.</summary>
public sealed record ReleaseTableRow(
    string? Agency, string? Wave, DateOnly? ClosedOn, bool Shown, string? Why, int? Invited, int? Answered, double? ResponseRate,
    List<ReleaseScale>? Scales);

public sealed record ReleaseScale(string Code, string Name, double? Mean, List<ReleaseBand> Bands, int? NotScored);

public sealed record ReleaseBand(string Code, string Name, int? Count, double? Percent);

/// <param name="Quarters">The newest first.</param>
public sealed record ProgrammeFigures(List<FigureMeaning> Definitions, List<ProgrammeQuarter> Quarters);

public sealed record FigureMeaning(string Code, string Name, string Meaning);

/// <param name="Figures">By the codes of their meanings.</param>
public sealed record ProgrammeQuarter(DateOnly From, DateOnly Through, bool IsFixed, DateOnly FixedFrom, Dictionary<string, int> Figures);
