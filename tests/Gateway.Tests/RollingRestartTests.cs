using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using PeerPlatform.Testing;

namespace PeerPlatform.Gateway.Tests;

/// <summary>Real processes: two replicas of tenancy on one database behind the gateway, restarted one after the other under load.</summary>
public sealed class RollingRestartTests
{
    private const string Password = "quiet-harbor-lantern";

    [Fact]
    public async Task A_rolling_restart_of_two_replicas_under_load_fails_no_request()
    {
        var folder = Directory.CreateTempSubdirectory("peerplatform-rolling-").FullName;
        try
        {
            await using var one = await TenancyAsync(folder, FreePort.Row(2), demonstration: true);
            await using var two = await TenancyAsync(folder, FreePort.Row(2), demonstration: false);
            await using var gateway = await GatewayAsync(one, two);
            using var casey = await SignedIn.AsAsync(gateway.Address, "casey.coordinator@massup.example", Password);
            var members = (await casey.GetJsonAsync("/api/tenancy/v1/members?page=1&size=100")).GetProperty("items").EnumerateArray()
                .Select(m => m.GetProperty("id").GetString()!).ToList();

            using var ends = new CancellationTokenSource();
            var load = new Load(casey, members);
            var running = load.RunAsync(workers: 3, ends.Token);
            await UntilSomeAsync(load);
            foreach (var replica in new[] { one.Process, two.Process })
            {
                Assert.Equal(0, await replica.StopAsync());
                await replica.StartAgainAsync();
                await UntilSomeAsync(load);
            }

            await ends.CancelAsync();
            await running;
            Assert.Empty(load.Failed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task UntilSomeAsync(Load load)
    {
        var before = load.Done;
        return Eventually.HoldsAsync(() => Task.FromResult(load.Done >= before + 300 || !load.Failed.IsEmpty), "some requests are answered");
    }

    private static async Task<Running> TenancyAsync(string folder, int[] ports, bool demonstration)
    {
        var http = $"http://127.0.0.1:{ports[0]}";
        var settings = new Dictionary<string, string>
        {
            ["Kestrel:Endpoints:Http:Url"] = http,
            ["Kestrel:Endpoints:Http:Protocols"] = "Http1",
            ["Kestrel:Endpoints:Grpc:Url"] = $"http://127.0.0.1:{ports[1]}",
            ["Kestrel:Endpoints:Grpc:Protocols"] = "Http2",
            ["Database:Folder"] = folder,
            ["Identity:Keys"] = $"{http}/.well-known/jwks.json",
            ["Identity:ServiceKey"] = Convert.ToBase64String(SHA256.HashData("a key for tests"u8)),
            ["Shutdown:DrainSeconds"] = "4",
        };
        if (demonstration)
        {
            settings["Tenancy:Start:Demonstration"] = Path.Combine(AppContext.BaseDirectory, "network-case.csv");
            settings["Tenancy:Start:DemonstrationPassword"] = Password;
        }

        return new Running(await BuiltProcess.StartAsync(Checkout.HostOf("tenancy"), new Uri($"{http}/health/ready"), settings), new Uri($"http://127.0.0.1:{ports[1]}"));
    }

    private static async Task<Running> GatewayAsync(Running one, Running two)
    {
        var ports = FreePort.Row(2);
        var address = new Uri($"http://127.0.0.1:{ports[0]}");
        var settings = new Dictionary<string, string>
        {
            ["Gateway:Port"] = $"{ports[0]}",
            ["Gateway:CollectPort"] = $"{ports[1]}",
            ["Gateway:Limits:Account:Permits"] = "1000000",
            ["Gateway:Limits:Address:Permits"] = "1000000",
            ["ReverseProxy:Clusters:tenancy:Destinations:one:Address"] = one.Address.ToString(),
            ["ReverseProxy:Clusters:tenancy:Destinations:two:Address"] = two.Address.ToString(),
        };
        return new Running(await BuiltProcess.StartAsync(Checkout.HostOf("gateway"), new Uri(address, "/health/ready"), settings), address);
    }

    private sealed record Running(BuiltProcess Process, Uri Address) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }

    /// <summary>Reads, and one worker writes now and then, as fast as it is answered.</summary>
    private sealed class Load(HttpClient client, List<string> members)
    {
        private int _done;

        public int Done => _done;

        public ConcurrentQueue<string> Failed { get; } = new();

        public Task RunAsync(int workers, CancellationToken ends) =>
            Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(() => WorkAsync(worker, ends), CancellationToken.None)));

        private async Task WorkAsync(int worker, CancellationToken ends)
        {
            for (var i = worker; !ends.IsCancellationRequested; i++)
            {
                try
                {
                    using var answer = worker == 0 && i % 5 == 0
                        ? await client.PostAsJsonAsync($"/api/tenancy/v1/members/{members[i % members.Count]}/setup-link", new { }, CancellationToken.None)
                        : await client.GetAsync("/api/tenancy/v1/me", CancellationToken.None);
                    if (!answer.IsSuccessStatusCode)
                    {
                        Failed.Enqueue($"{answer.RequestMessage!.Method} {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
                    }

                    Interlocked.Increment(ref _done);
                }
                catch (HttpRequestException e)
                {
                    Failed.Enqueue(e.ToString());
                }
            }
        }
    }
}
