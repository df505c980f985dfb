using System.Data.Common;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace PeerPlatform.Platform.Operations;

/// <summary>Tells failures that say nothing of what was asked, only that something needed does not answer now.</summary>
public static class Silence
{
    /// <summary>True for what is worth trying again unchanged.</summary>
    public static bool IsIn(Exception failure) =>
        OfDatabase(failure)
        || (failure is RpcException call
            && (call.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted || WentSilent(call)))
        || failure is TimeoutException
        || (failure.InnerException is { } inner && IsIn(inner));

    /// <summary>The line was lost while it was asked, which gRPC calls an internal fault.</summary>
    internal static bool WentSilent(RpcException call) =>
        call is { StatusCode: StatusCode.Internal, Status.DebugException: HttpRequestException or HttpProtocolException or IOException };

    /// <summary>
    /// It is away, stopping or starting (SQLSTATE 57P01 to 57P03), has no room, let go of a transaction that can be tried again, or
    /// ended the connection itself, as PostgreSQL does with a new one for which its full disk has no room (XX000); a file is busy, locked, on a disk that fails, full, or cannot be opened (SQLite 5, 6, 10, 13, 14).
    /// </summary>
    internal static bool OfDatabase(Exception failure) =>
        failure is DbException { IsTransient: true } or DbException { SqlState: "57P01" or "57P02" or "57P03" }
            or PostgresException { InvariantSeverity: "FATAL" or "PANIC" }
            or SqliteException { SqliteErrorCode: 5 or 6 or 10 or 13 or 14 }
        || (failure.InnerException is { } inner && OfDatabase(inner));
}
