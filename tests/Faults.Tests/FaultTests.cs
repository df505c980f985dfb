using System.Globalization;
using PeerPlatform.Testing;

namespace PeerPlatform.Faults.Tests;

/// <summary>
/// Parts of the running platform die, hang, lose their data and their connections while agencies work; afterwards nothing that
/// was acknowledged is lost and nothing is done twice (issue 3). <c>tests/faults.sh</c> runs the long form and writes the table.
/// </summary>
public sealed class FaultTests(RunningLocalProduction running, ITestOutputHelper output) : IClassFixture<RunningLocalProduction>
{
    public static TheoryData<string> Names { get; } =
        [.. Scenarios.All.Where(RunningLocalProduction.IsAsked).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_is_lost_and_nothing_is_done_twice(string fault)
    {
        var scenario = Scenarios.All.Single(s => s.Name == fault);
        Assert.SkipWhen(scenario.NeedsRoot && !SmallDisk.CanBeMounted, "Mounting a small disk needs root.");
        var run = running.NextRun();
        var seed = running.Seed;
        output.WriteLine($"{fault}: seed {seed}, ledger {run}");
        TestContext.Current.SendDiagnosticMessage("{0}: seed {1}, ledger {2}", fault, seed, run);
        using var ledger = new Ledger(Path.Combine(running.Platform.Folder, $"ledger-{run}-{Guid.NewGuid():N}.jsonl"));
        var commands = new Commands(ledger);
        using var load = new Load(running.Platform, running.Systems, commands, run, seed);
        var broker = Broker.Of(running.Platform);
        var doing = new Fault(running.Platform, broker, load, ledger, run, new Random(seed), RunningLocalProduction.IsLong);
        var result = "broken";
        await Task.WhenAll(running.Systems.Select(s => s.CloseAllAsync()));
        try
        {
            await load.RunAsync(RunningLocalProduction.IsLong ? scenario.Long : scenario.Short, () => scenario.Done(doing));
            Assert.Empty(commands.Broken);
            if (scenario.NothingFails)
            {
                Assert.DoesNotContain(ledger.Read(), e => e.Attempt > 1 || e.Outcome is Outcome.Unknown or Outcome.Refused);
            }

            var promises = new Promises(running.Platform, broker);
            List<string> broken = [];
            try
            {
                var recovered = await Patience.UntilAsync(
                    async () => (broken = await promises.BrokenAsync(ledger.Read(), run, scenario.Letters)).Count == 0, "all promises hold again");
                result = string.Join("; ", doing.Seen.Prepend(string.Create(CultureInfo.InvariantCulture, $"all holds after {recovered.TotalSeconds:0.0} s")));
            }
            catch (TimeoutException)
            {
                Assert.Fail($"{fault} (seed {seed}): after {Patience.Recovery.TotalSeconds} s\n{string.Join('\n', broken.Take(20))}");
            }
        }
        finally
        {
            running.Note(fault, commands, ledger, result);
            await running.Platform.MendAsync();
            await CleanUpAsync(broker, scenario.Letters);
        }
    }

    private static async Task CleanUpAsync(Broker broker, int letters)
    {
        if (letters > 0)
        {
            await broker.PurgeAsync(Broker.DeadOf(Broker.WaveClosedQueue));
        }
    }
}
