using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>
/// The Dockerfile's publish step, run here for one service, and its result started as in a cluster: nobody's user, no capability,
/// a folder that can't be written, no home, the settings of the rendered chart.
/// </summary>
public sealed class PublishTests(Rendered rendered)
{
    private const string Nobody = "65534";

    [Fact]
    public async Task What_is_published_serves_from_a_read_only_folder_as_nobody()
    {
        var folder = Directory.CreateTempSubdirectory("peerplatform-image-");
        var app = Path.Combine(folder.FullName, "app");
        var writable = folder.CreateSubdirectory("tmp").FullName;
        try
        {
            await PublishAsync("services/tenancy/Tenancy.Host/Tenancy.Host.csproj", app);
            await ShellAsync($"ln -s PeerPlatform.*.Host service && chmod -R a-w,a+rX . && chmod a+rx .. && chmod 777 '{writable}'", app);
            var ports = FreePort.Row(2);
            var address = $"http://127.0.0.1:{ports[0]}";
            using var process = Start(app, writable, address, ports[1]);
            var printed = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            try
            {
                using var client = SignedIn.Nobody(new Uri(address));
                await Eventually.HoldsAsync(() => AnswersAsync(client, process, "/health/live"), "the published service lives");
                await Eventually.HoldsAsync(() => AnswersAsync(client, process, "/health/ready"), "the published service is ready");
                await ShellAsync($"kill -TERM {process.Id}", folder.FullName);
                await process.WaitForExitAsync();
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }

            Assert.True(process.ExitCode == 0, $"{await printed}\n{await errors}");
        }
        finally
        {
            await ShellAsync("chmod -R u+w .", folder.FullName);
            folder.Delete(recursive: true);
        }
    }

    private static async Task PublishAsync(string project, string app)
    {
        // Kept between runs, so that a later one builds only what has changed.
        string[] where = ["--output", app, "--artifacts-path", Checkout.At("artifacts", "published")];
        var publish = await Command.RunAsync("dotnet", Checkout.Root, ["publish", project, .. Dockerfile.PublishArguments, .. where]);
        Assert.True(publish.Code == 0, $"{publish.Output}\n{publish.Errors}");
    }

    private Process Start(string app, string writable, string address, int grpc)
    {
        string[] asNobody = Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
            : [];
        string[] command = [.. asNobody, Path.Combine(app, "service")];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = app,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        start.Environment["HOME"] = "/nonexistent";
        start.Environment["TMPDIR"] = writable;
        foreach (var variable in Dockerfile.Image.Single(i => i.Word == "ENV").Rest.Split(' ').Select(v => v.Split('=')))
        {
            start.Environment[variable[0]] = variable[1] == "/tmp" ? writable : variable[1];
        }

        foreach (var setting in rendered.Of("ConfigMap", "all").Single(c => c.Name == "peer-tenancy").Json.Members("data"))
        {
            start.Environment[setting.Name] = setting.Value.GetString();
        }

        start.Environment["Kestrel__Endpoints__Http__Url"] = address;
        start.Environment["Kestrel__Endpoints__Grpc__Url"] = $"http://127.0.0.1:{grpc.ToString(CultureInfo.InvariantCulture)}";
        start.Environment["Identity__Keys"] = $"{address}/.well-known/jwks.json";
        start.Environment["Identity__ServiceKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        start.Environment["Database__Provider"] = "sqlite";
        start.Environment["Database__Folder"] = writable;
        start.Environment["Messaging__Transport"] = "memory";
        start.Environment["Shutdown__DrainSeconds"] = "0";
        return Process.Start(start)!;
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Process process, string path)
    {
        Assert.False(process.HasExited, $"The published service ended with {(process.HasExited ? process.ExitCode : 0)}.");
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task ShellAsync(string command, string folder)
    {
        var ended = await Command.RunAsync("sh", folder, ["-c", command]);
        Assert.True(ended.Code == 0, ended.Errors);
    }
}
