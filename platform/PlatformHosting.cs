using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PeerPlatform.Platform.Rpc;
using PeerPlatform.Platform.Caching;
using PeerPlatform.Platform.Identity;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Platform;

/// <summary>What every host of a service does: <c>builder.AddPlatform(new TenancyService())</c>, then <c>app.MapPlatform()</c>.</summary>
public static class PlatformHosting
{
    /// <summary>Adds the services with all that they stand on. Topology is the host's configuration, never code below it.</summary>
    public static void AddPlatform(this WebApplicationBuilder builder, params PlatformService[] services)
    {
        SQLitePCL.Batteries_V2.Init();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddScoped<TenantScope>();
        builder.Services.AddSingleton<IReadOnlyList<PlatformService>>(services);
        builder.Services.AddHealthChecks().AddCheck<Drain>("drain", tags: ["ready"]);
        Drain.Add(builder.Services, builder.Configuration);
        // A trace id in an answer would tie it to a moment; what went wrong is in the log.
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => context.ProblemDetails.Extensions.Remove("traceId"));
        builder.Services.AddExceptionHandler<UnexpectedProblems>();
        builder.Services.ConfigureHttpJsonOptions(json => PlatformJson.Apply(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<NoteDeadline>();
            grpc.Interceptors.Add<TellSilence>();
        });
        builder.Services.AddSingleton<NoteDeadline>();
        builder.Services.AddSingleton<TellSilence>();
        builder.Services.AddScoped<CallDeadline>();
        builder.Services.AddSingleton<GrpcClients>();
        builder.Services.AddSingleton<SharedRedis>();
        // One line per request would tell who answered when; failures are logged by what failed.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        // What failed is logged by whoever asked; the first migration asks for a table that is not there yet.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        IdentitySetup.Add(builder.Services, builder.Configuration);
        builder.Services.AddHostedService<GiveBackAfterStart>();
        TelemetrySetup.Add(builder.Services, builder.Configuration, string.Join('+', services.Select(s => s.Name)));

        var consumers = new List<Action<IBusRegistrationConfigurator>>();
        var needBroker = false;
        foreach (var service in services)
        {
            builder.Services.AddOpenApi(service.Name, api => api.ShouldInclude = description =>
                description.RelativePath?.StartsWith($"api/{service.Name}/", StringComparison.Ordinal) == true);
            var registration = new ServiceRegistration(service.Name, builder.Services, builder.Configuration, consumers);
            service.Register(registration);
            needBroker |= registration.NeedsBroker;
        }

        if (needBroker)
        {
            MessagingSetup.Add(builder.Services, builder.Configuration, consumers);
        }
    }

    /// <summary>Maps API, gRPC, fixed addresses, health and OpenAPI of the services that were added.</summary>
    public static void MapPlatform(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        app.Use(next => context => drain.LetGoAsync(context, next));
        app.UseExceptionHandler();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api"),
            api => api.UseStatusCodePages());
        app.UseRouting();
        app.Use(next => context => TelemetrySetup.ForgetWhereAskedAsync(context, next));
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(next => context => Entitlement.RequireAsync(context, next));
        app.Use(next => context => IdentitySetup.EnterTenantAsync(context, next));

        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = HealthPage.WriteAsync }).AllowAnonymous();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        foreach (var service in app.Services.GetRequiredService<IReadOnlyList<PlatformService>>())
        {
            var ofService = new RouteOfService(service.Name);
            service.MapApi(app.MapGroup($"/api/{service.Name}/v1").WithMetadata(ofService));
            service.MapGrpc(app.MapGroup("").RequireAuthorization(IdentitySetup.ServicePolicy).WithMetadata(ofService));
            service.MapFixed(app);
        }

        // Last, since the first to be mapped answers calls of unknown services too, and those stay closed.
        app.MapGrpcService<GrpcHealth>().AllowAnonymous();
    }
}
