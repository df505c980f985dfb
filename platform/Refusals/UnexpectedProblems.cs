using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using PeerPlatform.Platform.Identity;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Platform.Rpc;

namespace PeerPlatform.Platform.Refusals;

/// <summary>
/// Turns what no use case foresaw into problem+json: a body or parameter that cannot be read, a service that is
/// down, a fault of ours. It names the field where the reader knows it and never shows an exception.
/// </summary>
internal sealed partial class UnexpectedProblems(IProblemDetailsService problems, ILogger<UnexpectedProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!httpContext.Request.Path.StartsWithSegments("/api") && !httpContext.Request.Path.StartsWithSegments("/collect/v1"))
        {
            return false;
        }

        var details = Describe(exception);
        if (details.Status == StatusCodes.Status500InternalServerError)
        {
            LogOurFault(logger, exception);
        }

        if (details.Status == StatusCodes.Status503ServiceUnavailable)
        {
            LogSilence(logger, exception.GetBaseException().Message);
            httpContext.Response.Headers.RetryAfter = (exception as RpcException)?.Trailers.GetValue(CallOfScope.RetryAfter) ?? "5";
        }

        httpContext.Response.StatusCode = details.Status!.Value;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = details });
    }

    private static ProblemDetails Describe(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => new FieldRefused(
            FieldOf(json), ReasonOf(json), "Send the fields of the API description, each of its type.").ToDetails(),
        BadHttpRequestException bad => WithStatus(
            new FieldRefused("request", bad.Message, "Send the request as the API description says.").ToDetails(), bad.StatusCode),
        RpcException rpc when rpc.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded || Silence.WentSilent(rpc) =>
            new NeededServiceSilent().ToDetails(),
        RpcException { StatusCode: StatusCode.PermissionDenied } rpc when rpc.Trailers.GetValue(Entitlement.RefusedService) is { } service =>
            new ServiceNotSubscribed(service).ToDetails(),
        _ when Silence.OfDatabase(exception) => new DatabaseSilent().ToDetails(),
        _ => new ProblemDetails
        {
            Type = "urn:peerplatform:our-fault",
            Title = "Something went wrong on our side. Nothing was half saved.",
            Status = StatusCodes.Status500InternalServerError,
            Extensions = { ["remedy"] = "Try again. If it stays, tell whoever runs the platform." },
        },
    };

    private static string FieldOf(JsonException json) => json.Path is { Length: > 2 } path ? path[2..] : "body";

    private static string ReasonOf(JsonException json) =>
        json.Message.Contains("could not be mapped", StringComparison.Ordinal)
            ? "This field is not known here."
            : "The value cannot be read as JSON of the expected type.";

    [LoggerMessage(Level = LogLevel.Error, Message = "A request met a fault that no use case foresaw.")]
    private static partial void LogOurFault(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request could not be answered, because what it needs does not answer: {Reason}")]
    private static partial void LogSilence(ILogger logger, string reason);

    private static ProblemDetails WithStatus(ProblemDetails details, int status)
    {
        details.Status = status;
        return details;
    }
}

/// <summary>Another service that this answer needs does not answer now.</summary>
internal sealed record NeededServiceSilent() : Refusal(
    RefusalKind.Unavailable,
    "A part of the platform that this needs does not answer right now. Nothing was changed.",
    Remedy: "Try again in a minute.");

/// <summary>The database does not answer now, or has no room. Whether a commit that was under way arrived is not known.</summary>
internal sealed record DatabaseSilent() : Refusal(
    RefusalKind.Unavailable,
    "What the platform keeps cannot be reached right now.",
    Remedy: "Try again in a minute. If you were saving something, look first whether it is there.");
