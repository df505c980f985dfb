namespace Pipelines.Sockets.Unofficial;

/// <summary>The peer, or the network in between, ended the connection without saying goodbye.</summary>
public sealed class ConnectionResetException : IOException
{
    public ConnectionResetException()
    {
    }

    public ConnectionResetException(string message)
        : base(message)
    {
    }

    public ConnectionResetException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
