using System.IO.Pipelines;

namespace Pipelines.Sockets.Unofficial;

/// <summary>Pipes over a stream, such as a TLS stream. Disposing of the pipe disposes of the stream.</summary>
public static class StreamConnection
{
    public static IDuplexPipe GetDuplex(
        Stream stream, PipeOptions? sendPipeOptions = null, PipeOptions? receivePipeOptions = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _ = name;
        return new StreamPump(stream, sendPipeOptions, receivePipeOptions, static () => { });
    }

    public static PipeReader GetReader(Stream stream, PipeOptions? pipeOptions = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _ = name;
        return PipeReader.Create(stream, new StreamPipeReaderOptions(pipeOptions?.Pool));
    }
}
