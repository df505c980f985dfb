using System.Diagnostics;

namespace PeerPlatform.Platform.Operations;

/// <summary>
/// Named places at which a test makes the process die as kill -9 would, by the environment variable
/// <c>PEERPLATFORM_DIE_AT</c> (<c>name</c>, or <c>name:3</c> for the third time). Without it a point costs one comparison.
/// </summary>
public static class FaultPoint
{
    private static readonly string? Name = Environment.GetEnvironmentVariable("PEERPLATFORM_DIE_AT")?.Split(':')[0];
    private static int _left = int.Parse(
        Environment.GetEnvironmentVariable("PEERPLATFORM_DIE_AT")?.Split(':') is [_, var times] ? times : "1",
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Dies here when the test asked for it.</summary>
    public static void Reach(string point)
    {
        if (Name is not null && Name == point && Interlocked.Decrement(ref _left) == 0)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
