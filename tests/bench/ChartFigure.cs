using System.Diagnostics;
using System.Globalization;
using PeerPlatform.Testing;

namespace PeerPlatform.Bench;

/// <summary>From the chart to manifests that Kubernetes' schemas take: everything, rendered and checked, slowest of three.</summary>
internal static class ChartFigure
{
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await Done(Helm.RunAsync("version"));
        var file = Path.GetTempFileName();
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await File.WriteAllTextAsync(file, (await Done(Helm.TemplateAsync())).Output);
            var check = await Done(Helm.NodeAsync("check.mjs", file));
            if (!check.Output.Contains("\"faults\":[]", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(check.Output);
            }

            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
        }

        File.Delete(file);
        return
        [
            new Figure("`helm template` of everything, and its check against Kubernetes' schemas, slowest of three", "≤ 5 s",
                string.Create(CultureInfo.InvariantCulture, $"{slowest.TotalSeconds:F1} s"), slowest.TotalSeconds <= 5),
        ];
    }

    private static async Task<Ended> Done(Task<Ended> running)
    {
        var ended = await running;
        return ended.Code == 0 ? ended : throw new InvalidOperationException(ended.Errors);
    }
}
