using System.Globalization;
using PeerPlatform.Testing;

namespace PeerPlatform.Faults.Tests;

/// <summary>One set-up for all scenarios, started once, and the table of what they showed.</summary>
public sealed class RunningLocalProduction : IAsyncLifetime
{
    private const int Agencies = 5;
    private int _runs;

    /// <summary>True when <c>tests/faults.sh</c> asks for it by <c>FAULTS=long</c>.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("FAULTS") == "long";

    /// <summary>A built checkout of an earlier version, as which everything is started; null to start this one.</summary>
    internal static string? VersionBefore { get; } =
        Environment.GetEnvironmentVariable("FAULTS_BEFORE") is { Length: > 0 } checkout ? checkout : null;

    /// <summary>
    /// All of the form that is run, or those whose name contains what <c>FAULTS_ONLY</c> says; where the version before is started, only
    /// what needs it.
    /// </summary>
    internal static bool IsAsked(Scenario scenario) => scenario.NeedsVersionBefore == (VersionBefore is not null)
        && (Environment.GetEnvironmentVariable("FAULTS_ONLY") is { Length: > 0 } only
            ? only.Split('|').Any(part => scenario.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
            : IsLong || !scenario.LongOnly);

    /// <summary><c>FAULTS_SEED</c>, to see the same choices again.</summary>
    public int Seed { get; } = int.Parse(
        Environment.GetEnvironmentVariable("FAULTS_SEED") is { Length: > 0 } given ? given : Random.Shared.Next().ToString(CultureInfo.InvariantCulture),
        CultureInfo.InvariantCulture);

    internal LocalProduction Platform { get; private set; } = null!;

    internal IReadOnlyList<AgencySystem> Systems { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // What fails for a reason of its own is a dead letter after seconds instead of minutes; so is what is wrongly taken for it.
        const string QuickRetries = "Messaging__RetrySeconds=0.2,0.5,1";
        Platform = VersionBefore is { } before
            ? await LocalProduction.StartBuiltByAsync(before, QuickRetries)
            : await LocalProduction.StartAsync(QuickRetries);
        Systems = await AgencySystem.MakeAsync(Platform.Portal, Agencies);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var system in Systems ?? [])
        {
            system.Dispose();
        }

        if (Platform is not null)
        {
            await Platform.DisposeAsync();
        }
    }

    /// <summary>A name that no other run on the same data has had.</summary>
    internal string NextRun() => string.Create(
        CultureInfo.InvariantCulture, $"f{DateTime.UtcNow:HHmmss}{Interlocked.Increment(ref _runs):00}");

    internal void Note(string fault, Commands commands, Ledger ledger, string result)
    {
        var last = ledger.Read().GroupBy(e => e.Command).ToList();
        int Ended(Func<Entry, bool> with) => last.Count(g => with(g.Last()));
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"| {fault} | {commands.Sent} | {Ended(e => e.Outcome is Outcome.Acked or Outcome.FoundDone)} | {Ended(e => e.Outcome == Outcome.Refused)} | {last.Count(g => g.Any(e => e.Outcome == Outcome.Unknown))} | {commands.Retried} | {commands.LongestWait.TotalSeconds:0.0} s | {result} |"));
    }

    /// <summary>At once, so that an interrupted run leaves the rows of what it has done.</summary>
    private static void Write(string row)
    {
        if (Environment.GetEnvironmentVariable("FAULTS_TABLE") is { Length: > 0 } table)
        {
            File.AppendAllLines(table, [row]);
        }
    }
}
