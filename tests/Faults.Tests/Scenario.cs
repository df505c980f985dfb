using Npgsql;
using PeerPlatform.Testing;

namespace PeerPlatform.Faults.Tests;

/// <summary>A fault that is done to the running set-up while agencies go on working.</summary>
/// <param name="Short">Commands sent at least in the short form.</param>
/// <param name="Long">Commands sent at least in the long form.</param>
/// <param name="Done">What is done; returns when the fault is over and everything runs again.</param>
internal sealed record Scenario(string Name, int Short, int Long, Func<Fault, Task> Done)
{
    /// <summary>No request may fail, and none may be asked for twice.</summary>
    public bool NothingFails { get; init; }

    /// <summary>Dead letters that it makes.</summary>
    public int Letters { get; init; }

    /// <summary>It does what root alone may do; for others it is skipped, which the summary shows.</summary>
    public bool NeedsRoot { get; init; }

    /// <summary>Run by tests/upgrade.sh alone, which builds the version before and says where it lies.</summary>
    public bool NeedsVersionBefore { get; init; }

    /// <summary>Run by tests/faults.sh alone.</summary>
    public bool LongOnly { get; init; }
}

/// <summary>What a fault is done with.</summary>
internal sealed class Fault(LocalProduction platform, Broker broker, Load load, Ledger ledger, string run, Random random, bool isLong)
{
    public LocalProduction Platform => platform;

    public Broker Broker => broker;

    public Load Load => load;

    public Ledger Ledger => ledger;

    /// <summary>With which the names of all that this run makes begin.</summary>
    public string Run => run;

    public Random Random => random;

    public bool IsLong => isLong;

    /// <summary>What was seen and is worth a word in the table.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>One of the service's two replicas.</summary>
    public string Any(string service) => $"{service}-{random.Next(1, 3)}";

    public TimeSpan Seconds(int inShort, int inLong) => TimeSpan.FromSeconds(isLong ? inLong : inShort);

    public int Count(int inShort, int inLong) => isLong ? inLong : inShort;

    public async Task KillAndStartAsync(params string[] names)
    {
        await Task.WhenAll(names.Select(platform.KillAsync));
        await Patience.PassAsync(TimeSpan.FromMilliseconds(random.Next(100, 1000)));
        await Task.WhenAll(names.Select(platform.StartAsync));
    }

    /// <summary>Has the database server do something that nobody of the service may look at meanwhile.</summary>
    public async Task WithoutAsync(string service, params string[] statements)
    {
        string[] replicas = [$"{service}-1", $"{service}-2"];
        await Task.WhenAll(replicas.Select(platform.StopAsync));
        await using (var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(platform.Administrator(service)) { Database = "postgres" }.ConnectionString))
        {
            await connection.OpenAsync();
            foreach (var statement in statements)
            {
#pragma warning disable CA2100 // The tests' own texts.
                await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync();
            }
        }

        await Task.WhenAll(replicas.Select(platform.StartAsync));
    }

    /// <summary>Starts a replica with other settings, and puts it back afterwards.</summary>
    public async Task<IAsyncDisposable> WithAsync(string name, params (string Key, string? Value)[] settings)
    {
        var before = platform.Settings(name);
        await platform.StopAsync(name);
        foreach (var (key, value) in settings)
        {
            platform.Set(name, key, value);
        }

        await platform.StartAsync(name);
        return new Restored(async () =>
        {
            if (platform.Runs(name))
            {
                await platform.StopAsync(name);
            }

            foreach (var (key, _) in settings)
            {
                platform.Set(name, key, before.GetValueOrDefault(key));
            }

            await platform.StartAsync(name);
        });
    }

    private sealed class Restored(Func<Task> restore) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await restore();
    }
}
