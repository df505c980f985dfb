using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Platform.Identity;

namespace PeerPlatform.Platform.Rpc;

/// <summary>
/// Typed gRPC clients, one channel per service called (<c>Services:{name}:Grpc</c>). Every call has a deadline and
/// carries the scope's tenant and identity; a call that did not reach the service is tried again.
/// </summary>
internal sealed class GrpcClients(IConfiguration configuration, ServiceTokens tokens) : IDisposable
{
    private readonly ConcurrentDictionary<string, GrpcChannel> _channels = new(StringComparer.Ordinal);

    public TClient Create<TClient>(string caller, string service, IServiceProvider provider)
        where TClient : ClientBase<TClient>
    {
        var channel = _channels.GetOrAdd(service, Open);
        var credentials = new CallCredentialsOfScope(caller, tokens, provider.GetRequiredService<TenantScope>());
        return (TClient)Activator.CreateInstance(typeof(TClient), channel.Intercept(credentials))!;
    }

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Dispose();
        }
    }

    private GrpcChannel Open(string service)
    {
        var address = configuration[$"Services:{service}:Grpc"]
            ?? throw new InvalidOperationException($"Services:{service}:Grpc, its address, is not set.");
        return GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            ServiceConfig = new ServiceConfig
            {
                MethodConfigs =
                {
                    // All calls between services are questions, so asking again is safe.
                    new MethodConfig
                    {
                        Names = { MethodName.Default },
                        RetryPolicy = new RetryPolicy
                        {
                            MaxAttempts = 4,
                            InitialBackoff = TimeSpan.FromMilliseconds(100),
                            MaxBackoff = TimeSpan.FromSeconds(2),
                            BackoffMultiplier = 2,
                            RetryableStatusCodes = { StatusCode.Unavailable },
                        },
                    },
                },
            },
        });
    }

    private sealed class CallCredentialsOfScope(string caller, ServiceTokens tokens, TenantScope scope) : Interceptor
    {
        private static readonly TimeSpan UnaryDeadline = TimeSpan.FromSeconds(5);
        private static readonly TimeSpan StreamDeadline = TimeSpan.FromSeconds(60);

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, With(context, UnaryDeadline));

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, With(context, StreamDeadline));

        private ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, TimeSpan deadline)
            where TRequest : class
            where TResponse : class
        {
            var headers = new Metadata { { "authorization", $"Bearer {tokens.For(caller, scope)}" } };
            var options = context.Options.WithHeaders(headers);
            return new ClientInterceptorContext<TRequest, TResponse>(
                context.Method, context.Host, options.Deadline is null ? options.WithDeadline(DateTime.UtcNow + deadline) : options);
        }
    }
}
