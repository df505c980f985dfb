using System.Diagnostics;

namespace Grpc.Tests;

/// <summary>A script of the folder <c>node</c>, running as a process of its own until it ends or is disposed.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly string Folder = FindFolder();
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    private readonly Process process;
    private readonly Task<string> errors;

    private NodeProcess(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    public static async Task<NodeProcess> StartAsync(string script, params string[] arguments)
    {
        await Installed.Value;
        return new NodeProcess(Start("node", [script, .. arguments]));
    }

    /// <summary>Reads on to the next line that begins with <paramref name="beginning"/>, and gives the rest of it.</summary>
    public async Task<string> LineAsync(string beginning)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Given.Token);
        patience.CancelAfter(Given.Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return line[beginning.Length..];
            }
        }

        throw new InvalidOperationException($"The script ended without a line \"{beginning}…\":\n{await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Gets the packages as the lock file names them, unless they are there already.</summary>
    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            return;
        }

        using var npm = Start("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci failed:\n{await output}\n{await errors}");
        }
    }

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "node");
            if (File.Exists(Path.Combine(candidate, "package-lock.json")))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("These tests run from inside a checkout, below their folder \"node\".");
    }
}
