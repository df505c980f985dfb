using System.Security.Cryptography;

namespace PeerPlatform.Embedded;

/// <summary>Another process holds the data folder.</summary>
internal sealed class DataFolderInUse(string path) : Exception(
    $"The data folder {path} is in use by another start of PeerPlatform. Stop that one, or choose another folder with --data.");

/// <summary>The folder with everything of one installation; one process at a time holds it.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileStream _held;

    private DataFolder(string path, FileStream held, string serviceKey)
    {
        Path = path;
        _held = held;
        ServiceKey = serviceKey;
    }

    public string Path { get; }

    /// <summary>Made at the first start; the credential that services show each other.</summary>
    public string ServiceKey { get; }

    /// <summary>The link of a first start without demonstration, until it is used.</summary>
    public string FirstSetUpFile => System.IO.Path.Combine(Path, "first-set-up.txt");

    public static DataFolder Open(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.UserExecute);
        }

        FileStream held;
        try
        {
            held = new FileStream(System.IO.Path.Combine(path, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new DataFolderInUse(path);
        }

        return new DataFolder(path, held, ReadOrMakeKey(System.IO.Path.Combine(path, "service-key")));
    }

    public void Dispose() => _held.Dispose();

    private static string ReadOrMakeKey(string file)
    {
        if (File.Exists(file))
        {
            return File.ReadAllText(file).Trim();
        }

        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var writer = new StreamWriter(file, options);
        writer.Write(key);
        return key;
    }
}
