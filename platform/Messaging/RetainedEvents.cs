using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Platform.Data;

namespace PeerPlatform.Platform.Messaging;

/// <summary>What a service has told and still keeps, so that it can be told again: handlers that were done know it by their inbox.</summary>
internal interface IRetainedEvents
{
    /// <summary>The service whose outbox it is.</summary>
    string Service { get; }

    /// <summary>Marks all of it as still to be told, and wakes the dispatcher.</summary>
    Task TellAgainAsync(CancellationToken cancellationToken);
}

/// <inheritdoc />
internal sealed class RetainedEvents<TDb>(string service, IServiceScopeFactory scopes, OutboxSignal<TDb> signal) : IRetainedEvents
    where TDb : PlatformDbContext
{
    public string Service => service;

    public async Task TellAgainAsync(CancellationToken cancellationToken)
    {
        await using var work = scopes.CreateAsyncScope();
        await work.ServiceProvider.GetRequiredService<TDb>().Outbox.Where(m => m.Published).ExecuteUpdateAsync(
            m => m.SetProperty(x => x.Published, false).SetProperty(x => x.NotBefore, 0), cancellationToken);
        signal.Set();
    }
}
