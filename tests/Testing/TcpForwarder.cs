using System.Net;
using System.Net.Sockets;

namespace PeerPlatform.Testing;

/// <summary>A loopback port that forwards to another, and can swallow everything as a dead network does: nothing closes, nothing arrives.</summary>
public sealed class TcpForwarder : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly int _target;
    private readonly Task _accepting;
    private int _generation;
    private volatile bool _swallows;

    /// <param name="target">Loopback port to forward to.</param>
    public TcpForwarder(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where to connect instead of the target.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were made.</summary>
    public int Connections => Volatile.Read(ref _generation);

    /// <summary>From now on nothing passes on any connection, and none is closed.</summary>
    public void Swallow() => _swallows = true;

    /// <summary>Connections made from now on work; those that were swallowed stay dead.</summary>
    public void LetNewOnesPass() => _swallows = false;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var forwarding = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_ended.Token);
                Interlocked.Increment(ref _generation);
                forwarding.Add(ForwardAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(forwarding);
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            var dead = new TaskCompletionSource();
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _ended.Token);
                await Task.WhenAny(
                    PumpAsync(client.GetStream(), server.GetStream(), dead), PumpAsync(server.GetStream(), client.GetStream(), dead));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The target is gone or the test is over; the client sees its connection closed.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, TaskCompletionSource dead)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _ended.Token) is var read and > 0)
            {
                if (_swallows || dead.Task.IsCompleted)
                {
                    dead.TrySetResult();
                    continue;
                }

                await to.WriteAsync(buffer.AsMemory(0, read), _ended.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // One side has closed; so is the other then.
        }
    }
}
