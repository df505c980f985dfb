using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace PeerPlatform.Gateway;

/// <summary>
/// When a replica cannot be reached, the request goes to another one, once. What may have been received is not sent again,
/// except what only reads (GET, HEAD).
/// </summary>
internal static class SecondTry
{
    public static async Task ElsewhereAsync(HttpContext context, RequestDelegate next)
    {
        var proxy = context.GetReverseProxyFeature();
        if (proxy.AllDestinations.Count < 2)
        {
            await next(context);
            return;
        }

        var available = proxy.AvailableDestinations;
        var body = new ReadMark(context.Request.Body);
        context.Request.Body = body;
        await next(context);
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested || !MayBeSentAgain(context, body))
        {
            return;
        }

        var others = Others(available, proxy);
        if (others.Count == 0)
        {
            others = Others(proxy.AllDestinations, proxy);
        }

        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Features.Set<IForwarderErrorFeature>(null);
        proxy.AvailableDestinations = others;
        await next(context);
    }

    private static List<DestinationState> Others(IReadOnlyList<DestinationState> all, IReverseProxyFeature proxy) =>
        [.. all.Where(d => d != proxy.ProxiedDestination)];

    private static bool MayBeSentAgain(HttpContext context, ReadMark body)
    {
        if (context.Features.Get<IForwarderErrorFeature>() is not { } error || body.WasRead)
        {
            return false;
        }

        var onlyReads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        return onlyReads
            ? error.Error is ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.ResponseHeaders
            : CouldNotConnect(error.Exception);
    }

    /// <summary>Refused, no such name, or no answer within the time to connect: no byte of the request has left.</summary>
    private static bool CouldNotConnect(Exception? failed) => failed
        is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
        or OperationCanceledException { InnerException: TimeoutException };

    /// <summary>A body that remembers whether somebody began to read it.</summary>
    private sealed class ReadMark(Stream body) : Stream
    {
        public bool WasRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            WasRead = true;
            return body.Read(buffer, offset, count);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            WasRead = true;
            return body.ReadAsync(buffer, cancellationToken);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
