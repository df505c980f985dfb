namespace Grpc.Core;

/// <summary>Adds a call's own credentials to its headers before it starts.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);

/// <summary>Which call asks for credentials, and the token that ends with it.</summary>
public class AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
{
    /// <summary>The audience: scheme, host and service.</summary>
    public string ServiceUrl { get; } = serviceUrl;

    public string MethodName { get; } = methodName;
    public CancellationToken CancellationToken { get; } = cancellationToken;
}

/// <summary>Credentials that go with a call, such as a token. A client sends them only over TLS unless told otherwise.</summary>
public abstract class CallCredentials
{
    /// <summary>All of them, in order.</summary>
    public static CallCredentials Compose(params CallCredentials[] credentials) =>
        new Kind((configurator, state) => configurator.SetCompositeCredentials(state, [.. credentials]));

    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return new Kind((configurator, state) => configurator.SetAsyncAuthInterceptorCredentials(state, interceptor));
    }

    /// <summary>Tells the client implementation which kind this is; not meant for anyone else.</summary>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);

    private sealed class Kind(Action<CallCredentialsConfiguratorBase, object?> tell) : CallCredentials
    {
        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            tell(configurator, state);
    }
}

/// <summary>Receives what credentials consist of; written by the client implementation.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);
    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}
