using Microsoft.Playwright;
using PeerPlatform.Browser.Tests;
using PeerPlatform.Testing;

[assembly: AssemblyFixture(typeof(RunningPortal))]

namespace PeerPlatform.Browser.Tests;

/// <summary>One embedded platform with the demonstration data and one Chromium, shared by all tests; each test works in an agency of its own.</summary>
public sealed class RunningPortal : IAsyncLifetime
{
    /// <summary>Of every sign-in in these tests, the demonstration's included.</summary>
    public const string Password = "quiet-harbor-lantern";

    private const string Chromium = "/usr/bin/chromium";
    private IPlaywright? _playwright;

    public EmbeddedProcess Platform { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            throw new InvalidOperationException($"{Chromium} is missing. Run ./test.sh once: it installs what the tests need.");
        }

        var starting = EmbeddedProcess.StartAsync();
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        Platform = await starting;
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.CloseAsync();
        }

        _playwright?.Dispose();
        if (Platform is not null)
        {
            await File.WriteAllLinesAsync(Pictures.PlatformLog, Platform.Printed);
            await Platform.DisposeAsync();
        }
    }
}
