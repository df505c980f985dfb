using System.Collections.Concurrent;
using MassTransit;
using PeerPlatform.Contracts.Events;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>What the service has told the others, in the order of telling.</summary>
internal sealed class Heard : IPublishObserver
{
    private readonly ConcurrentQueue<IEvent> _all = new();

    public IReadOnlyList<IEvent> Of(Guid member) => [.. _all.Where(e => e switch
    {
        SupporterSelected s => s.MemberId == member,
        SupporterStoodDown d => d.MemberId == member,
        _ => false,
    })];

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class
    {
        if (context.Message is IEvent happened)
        {
            _all.Enqueue(happened);
        }

        return Task.CompletedTask;
    }

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
