using System.Globalization;
using PeerPlatform.Testing;

namespace PeerPlatform.Faults.Tests;

/// <summary>The databases of a running platform as they were at one instant, brought up at another place beside it.</summary>
internal static class Elsewhere
{
    private const string Backup = """
        set -eu
        bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
        mkdir -p "$2/postgres" "$2/secrets"
        "$bin/pg_basebackup" -h 127.0.0.1 -p "$3" -U postgres -D "$2/postgres/data" --wal-method=stream --checkpoint=fast
        cp "$1"/secrets/* "$2/secrets/"
        if [ "$(id -u)" = 0 ]; then chown -R postgres "$2/postgres/data"; fi
        """;

    /// <summary>As docs/operations.md says: a base backup of the server, with work going on, and the secrets. Nothing of broker and Redis.</summary>
    public static async Task<string> BackUpAsync(LocalProduction platform)
    {
        // Not a folder of ours alone: PostgreSQL's own user must get to its folder below.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"peerplatform-elsewhere-{Guid.NewGuid():N}")).FullName;
        var data = Path.Combine(folder, "data");
        Directory.CreateDirectory(data);
        var done = await Command.RunAsync(
            "bash", folder, ["-c", Backup, "bash", platform.Folder, data, platform.PostgresPort.ToString(CultureInfo.InvariantCulture)]);
        return done.Code == 0 ? data : throw new InvalidOperationException($"The backup failed: {done.Output}{done.Errors}");
    }
}
