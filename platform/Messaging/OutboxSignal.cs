using System.Threading.Channels;

namespace PeerPlatform.Platform.Messaging;

/// <summary>Wakes the dispatcher after a commit, so that an event does not wait for the next look.</summary>
internal sealed class OutboxSignal<TDb>
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _signal.Writer.TryWrite(true);

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
            // Nothing was committed in the meantime; the caller looks all the same.
        }
    }
}
