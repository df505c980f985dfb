using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace PeerPlatform.Testing;

/// <summary>Takes what a process sends over OTLP (gRPC) and keeps the bytes; a trace id stands in them as 16 bytes, a text as it is.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> _bodies = new();
    private readonly int _port = FreePort.Next();
    private WebApplication? _app;

    /// <summary>As <c>Telemetry:Otlp</c> takes it.</summary>
    public string Address => $"http://localhost:{_port}";

    /// <summary>Begins to listen.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(_port, listen => listen.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _bodies.Enqueue(body.ToArray());
            context.Response.ContentType = "application/grpc";
            context.Response.DeclareTrailer("grpc-status");
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await _app.StartAsync();
    }

    /// <summary>Whether a span of the trace came.</summary>
    public bool Holds(string traceId) => Holds(Convert.FromHexString(traceId));

    /// <summary>Whether the text came, in a name, a label or a value.</summary>
    public bool Says(string text) => Holds(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private bool Holds(byte[] bytes) => _bodies.Any(body => body.AsSpan().IndexOf(bytes) >= 0);
}
