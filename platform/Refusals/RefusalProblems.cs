using System.Text.RegularExpressions;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace PeerPlatform.Platform.Refusals;

/// <summary>A refusal at the edge: problem+json (RFC 9457) with field, reason and remedy, or a gRPC status.</summary>
public static partial class RefusalProblems
{
    /// <summary>The trailer that names a refusal; a status without it is not an answer of ours.</summary>
    internal const string Trailer = "refusal";

    /// <summary>The answer of an HTTP route.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal) => TypedResults.Problem(refusal.ToDetails());

    /// <summary>What a gRPC adapter throws.</summary>
    public static RpcException ToRpcException(this Refusal refusal) =>
        new(new Status(StatusCodeOf(refusal.Kind), refusal.Reason), new Metadata { { Trailer, NameOf(refusal) } });

    internal static ProblemDetails ToDetails(this Refusal refusal)
    {
        var details = new ProblemDetails
        {
            Type = $"urn:peerplatform:{NameOf(refusal)}",
            Title = refusal.Reason,
            Status = StatusOf(refusal.Kind),
        };
        if (refusal.Field is not null)
        {
            details.Extensions["field"] = refusal.Field;
        }

        if (refusal.Remedy is not null)
        {
            details.Extensions["remedy"] = refusal.Remedy;
        }

        return details;
    }

    private static string NameOf(Refusal refusal) => InnerCapital().Replace(refusal.GetType().Name, "-$1").ToLowerInvariant();

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Gone => StatusCodes.Status410Gone,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A refusal of no known kind."),
    };

    private static StatusCode StatusCodeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCode.InvalidArgument,
        RefusalKind.NotFound => StatusCode.NotFound,
        RefusalKind.Conflict or RefusalKind.Gone => StatusCode.FailedPrecondition,
        RefusalKind.Forbidden => StatusCode.PermissionDenied,
        RefusalKind.TooMany or RefusalKind.TooLarge => StatusCode.ResourceExhausted,
        RefusalKind.Unavailable => StatusCode.Unavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A refusal of no known kind."),
    };

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex InnerCapital();
}
