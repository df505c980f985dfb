namespace PeerPlatform.Browser.Tests;

/// <summary>An agency of the demonstration with an open survey and people who have not answered it yet.</summary>
public sealed class OpenSurvey(RunningPortal portal) : IAsyncLifetime
{
    public const string Title = "How are we this week";
    private const int People = 8;
    private IReadOnlyList<Colleague> _colleagues = [];
    private int _taken = -1;

    public Agency Agency { get; private set; } = null!;

    public string Wave { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Agency = await Agency.HandedOverAsync(portal, "PIONEER");
        Wave = await Agency.OpenWaveAsync(Title);
        _colleagues = await Agency.ColleaguesAsync(People);
    }

    /// <summary>Somebody no other test has asked.</summary>
    public Colleague Somebody() => _colleagues[Interlocked.Increment(ref _taken)];

    public ValueTask DisposeAsync()
    {
        Agency?.Dispose();
        return ValueTask.CompletedTask;
    }
}
