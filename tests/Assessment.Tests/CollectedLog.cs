using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PeerPlatform.Assessment.Tests;

/// <summary>Everything any logger writes, scopes and exceptions included.</summary>
internal sealed class CollectedLog : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider? _scopes;

    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Line(this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Line(CollectedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            log.Lines.Enqueue($"{formatter(state, exception)} {exception}");
            log._scopes?.ForEachScope((scope, lines) => lines.Enqueue($"{scope}"), log.Lines);
        }
    }
}
