using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>
/// The Dockerfile's publish step, run here for one service, and its result started as in a cluster: nobody's user, no capability,
/// a folder that can't be written, no home, the settings of the rendered chart. First it migrates as the job does, on a real
/// PostgreSQL whose roles and databases the chart's own file has made.
/// </summary>
public sealed class PublishTests(Rendered rendered)
{
    private const string Nobody = "65534";

    [Fact]
    public async Task What_is_published_migrates_and_serves_from_a_read_only_folder_as_nobody()
    {
        var folder = Directory.CreateTempSubdirectory("peerplatform-image-");
        var app = Path.Combine(folder.FullName, "app");
        var writable = folder.CreateSubdirectory("tmp").FullName;
        try
        {
            await PublishAsync("services/tenancy/Tenancy.Host/Tenancy.Host.csproj", app);
            await ShellAsync($"ln -s PeerPlatform.*.Host service && chmod -R a-w,a+rX . && chmod a+rx .. && chmod 777 '{writable}'", app);
            var databases = await TrialDatabases.PreparedAsync(rendered);
            var secrets = new Dictionary<(string, string), string>
            {
                [("peer-platform-postgres-owner", "tenancy")] = TrialDatabases.ConnectionString(databases, "tenancy", "owner"),
                [("peer-platform-postgres", "tenancy")] = TrialDatabases.ConnectionString(databases, "tenancy", "app"),
                [("peer-platform-identity", "service-key")] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                // Nobody is there: without broker and Redis it is slower, and right.
                [("peer-platform-rabbitmq", "tenancy")] = "amqp://peer:peer@127.0.0.1:9/",
                [("peer-platform-redis", "tenancy")] = "127.0.0.1:9,abortConnect=false",
            };
            var job = rendered.Of("Job", "all").Single(j => j.Name == "peer-tenancy-migrate");
            using var migrates = Start(app, writable, EnvironmentOf(job, secrets), "migrate");
            Assert.Equal("tenancy: up to date.", (await migrates.StandardOutput.ReadToEndAsync()).Trim());
            await migrates.WaitForExitAsync();
            Assert.Equal(0, migrates.ExitCode);

            var ports = FreePort.Row(2);
            var address = $"http://127.0.0.1:{ports[0]}";
            var settings = EnvironmentOf(rendered.Of("Deployment", "all").Single(d => d.Name == "peer-tenancy"), secrets);
            settings["Kestrel__Endpoints__Http__Url"] = address;
            settings["Kestrel__Endpoints__Grpc__Url"] = $"http://127.0.0.1:{ports[1].ToString(CultureInfo.InvariantCulture)}";
            settings["Identity__Keys"] = $"{address}/.well-known/jwks.json";
            settings["Shutdown__DrainSeconds"] = "0";
            using var process = Start(app, writable, settings);
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

    private static Process Start(string app, string writable, Dictionary<string, string> settings, params string[] arguments)
    {
        string[] asNobody = Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
            : [];
        string[] command = [.. asNobody, Path.Combine(app, "service"), .. arguments];
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
        var image = Dockerfile.Image.Single(i => i.Word == "ENV").Rest.Split(' ').Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        foreach (var (name, value) in image.Concat(settings))
        {
            start.Environment[name] = value == "/tmp" ? writable : value;
        }

        return Process.Start(start)!;
    }

    /// <summary>What a cluster would put into the container's environment: the settings, and the secrets where they are referred to.</summary>
    private Dictionary<string, string> EnvironmentOf(Manifest workload, Dictionary<(string, string), string> secrets)
    {
        var container = workload.Containers.Single();
        var environment = container.List("envFrom")
            .SelectMany(from => rendered.Of("ConfigMap", workload.Set).Single(c => c.Name == from.Text("configMapRef/name")).Json.Members("data"))
            .ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);
        foreach (var variable in container.List("env"))
        {
            environment[variable.Text("name")!] = variable.Text("value")
                ?? secrets[(variable.Text("valueFrom/secretKeyRef/name")!, variable.Text("valueFrom/secretKeyRef/key")!)];
        }

        return environment;
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
