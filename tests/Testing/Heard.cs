using System.Collections.Concurrent;
using MassTransit;
using PeerPlatform.Contracts.Events;

namespace PeerPlatform.Testing;

/// <summary>What a service has told the others, in the order of telling.</summary>
/// <param name="whom">The person that an event is about; null for an event that is not listened to.</param>
public sealed class Heard(Func<IEvent, Guid?> whom) : IPublishObserver
{
    private readonly ConcurrentQueue<IEvent> _all = new();

    /// <summary>What was told of a person.</summary>
    public IReadOnlyList<IEvent> Of(Guid member) => [.. _all.Where(e => whom(e) == member)];

    /// <inheritdoc />
    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    /// <inheritdoc />
    public Task PostPublish<T>(PublishContext<T> context)
        where T : class
    {
        if (context.Message is IEvent happened)
        {
            _all.Enqueue(happened);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
