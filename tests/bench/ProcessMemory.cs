using System.Globalization;

namespace PeerPlatform.Bench;

/// <summary>Memory of a process as Linux counts it.</summary>
internal static class ProcessMemory
{
    public static double ResidentMiB(int processId) => Read(processId, "VmRSS:");

    /// <summary>The most it ever held.</summary>
    public static double PeakMiB(int processId) => Read(processId, "VmHWM:");

    private static double Read(int processId, string name) =>
        double.Parse(
            File.ReadLines($"/proc/{processId}/status").First(l => l.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) / 1024;
}
