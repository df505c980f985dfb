using System.Text;
using Microsoft.Extensions.Configuration;

namespace PeerPlatform.Tenancy.FirstStart;

/// <summary>
/// Where the path of the first set-up link lies until it is used: <c>first-set-up.txt</c> in the data folder, readable
/// by its owner only. Whoever may read the data folder may set the platform up.
/// </summary>
internal sealed class FirstSetupFile(IConfiguration configuration)
{
    public string Place { get; } = Path.Combine(configuration["Database:Folder"] ?? "data", "first-set-up.txt");

    /// <summary>Null when there is none.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken) =>
        File.Exists(Place) ? (await File.ReadAllTextAsync(Place, cancellationToken)).Trim() : null;

    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        Erase();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(Place, options);
        await file.WriteAsync(Encoding.UTF8.GetBytes($"{path}\n"), cancellationToken);
    }

    public void Erase() => File.Delete(Place);
}
