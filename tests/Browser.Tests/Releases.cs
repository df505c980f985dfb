namespace PeerPlatform.Browser.Tests;

/// <summary>Tests that make releases follow one another: a release takes everything that waits.</summary>
[CollectionDefinition(Name)]
public sealed class Releases : ICollectionFixture<ListenedNetwork>
{
    public const string Name = "releases";
}
