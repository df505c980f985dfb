using System.Net;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Tests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grpc.Tests;

/// <summary>A real Kestrel on a free loopback port, speaking HTTP/2 without TLS, with <see cref="TalkService"/> on it.</summary>
internal sealed class TalkServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private TalkServer(WebApplication app, CallLog calls)
    {
        this.app = app;
        Calls = calls;
    }

    public CallLog Calls { get; }

    public Uri Address => new(app.Urls.Single());

    /// <param name="configure">Sets what is not as usual.</param>
    /// <param name="bindInstance">True to serve with one instance instead of a new one for each call.</param>
    public static async Task<TalkServer> StartAsync(Action<GrpcServiceOptions>? configure = null, bool bindInstance = false)
    {
        var calls = new CallLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(calls);
        builder.Services.AddGrpc(options => configure?.Invoke(options));

        var app = builder.Build();
        app.Use((http, next) => WatchAsync(http, next, calls));
        if (bindInstance)
        {
            app.MapGrpcService(Talk.BindService(new TalkService(calls)));
        }
        else
        {
            app.MapGrpcService<TalkService>();
        }

        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TalkServer(app, calls);
    }

    public GrpcChannel Connect(Action<GrpcChannelOptions>? configure = null)
    {
        var options = new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure };
        configure?.Invoke(options);
        return GrpcChannel.ForAddress(Address, options);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private static async Task WatchAsync(HttpContext http, RequestDelegate next, CallLog calls)
    {
        var encoding = (string?)http.Request.Headers["grpc-encoding"];
        var flagged = encoding == "gzip" && await FirstByteAsync(http.Request) == 1;
        http.Response.OnCompleted(() =>
        {
            var seen = new SeenOnTheWire(encoding, flagged, http.Response.Headers["grpc-encoding"]);
            calls.Of(http.Request.Headers["x-call"]).Ended.TrySetResult(seen);
            return Task.CompletedTask;
        });
        await next(http);
    }

    /// <summary>A message begins with the flag that says whether it is compressed; looked at without taking it.</summary>
    private static async Task<byte> FirstByteAsync(HttpRequest request)
    {
        var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
        var first = read.Buffer.FirstSpan[0];
        request.BodyReader.AdvanceTo(read.Buffer.Start);
        return first;
    }
}

/// <summary>What every test needs.</summary>
internal static class Given
{
    /// <summary>How long to wait for what must happen, before calling it a failure.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Options that mark a call with the id it has in <see cref="CallLog"/>.</summary>
    public static CallOptions Call(string id, params (string Key, string Value)[] more)
    {
        var headers = new Metadata { { "x-call", id } };
        foreach (var (key, value) in more)
        {
            headers.Add(key, value);
        }

        return new CallOptions(headers, cancellationToken: Token);
    }
}
