using System.Globalization;

namespace PeerPlatform.Portal.Services;

/// <summary>Assessment's public API for the signed-in side.</summary>
internal sealed class AssessmentApi(ServiceClient client)
{
    private const string Root = "/api/assessment/v1";

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public Task<List<InstrumentRow>> InstrumentsAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<InstrumentRow>>(Query.Of($"{Root}/instruments", ("lang", Language)), cancellationToken);

    public Task<Listed<Wave>> WavesAsync(string? state, int page, int size, CancellationToken cancellationToken) =>
        client.GetAsync<Listed<Wave>>(
            Query.Of($"{Root}/waves", ("state", state), ("page", page), ("size", size), ("lang", Language)), cancellationToken);

    public Task<Wave> WaveAsync(Guid id, CancellationToken cancellationToken) =>
        client.GetAsync<Wave>(Query.Of($"{Root}/waves/{id}", ("lang", Language)), cancellationToken);

    public Task<Reply<Created>> OpenWaveAsync(OpenWave open, CancellationToken cancellationToken) =>
        client.PostAsync<Created>($"{Root}/waves", open, cancellationToken);

    public Task<Reply<Nothing>> CloseWaveAsync(Guid id, CancellationToken cancellationToken) =>
        client.PostAsync<Nothing>($"{Root}/waves/{id}/close", null, cancellationToken);

    public Task<Reply<WaveResults>> ResultsAsync(Guid id, CancellationToken cancellationToken) =>
        client.TryGetAsync<WaveResults>(Query.Of($"{Root}/waves/{id}/results", ("lang", Language)), cancellationToken);

    public Task<List<MyWave>> MyWavesAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<MyWave>>(Query.Of($"{Root}/my-waves", ("lang", Language)), cancellationToken);

    public Task<Reply<Invitation>> TakeInvitationAsync(Guid wave, CancellationToken cancellationToken) =>
        client.PostAsync<Invitation>($"{Root}/waves/{wave}/invitation", null, cancellationToken);
}

public sealed record InstrumentRow(
    string Code, int Version, string Title, string? About, string? Source, string? Licence, string? Translation, int Minutes, int Items,
    List<InstrumentScale> Scales);

/// <param name="HigherMeans">A sentence that says what a higher score means.</param>
public sealed record InstrumentScale(string Code, string Name, string HigherMeans);

public sealed record InstrumentName(string Code, int Version, string Title);

internal sealed record OpenWave(string Title, string Instrument, IReadOnlyList<Guid> TeamIds, DateOnly ClosesOn);

/// <summary>A figure that is withheld while it could tell who answered.</summary>
public sealed record ShownNumber(bool Shown, int? Value);

public sealed record Wave(
    Guid Id, string Title, InstrumentName Instrument, string State, DateOnly OpensOn, DateOnly ClosesOn, DateOnly? ClosedOn, int Invited,
    ShownNumber Answered, ShownNumber ResponseRate, List<WaveGroup> Groups)
{
    public bool IsOpen => State == "open";
}

public sealed record WaveGroup(Guid? Id, string Name, int Invited);

public sealed record MyWave(
    Guid Id, string Title, string InstrumentTitle, string? About, int Minutes, DateOnly ClosesOn, bool InvitationTaken);

internal sealed record Invitation(string Ticket);

public sealed record WaveResults(Wave Wave, string Headline, int SmallestGroup, List<ResultGroup> Groups);

public sealed record ResultGroup(
    Guid? Id, string Name, string Kind, bool Shown, string? WhyWithheld, int? Invited, int? Answered, int? ResponseRate, List<ResultScale>? Scales);

public sealed record ResultScale(
    string Code, string Name, bool Shown, int? Scored, double? Mean, double? Sd, double? Low95, double? High95, double? Alpha,
    List<ResultBand>? Bands, List<int>? Histogram);

public sealed record ResultBand(string Code, string Name, int? Count, double? Percent);
