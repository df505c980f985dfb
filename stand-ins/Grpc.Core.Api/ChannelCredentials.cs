namespace Grpc.Core;

/// <summary>A client certificate in PEM. The managed client takes its own from the HTTP handler, so none can be made.</summary>
public sealed class KeyCertificatePair
{
    private KeyCertificatePair()
    {
    }
}

/// <summary>The server whose certificate is to be judged; as <see cref="KeyCertificatePair"/>, never made here.</summary>
public class VerifyPeerContext
{
    private protected VerifyPeerContext()
    {
    }
}

/// <summary>Judges a server's certificate beyond its chain; false refuses the connection.</summary>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);

/// <summary>How a channel proves and protects itself.</summary>
public abstract class ChannelCredentials
{
    /// <summary>Plain text, for a network that is trusted.</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureCredentials();

    /// <summary>TLS with the machine's trusted roots.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>Adds call credentials to every call of the channel; refused for plain text.</summary>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials)
    {
        ArgumentNullException.ThrowIfNull(callCredentials);
        return channelCredentials is SslCredentials
            ? new CompositeCredentials(channelCredentials, callCredentials)
            : throw new ArgumentException("Call credentials can be added to TLS only.", nameof(channelCredentials));
    }

    /// <summary>Tells the client implementation which kind this is; not meant for anyone else.</summary>
    public abstract void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state);

    private sealed class InsecureCredentials : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetInsecureCredentials(state);
    }

    private sealed class CompositeCredentials(ChannelCredentials channel, CallCredentials call) : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetCompositeCredentials(state, channel, call);
    }
}

/// <summary>TLS with the machine's trusted roots.</summary>
public sealed class SslCredentials : ChannelCredentials
{
    public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        configurator.SetSslCredentials(state, null, null, null);
    }
}

/// <summary>Receives what credentials consist of; written by the client implementation.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    public abstract void SetInsecureCredentials(object? state);

    public abstract void SetSslCredentials(
        object? state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback);

    public abstract void SetCompositeCredentials(
        object? state, ChannelCredentials channelCredentials, CallCredentials callCredentials);
}
