using Microsoft.Extensions.Configuration;
using PeerPlatform.Platform.Operations;
using StackExchange.Redis;

namespace PeerPlatform.Platform.Caching;

/// <summary>
/// The deployment's Redis (<c>Redis:Connection</c>): what replicas share and may lose at any moment. It is given 50 ms for an
/// answer, or as long as the question is worth; after three failures in a row it is left alone for three seconds. Whoever asks must do right without an answer.
/// </summary>
public sealed class SharedRedis(IConfiguration configuration, TimeProvider clock) : IAsyncDisposable
{
    private const int FailuresInARow = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    private readonly string? _address = configuration["Redis:Connection"] is { Length: > 0 } given ? given : null;
    private readonly Circuit _circuit = new(FailuresInARow, Rest, clock);
    private readonly Lock _opening = new();
    private Task<ConnectionMultiplexer>? _connection;

    /// <summary>False when the deployment has none: one process that keeps everything itself.</summary>
    public bool IsConfigured => _address is not null;

    /// <summary>Asks Redis. Not answered means: gone, slow, just starting, or none configured.</summary>
    public async ValueTask<(bool Answered, T? Value)> AskAsync<T>(Func<IDatabase, Task<T>> question, TimeSpan? patience = null)
    {
        if (_address is null || Connection() is not { } connection || !_circuit.MayAsk())
        {
            return default;
        }

        Task<T>? asked = null;
        try
        {
            asked = question(connection.GetDatabase());
            var value = await asked.WaitAsync(patience ?? Patience);
            _circuit.Succeeded();
            return (true, value);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            _circuit.Failed();
            // Whatever comes of it later is nobody's any more.
            _ = asked?.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return default;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_connection is { IsCompletedSuccessfully: true } open)
        {
            await (await open).DisposeAsync();
        }
    }

    /// <summary>Null until the first connection stands; it is made in the background, and again after it broke.</summary>
    private ConnectionMultiplexer? Connection()
    {
        if (_connection is { } started)
        {
            return started.IsCompletedSuccessfully ? started.Result : null;
        }

        lock (_opening)
        {
            _connection ??= Task.Run(() => ConnectionMultiplexer.ConnectAsync(Options(_address!)));
        }

        return null;
    }

    private static ConfigurationOptions Options(string address)
    {
        var options = ConfigurationOptions.Parse(address);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectTimeout = 2000;
        options.AsyncTimeout = 1000;
        options.KeepAlive = 5;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        return options;
    }
}
