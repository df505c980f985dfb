using System.Globalization;

namespace PeerPlatform.Portal.Services;

/// <summary>Tenancy's public API for setting up a programme.</summary>
internal sealed class ProgrammeApi(ServiceClient client)
{
    private const string Root = "/api/tenancy/v1/programme";

    public Task<List<CharterSection>> CharterAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<CharterSection>>($"{Root}/charter", cancellationToken);

    public Task<List<CharterSection>> WordingsAsync(string section, CancellationToken cancellationToken) =>
        client.GetAsync<List<CharterSection>>($"{Root}/charter/{Uri.EscapeDataString(section)}/wordings", cancellationToken);

    public Task<Reply<CharterSection>> WriteAsync(string section, string text, int? basedOn, CancellationToken cancellationToken) =>
        client.PutAsync<CharterSection>($"{Root}/charter/{Uri.EscapeDataString(section)}", new { text, basedOn }, cancellationToken);

    public Task<List<ProgrammeStep>> StepsAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<ProgrammeStep>>(Query.Of($"{Root}/steps", ("lang", CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)), cancellationToken);

    public Task<Reply<Nothing>> MarkAsync(string task, bool done, CancellationToken cancellationToken) =>
        client.PutAsync<Nothing>($"{Root}/tasks/{Uri.EscapeDataString(task)}", new { done }, cancellationToken);
}

/// <param name="IsList">Each line of the text is an entry.</param>
/// <param name="Version">0 while nothing was ever written.</param>
public sealed record CharterSection(string Code, bool IsList, string Text, int Version, bool IsComplete, string? WrittenBy, DateOnly? WrittenOn);

public sealed record ProgrammeStep(int Number, string Title, string About, List<ProgrammeTask> Tasks);

/// <param name="Key">One of those of a quick start.</param>
/// <param name="ToldBy"><c>charter</c>, <c>people</c>, a service, or null when it is ticked by hand.</param>
/// <param name="Done">Null when the service that tells it has to be asked.</param>
public sealed record ProgrammeTask(string Code, string Text, string Hint, bool Key, string? ToldBy, string? Fact, bool? Done, string? By, DateOnly? On);
