using Grpc.Core;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Rpc;
using PeerPlatform.Platform.Messaging;

namespace PeerPlatform.Platform;

/// <summary>What a service may ask of the platform while it registers itself.</summary>
public sealed class ServiceRegistration
{
    private readonly string _service;
    private readonly List<Action<IBusRegistrationConfigurator>> _consumers;

    internal ServiceRegistration(
        string service, IServiceCollection services, IConfiguration configuration, List<Action<IBusRegistrationConfigurator>> consumers)
    {
        _service = service;
        _consumers = consumers;
        Services = services;
        Configuration = configuration;
    }

    /// <summary>True when it tells or hears events, so that its process needs a broker.</summary>
    internal bool NeedsBroker { get; private set; }

    /// <summary>The container, for what is the service's own.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The host's configuration.</summary>
    public IConfiguration Configuration { get; }

    /// <summary>Adds the service's own database with outbox, inbox, tenant filter, creation at start and a readiness check.</summary>
    public void AddDatabase<TDb>()
        where TDb : PlatformDbContext
    {
        var service = _service;
        NeedsBroker = true;
        Services.AddDbContext<TDb>((provider, options) => DatabaseSetup.Configure<TDb>(provider, options, service));
        var database = new ServiceDatabase(service, typeof(TDb));
        Services.AddSingleton(database);
        Services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<DatabaseStart<TDb>>(provider, database));
        Services.AddSingleton<OutboxSignal<TDb>>();
        Services.AddSingleton<RetainedEvents<TDb>>(provider => ActivatorUtilities.CreateInstance<RetainedEvents<TDb>>(provider, service));
        Services.AddSingleton<IRetainedEvents>(provider => provider.GetRequiredService<RetainedEvents<TDb>>());
        Services.AddSingleton<IHostedService, OutboxDispatcher<TDb>>();
        Services.AddHealthChecks().AddCheck<DatabaseCheck<TDb>>($"{service}-database", tags: ["ready"]);
    }

    /// <summary>
    /// Handles an event through the inbox, on the queue <c>{service}-{event}</c>: the handler's changes and the
    /// inbox row are saved in one commit, so a second delivery changes nothing.
    /// </summary>
    /// <param name="tenant">Which tenant the changes belong to: the event's agency, or its network.</param>
    public void Handle<TEvent, THandler, TDb>(Func<TEvent, Guid> tenant)
        where TEvent : class, IEvent
        where THandler : class, IEventHandler<TEvent>
        where TDb : PlatformDbContext
    {
        Services.TryAddScoped<THandler>();
        Services.AddSingleton(new InboxTenant<TEvent, THandler>(tenant));
        var queue = QueueName.For(_service, typeof(TEvent));
        NeedsBroker = true;
        Services.AddSingleton(new ReadQueue(queue, typeof(TEvent)));
        _consumers.Add(bus => bus.AddConsumer<InboxConsumer<TEvent, THandler, TDb>>().Endpoint(e => e.Name = queue));
    }

    /// <summary>Adds a typed gRPC client of another service, with deadline, retries, tenant and identity of the current scope.</summary>
    public void AddGrpcClient<TClient>(string service)
        where TClient : ClientBase<TClient> =>
        Services.AddScoped(provider => provider.GetRequiredService<GrpcClients>().Create<TClient>(_service, service, provider));
}
