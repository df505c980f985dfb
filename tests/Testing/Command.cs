using System.Diagnostics;

namespace PeerPlatform.Testing;

/// <summary>What a program printed, and how it ended.</summary>
public sealed record Ended(int Code, string Output, string Errors);

/// <summary>Runs a program to its end.</summary>
public static class Command
{
    /// <summary>Runs it in a folder; variables are added to this process's, or taken away when null.</summary>
    public static async Task<Ended> RunAsync(
        string program, string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, await output, await errors);
    }
}
