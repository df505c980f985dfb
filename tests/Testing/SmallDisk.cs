using System.Globalization;

namespace PeerPlatform.Testing;

/// <summary>A file system in memory with little room, that is filled to the last byte and emptied again.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>True for root alone: nobody else may mount.</summary>
    public static bool CanBeMounted => Environment.IsPrivilegedProcess;

    /// <param name="megabytes">Its room.</param>
    /// <param name="owner">The system's user whose files it holds; null for ours.</param>
    public static async Task<SmallDisk> MountAsync(int megabytes, string? owner = null)
    {
        var disk = new SmallDisk(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"peerplatform-disk-{Guid.NewGuid():N}")).FullName);
        await DoAsync("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=0755"), "peerplatform", disk.Folder);
        if (owner is not null)
        {
            await DoAsync("chown", owner, disk.Folder);
        }

        return disk;
    }

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        var block = new byte[4096];
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                ballast.Write(block);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Ballast);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await DoAsync("umount", "--lazy", Folder);
        Directory.Delete(Folder);
    }

    private static async Task DoAsync(string program, params string[] arguments)
    {
        var ended = await Command.RunAsync(program, Path.GetTempPath(), arguments);
        if (ended.Code != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {ended.Errors}");
        }
    }
}
