using System.Collections.Concurrent;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;

namespace PeerPlatform.Platform.Tests.Notes;

/// <summary>What a test can say to the handlers while they run.</summary>
internal sealed class HandlerMood
{
    public volatile bool Fails;

    public ConcurrentQueue<Guid> Begun { get; } = new();

    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing;

    /// <summary>So many handlers must have begun before the first goes on; lets deliveries really overlap.</summary>
    public void MeetFirst(int handlers) => _missing = handlers;

    /// <summary>Those who wait go on, however few they are.</summary>
    public void Release() => _met.TrySetResult();

    public Task MeetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _missing) <= 0)
        {
            return Task.CompletedTask;
        }

        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _met.TrySetResult();
        }

        return _met.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
    }
}

/// <summary>Leaves one row a wave, in the agency's tenant. The inbox row is what keeps a second delivery from leaving another.</summary>
internal sealed class LeaveEffect(NotesDbContext db, HandlerMood mood) : IEventHandler<WaveClosed>
{
    public async Task HandleAsync(WaveClosed happened, CancellationToken cancellationToken)
    {
        mood.Begun.Enqueue(happened.WaveId);
        await mood.MeetAsync(cancellationToken);
        db.Effects.Add(new Effect { Of = happened.WaveId });
        if (mood.Fails)
        {
            throw new InvalidOperationException("The test wants it to fail.");
        }
    }
}
