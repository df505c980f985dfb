namespace Grpc.Core;

/// <summary>What generated clients derive from.</summary>
public abstract class ClientBase
{
    private readonly CallInvoker? callInvoker;

    private protected ClientBase(CallInvoker? callInvoker) => this.callInvoker = callInvoker;

    protected CallInvoker CallInvoker =>
        callInvoker ?? throw new InvalidOperationException("This client was made without a channel.");

    /// <summary>What a changed copy of a client starts from; generated clients mention it.</summary>
    protected internal class ClientBaseConfiguration
    {
        private protected ClientBaseConfiguration(CallInvoker callInvoker) => CallInvoker = callInvoker;

        internal CallInvoker CallInvoker { get; }
    }
}

/// <summary>What generated clients derive from, with themselves as <typeparamref name="T"/>.</summary>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>For test doubles, which never call.</summary>
    protected ClientBase()
        : base(null)
    {
    }

    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration?.CallInvoker ?? throw new ArgumentNullException(nameof(configuration)))
    {
    }

    protected ClientBase(ChannelBase channel)
        : base(channel?.CreateCallInvoker() ?? throw new ArgumentNullException(nameof(channel)))
    {
    }

    protected ClientBase(CallInvoker callInvoker)
        : base(callInvoker ?? throw new ArgumentNullException(nameof(callInvoker)))
    {
    }

    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}
