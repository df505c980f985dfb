using PeerPlatform.Testing;

namespace PeerPlatform.Browser.Tests;

/// <summary>The demonstration's network after its first release: every agency but the smallest has a finished wave.</summary>
public sealed class ListenedNetwork(RunningPortal portal) : IAsyncLifetime
{
    public const string Nora = "nora@network.example";
    public const string Casey = "casey.coordinator@massup.example";

    /// <summary>The twelfth has three people, too few to be asked.</summary>
    private const int AgenciesWithWave = 11;

    /// <summary>The finished wave of the agency with seven teams.</summary>
    public string Wave { get; private set; } = "";

    public string Release { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        using var casey = await SignedIn.AsAsync(portal.Platform.Portal, Casey, RunningPortal.Password);
        using var nora = await SignedIn.AsAsync(portal.Platform.Portal, Nora, RunningPortal.Password);
        await Eventually.HoldsAsync(
            async () => (await Agency.ReadAsync(nora, "/api/reporting/v1/waiting")).EnumerateArray()
                .Any(w => w.GetProperty("agencies").GetArrayLength() == AgenciesWithWave),
            "the demonstration's finished waves wait for a release");
        Release = (await nora.PostAsync("/api/reporting/v1/releases", new { instrument = "cbi" })).GetProperty("id").GetString()!;
        Wave = (await Agency.ReadAsync(casey, "/api/assessment/v1/waves?state=closed")).GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
