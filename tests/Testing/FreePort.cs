using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PeerPlatform.Testing;

/// <summary>
/// Loopback ports that nobody listens on at the moment of asking, of those that the kernel gives to no outgoing connection:
/// otherwise a process that is killed may find its port taken by its neighbour's connection when it starts again.
/// </summary>
public static class FreePort
{
    private const int Lowest = 10_000;
    private const int LowestOutgoingUsually = 32_768;

    /// <summary>One free port.</summary>
    public static int Next() => Row(1)[0];

    /// <summary>Consecutive free ports, for a process that takes a first port and its followers.</summary>
    public static int[] Row(int length)
    {
        var end = LowestOutgoing();
        while (true)
        {
            var row = Enumerable.Range(Random.Shared.Next(Lowest, end - length), length).ToArray();
            var taken = new List<TcpListener>();
            try
            {
                foreach (var port in row)
                {
                    var listener = new TcpListener(IPAddress.Loopback, port);
                    listener.Start();
                    taken.Add(listener);
                }

                return row;
            }
            catch (SocketException)
            {
                // One of them is taken; try another row.
            }
            finally
            {
                taken.ForEach(l => l.Stop());
            }
        }
    }

    private static int LowestOutgoing()
    {
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        var lowest = File.Exists(Range)
            ? int.Parse(File.ReadAllText(Range).Split('\t', ' ')[0], CultureInfo.InvariantCulture)
            : LowestOutgoingUsually;
        return lowest > Lowest * 2 ? lowest : LowestOutgoingUsually;
    }
}
