using System.Net;
using System.Net.Sockets;

namespace PeerPlatform.Testing;

/// <summary>A line to a server that can fall silent without breaking: connections stay open and nothing comes through any more.</summary>
public sealed class FrozenLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ends = new();
    private readonly int _to;
    private readonly Task _accepting;
    private TaskCompletionSource _flows = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _silentUpTo;
    private int _connections;

    /// <summary>To a port on 127.0.0.1.</summary>
    public FrozenLine(int to)
    {
        _to = to;
        _flows.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>On 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on nothing comes through.</summary>
    public void Freeze() => _flows = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From now on nothing comes through what is open; what is opened later works.</summary>
    public void FreezeOpen() => _silentUpTo = Connections;

    /// <summary>How many were opened so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Everything comes through again.</summary>
    public void Thaw() => _flows.TrySetResult();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        _listener.Stop();
        await _accepting;
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
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        var number = Interlocked.Increment(ref _connections);
        using (near)
        using (var far = new TcpClient())
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _to, _ends.Token);
                await Task.WhenAny(CopyAsync(near.GetStream(), far.GetStream(), number), CopyAsync(far.GetStream(), near.GetStream(), number));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One end is gone, and so is the line.
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, int number)
    {
        var buffer = new byte[16384];
        int read;
        while ((read = await from.ReadAsync(buffer, _ends.Token)) > 0)
        {
            await _flows.Task.WaitAsync(_ends.Token);
            if (number <= _silentUpTo)
            {
                await new TaskCompletionSource().Task.WaitAsync(_ends.Token);
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _ends.Token);
        }
    }
}
