using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Pipelines.Sockets.Unofficial;
using Pipelines.Sockets.Unofficial.Arenas;

namespace Redis.Tests;

/// <summary>What the client relies on in the stand-in's parts and a healthy server would not show.</summary>
public sealed class PartsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_an_arena_lent_out_stays_untouched_by_later_allocations_until_it_takes_all_back()
    {
        using var arena = new Arena<int>(new ArenaOptions(blockSizeBytes: 16 * sizeof(int)));
        var lent = new List<Sequence<int>>();
        for (var length = 0; length < 40; length++)
        {
            var sequence = arena.Allocate(length);
            Assert.Equal(length, sequence.Length);
            Assert.Equal(new int[length], sequence.FirstSpan.ToArray());
            sequence.FirstSpan.Fill(length);
            lent.Add(sequence);
        }

        Assert.All(lent, (sequence, length) =>
            Assert.Equal(Enumerable.Repeat(length, length), sequence.Untyped().Cast<int>().ToArray((in number) => number)));
        arena.Reset();
        Assert.Equal(new int[16], arena.Allocate(16).FirstSpan.ToArray());
    }

    [Fact]
    public void A_sequence_read_past_its_end_throws()
    {
        using var arena = new Arena<int>();
        var elements = arena.Allocate(1).GetEnumerator();
        elements.GetNext() = 3;

        Assert.Equal(3, elements.Current);
        Assert.Throws<InvalidOperationException>(() => elements.GetNext());
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task Work_runs_on_the_schedulers_own_threads_and_a_failing_item_takes_none_of_them()
    {
        using var scheduler = new DedicatedThreadPoolPipeScheduler("parts", workerCount: 1);
        var ran = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        scheduler.Schedule(_ => throw new InvalidOperationException("as intended by the test"), null);
        scheduler.Schedule(_ => ran.SetResult(Thread.CurrentThread.Name), null);

        Assert.StartsWith("parts", await ran.Task.WaitAsync(Cancellation), StringComparison.Ordinal);
        Assert.True(await Poll.UntilAsync(() => Task.FromResult(scheduler.AvailableCount == 1)));
        Assert.Equal((2, 0), (scheduler.TotalServicedByQueue, scheduler.TotalServicedByPool));
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task Work_beyond_the_queue_and_after_the_end_goes_to_the_thread_pool()
    {
        using var scheduler = new DedicatedThreadPoolPipeScheduler("parts", workerCount: 1, useThreadPoolQueueLength: 1);
        using var release = new ManualResetEventSlim();
        scheduler.Schedule(_ => release.Wait(Cancellation), null);
        Assert.True(await Poll.UntilAsync(() => Task.FromResult(scheduler.TotalServicedByQueue == 1)));
        scheduler.Schedule(_ => { }, null);

        await RunsOnThePoolAsync(scheduler);
        release.Set();
        scheduler.Dispose();
        await RunsOnThePoolAsync(scheduler);
        Assert.Equal(2, scheduler.TotalServicedByPool);
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task An_aborted_socket_operation_ends_with_the_abort_s_error_whatever_comes_after()
    {
        using var arguments = new SocketAwaitableEventArgs();
        var waiting = AwaitAsync(arguments);
        Assert.False(waiting.IsCompleted);
        arguments.Abort(SocketError.TimedOut);
        arguments.Complete();

        Assert.Equal(SocketError.TimedOut, (await Assert.ThrowsAsync<SocketException>(() => waiting)).SocketErrorCode);
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task A_peer_that_closes_ends_the_input_and_is_named_as_the_reason()
    {
        var (mine, peer) = await ConnectedAsync();
        using var connection = SocketConnection.Create(mine, null, null);
        await peer.SendAsync("bye"u8.ToArray(), Cancellation);
        peer.Dispose();

        var read = await ReadToEndAsync(connection.Input);
        Assert.Equal("bye"u8.ToArray(), read);
        Assert.Equal(PipeShutdownKind.ReadEndOfStream, connection.ShutdownKind);
        Assert.Equal((3, 0), (connection.BytesRead, connection.LastReceived));
        Assert.False(connection.TrySetProtocolShutdown(PipeShutdownKind.ProtocolExitClient));
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task A_peer_that_resets_the_connection_fails_the_input()
    {
        var (mine, peer) = await ConnectedAsync();
        using var connection = SocketConnection.Create(mine, null, null);
        peer.Close(0);

        await Assert.ThrowsAsync<ConnectionResetException>(() => ReadToEndAsync(connection.Input));
        Assert.Equal(SocketError.ConnectionReset, connection.SocketError);
    }

    [Fact(Timeout = Poll.LongestTest)]
    public async Task An_output_that_is_complete_reaches_the_peer_and_then_ends()
    {
        var (mine, peer) = await ConnectedAsync();
        using var connection = SocketConnection.Create(mine, null, null);
        using var receiving = new NetworkStream(peer, ownsSocket: true);
        var payload = new byte[3_000_000];
        Random.Shared.NextBytes(payload);
        var reading = ReadToEndAsync(PipeReader.Create(receiving));
        await connection.Output.WriteAsync(payload, Cancellation);
        await connection.Output.CompleteAsync();

        Assert.Equal(payload, await reading);
        Assert.Equal(payload.Length, connection.TotalBytesSent);
    }

    private static async Task RunsOnThePoolAsync(PipeScheduler scheduler)
    {
        var ran = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        scheduler.Schedule(_ => ran.SetResult(Thread.CurrentThread.IsThreadPoolThread), null);
        Assert.True(await ran.Task.WaitAsync(Cancellation));
    }

    private static async Task<int> AwaitAsync(SocketAwaitableEventArgs arguments) => await arguments;

    private static async Task<byte[]> ReadToEndAsync(PipeReader reader)
    {
        using var all = new MemoryStream();
        await reader.CopyToAsync(all, Cancellation);
        return all.ToArray();
    }

    private static async Task<(Socket Mine, Socket Peer)> ConnectedAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var mine = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await mine.ConnectAsync(listener.LocalEndpoint, Cancellation);
        return (mine, await listener.AcceptSocketAsync(Cancellation));
    }
}
