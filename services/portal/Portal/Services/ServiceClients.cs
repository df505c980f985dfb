using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PeerPlatform.Portal.Services;

internal static class ServiceClients
{
    /// <summary>Calls on behalf of somebody who answers: no trace goes with them, nothing about them is logged.</summary>
    public const string Collecting = "collecting";

    /// <summary>The same for whoever names a colleague.</summary>
    public const string Nominating = "nominating";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static string NameOf(string service) => $"portal-{service}";

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        AddClient(services, configuration, "tenancy", "tenancy");
        AddClient(services, configuration, "assessment", "assessment");
        AddClient(services, configuration, "recruitment", "recruitment");
        AddClient(services, configuration, "training", "training");
        AddClient(services, configuration, "reporting", "reporting");
        AddClient(services, configuration, "assessment", Collecting, DistributedContextPropagator.CreateNoOutputPropagator());
        AddClient(services, configuration, "recruitment", Nominating, DistributedContextPropagator.CreateNoOutputPropagator());
        services.AddSingleton(provider => new TenancyApi(Make(provider, "tenancy")));
        services.AddSingleton(provider => new ConnectionsApi(Make(provider, "tenancy")));
        services.AddSingleton(provider => new AssessmentApi(Make(provider, "assessment")));
        services.AddSingleton(provider => new RecruitmentApi(Make(provider, "recruitment")));
        services.AddSingleton(provider => new NominationsApi(Make(provider, Nominating)));
        services.AddSingleton(provider => new TrainingApi(Make(provider, "training")));
        services.AddSingleton(provider => new PracticeApi(Make(provider, "training")));
        services.AddSingleton(provider => new SupervisionApi(Make(provider, "training")));
        services.AddSingleton(provider => new ProgrammeApi(Make(provider, "tenancy")));
        services.AddSingleton(provider => new PoliciesApi(Make(provider, "training")));
        services.AddSingleton(provider => new ReportingApi(Make(provider, "reporting")));
        services.AddSingleton(provider => new CollectApi(Make(provider, Collecting)));
    }

    private static ServiceClient Make(IServiceProvider provider, string name) =>
        new(name, provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<IHttpContextAccessor>());

    private static void AddClient(
        IServiceCollection services, IConfiguration configuration, string service, string name, DistributedContextPropagator? propagator = null)
    {
        var given = configuration[$"Services:{service}:Http"]
            ?? throw new InvalidOperationException($"Services:{service}:Http, its address, is not set.");
        services.AddKeyedSingleton(name, (provider, _) => new ServiceAddresses(given, provider.GetRequiredService<TimeProvider>()));
        services.AddHttpClient(NameOf(name), (provider, client) =>
            {
                client.BaseAddress = provider.GetRequiredKeyedService<ServiceAddresses>(name).First;
                client.Timeout = Patience;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                UseCookies = false,
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(2),
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                ActivityHeadersPropagator = propagator ?? DistributedContextPropagator.Current,
            })
            .AddHttpMessageHandler(provider => new NextAddress(provider.GetRequiredKeyedService<ServiceAddresses>(name)))
            .RemoveAllLoggers();
    }
}
