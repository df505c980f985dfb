namespace PeerPlatform.Browser.Tests;

/// <summary>A test that opens browsers; when it ends, everything unwanted that was seen in any of them fails it.</summary>
public abstract class InTheBrowser(RunningPortal portal) : IAsyncLifetime
{
    private readonly List<Visit> _visits = [];

    protected RunningPortal Portal { get; } = portal;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        var name = TestContext.Current.TestMethod?.MethodName;
        var faults = new List<string>();
        foreach (var visit in _visits)
        {
            faults.AddRange(await visit.CloseAsync(failed ? $"{name}-{_visits.IndexOf(visit)}" : null));
        }

        Assert.True(faults.Count == 0, $"Faults of pages:\n  {string.Join("\n  ", faults)}");
    }

    protected async Task<Visit> OpenAsync(Screen screen, string language = "en", bool scripted = true)
    {
        var visit = await Visit.OpenAsync(Portal, screen, language, scripted);
        _visits.Add(visit);
        return visit;
    }
}
