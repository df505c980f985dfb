using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PeerPlatform.Faults.Tests;

/// <summary>
/// A line to PostgreSQL that breaks while a commit is on it: before the server hears of it, or after it has committed and
/// before the client hears so. Which of the two, and which commits, says the seed.
/// </summary>
internal sealed class CommitCutter : IAsyncDisposable
{
    private static readonly byte[] Commit = Encoding.ASCII.GetBytes("COMMIT");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ends = new();
    private readonly Random _random;
    private readonly int _to;
    private readonly Task _accepting;
    private volatile bool _cuts;
    private int _cut;

    public CommitCutter(int to, int seed)
    {
        _to = to;
        _random = new Random(seed);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many commits were cut.</summary>
    public int Cut => Volatile.Read(ref _cut);

    public void Begin() => _cuts = true;

    public void End() => _cuts = false;

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _ends.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                lines.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_ends.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using (near)
        using (var far = new TcpClient())
        {
            try
            {
                near.NoDelay = far.NoDelay = true;
                await far.ConnectAsync(IPAddress.Loopback, _to, _ends.Token);
                var line = new Line();
                await Task.WhenAny(AskAsync(near.GetStream(), far.GetStream(), line), AnswerAsync(far.GetStream(), near.GetStream(), line));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One end is gone, and so is the line.
            }
        }
    }

    private async Task AskAsync(NetworkStream from, NetworkStream to, Line line)
    {
        var buffer = new byte[65536];
        int read;
        while ((read = await from.ReadAsync(buffer, _ends.Token)) > 0)
        {
            var (cuts, hears) = buffer.AsSpan(0, read).IndexOf(Commit) >= 0 ? Decide() : (false, true);
            if (cuts)
            {
                Interlocked.Increment(ref _cut);
                line.IsCut = true;
            }

            if (hears)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), _ends.Token);
            }
            else
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to, Line line)
    {
        var buffer = new byte[65536];
        int read;
        while ((read = await from.ReadAsync(buffer, _ends.Token)) > 0 && !line.IsCut)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), _ends.Token);
        }
    }

    private (bool Cuts, bool Hears) Decide()
    {
        lock (_random)
        {
            return _cuts && _random.Next(4) == 0 ? (true, _random.Next(2) == 0) : (false, true);
        }
    }

    private sealed class Line
    {
        /// <summary>The server's answer to the commit is not passed on.</summary>
        public volatile bool IsCut;
    }
}
