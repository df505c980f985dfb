using System.Net;
using System.Net.Sockets;

namespace PeerPlatform.Testing;

/// <summary>Loopback ports that nobody listens on at the moment of asking.</summary>
public static class FreePort
{
    /// <summary>One free port.</summary>
    public static int Next() => Row(1)[0];

    /// <summary>Consecutive free ports, for a process that takes a first port and its followers.</summary>
    public static int[] Row(int length)
    {
        while (true)
        {
            var taken = new List<TcpListener>();
            try
            {
                var first = Listen(0, taken);
                for (var next = first + 1; next < first + length; next++)
                {
                    Listen(next, taken);
                }

                return [.. Enumerable.Range(first, length)];
            }
            catch (SocketException)
            {
                // A neighbour is taken; try another row.
            }
            finally
            {
                taken.ForEach(l => l.Stop());
            }
        }
    }

    private static int Listen(int port, List<TcpListener> taken)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        taken.Add(listener);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
