using PeerPlatform.Testing;

namespace PeerPlatform.EndToEnd.Tests;

/// <summary>One embedded process with the demonstration data, shared by the tests that leave it running.</summary>
public sealed class Demonstration : IAsyncLifetime
{
    public const string Password = "quiet-harbor-lantern";

    internal EmbeddedProcess Platform { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Platform = await EmbeddedProcess.StartAsync();

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}
