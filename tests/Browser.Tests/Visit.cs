using System.Globalization;
using Microsoft.Playwright;

namespace PeerPlatform.Browser.Tests;

/// <summary>One person's browser: own cookies, one screen, and everything unwanted that happened in it.</summary>
public sealed class Visit
{
    private readonly List<string> _faults = [];
    private readonly RunningPortal _portal;
    private readonly Screen _screen;
    private readonly IBrowserContext _context;
    private readonly Watch _watch;
    private readonly bool _scripted;

    private Visit(RunningPortal portal, Screen screen, IBrowserContext context, IPage page, Watch watch, bool scripted)
    {
        _portal = portal;
        _screen = screen;
        _context = context;
        _watch = watch;
        _scripted = scripted;
        Page = page;
    }

    public IPage Page { get; private set; }

    public IBrowserContext Context => _context;

    public int CollectRequests => _watch.CollectRequests;

    /// <summary>The language that pages must be in.</summary>
    public string Language { get; set; } = "en";

    internal static async Task<Visit> OpenAsync(RunningPortal portal, Screen screen, string language, bool scripted)
    {
        var context = await portal.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = portal.Platform.Portal.ToString(),
            ViewportSize = screen.Size(),
            HasTouch = screen == Screen.Phone && scripted,
            Locale = language == "es" ? "es-US" : "en-US",
            TimezoneId = "America/New_York",
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripted,
        });
        context.SetDefaultTimeout(15_000);
        var watch = new Watch(context, portal.Platform.Collect);
        return new Visit(portal, screen, context, await context.NewPageAsync(), watch, scripted) { Language = language };
    }

    public Task GoAsync(string path) => Page.GotoAsync(path);

    /// <summary>Signs in by the form, as anybody does.</summary>
    public async Task SignInAsync(string email, string password = RunningPortal.Password)
    {
        await GoAsync("/sign-in");
        await Page.Locator("input[name=email]").FillAsync(email);
        await Page.Locator("input[name=password]").FillAsync(password);
        await Page.Locator("main form button[type=submit]").ClickAsync();
        await Assertions.Expect(Page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
    }

    /// <summary>The page is looked at: a screenshot, and the rules that hold for every page. Faults are gathered and reported at the end of the test.</summary>
    /// <param name="name">Of the screenshot; null takes none.</param>
    public async Task SeeAsync(string? name)
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        if (name is not null)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Pictures.Screenshot(_screen, name), FullPage = true });
        }

        await GatherAsync(name ?? Page.Url);
        AddFaults(name, await PageRules.BrokenAsync(Page, Language));
        if (_scripted)
        {
            AddFaults(name, await PageRules.AxeViolationsAsync(Page));
        }
    }

    /// <summary>With PICTURES=1, the page as it stands goes to docs/pictures.</summary>
    /// <param name="height">Pixels from the top; null for the whole page.</param>
    public async Task PictureAsync(string name, int? height = null)
    {
        if (!Pictures.ForTheReadme)
        {
            return;
        }

        await Page.EvaluateAsync("() => scrollTo(0, 0)");
        await Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Pictures.Picture(name),
            FullPage = true,
            Clip = height is { } pixels ? new Clip { Width = _screen.Size().Width, Height = pixels } : null,
        });
    }

    /// <summary>Cuts this browser off, or connects it again.</summary>
    public async Task SetOfflineAsync(bool offline)
    {
        await GatherAsync("before the line was cut");
        _watch.IsOffline = offline;
        await _context.SetOfflineAsync(offline);
    }

    public void AddFaults(string? where, IEnumerable<string> faults) =>
        _faults.AddRange(faults.Select(f => string.Create(CultureInfo.InvariantCulture, $"{_screen.Word()} {where} {new Uri(Page.Url).PathAndQuery}: {f}")));

    internal async Task<IReadOnlyList<string>> CloseAsync(string? failed)
    {
        if (failed is not null)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Pictures.Screenshot(_screen, $"failed-{failed}"), FullPage = true });
        }

        await GatherAsync("at the end");
        await _context.CloseAsync();
        return _faults;
    }

    private async Task GatherAsync(string where) => AddFaults(where, await _watch.FaultsAsync());
}
