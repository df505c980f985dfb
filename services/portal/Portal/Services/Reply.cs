using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PeerPlatform.Portal.Services;

/// <summary>What a service answered: a value, or a "no" that the page shows.</summary>
internal sealed record Reply<T>(T? Value, ApiProblem? Problem)
{
    public T OrThrow(string service) => Problem is null ? Value! : throw new ServiceRefused(service, Problem);
}

/// <summary>An answer without content.</summary>
internal sealed class Nothing
{
    public static Nothing Instance { get; } = new();
}

/// <summary>A problem+json answer (RFC 9457) with the field and the remedy that the platform adds.</summary>
public sealed record ApiProblem(int Status, string Type, string Title, string? Field, string? Remedy)
{
    /// <summary>What was typed can't be sent to a service as what it takes.</summary>
    public static ApiProblem Unreadable(string field, string title, string remedy) => new(StatusCodes.Status400BadRequest, "", title, field, remedy);

    public bool Is(string refusal) => Type == $"urn:peerplatform:{refusal}";

    public static async Task<ApiProblem> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var status = (int)answer.StatusCode;
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            using var problem = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return new ApiProblem(status, Text(problem, "type") ?? "", Text(problem, "title") ?? "", Text(problem, "field"), Text(problem, "remedy"));
        }
        catch (JsonException)
        {
            return new ApiProblem(status, "", "", null, null);
        }
    }

    private static string? Text(JsonDocument problem, string name) =>
        problem.RootElement.ValueKind == JsonValueKind.Object
        && problem.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>A "no" that the page has no place for; becomes an error page of the same status.</summary>
internal sealed class ServiceRefused(string service, ApiProblem problem)
    : Exception($"{service} refused: {problem.Status} {problem.Type}")
{
    public ApiProblem Problem { get; } = problem;

    public string Service { get; } = service;
}

/// <summary>The service does not answer, or not as agreed.</summary>
internal sealed class ServiceSilent(string service, Exception? why) : Exception($"{service} does not answer.", why)
{
    public string Service { get; } = service;
}

/// <summary>The session's token is no longer taken: the person signs in again.</summary>
internal sealed class SessionOver : Exception;
