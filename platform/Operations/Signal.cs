using System.Threading.Channels;

namespace PeerPlatform.Platform.Operations;

/// <summary>Wakes work that looks by itself now and then, so that what was just added does not wait for the next look.</summary>
public class Signal
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is something to look at.</summary>
    public void Set() => _signal.Writer.TryWrite(true);

    /// <summary>Returns when there is, and in any event after that time.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(atMost);
        try
        {
            await _signal.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing was added in the meantime; the caller looks all the same.
        }
    }
}
