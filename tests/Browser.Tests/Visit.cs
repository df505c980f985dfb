using System.Globalization;
using Microsoft.Playwright;
using PeerPlatform.Testing;

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

    /// <summary>Goes to a page by the menu, which a phone shows when asked where it has many links.</summary>
    public async Task ByMenuAsync(string name)
    {
        if (_screen == Screen.Phone && await Page.Locator("nav.site-nav summary").IsVisibleAsync())
        {
            await Page.Locator("nav.site-nav summary").ClickAsync();
        }

        await Page.Locator("nav.site-nav").GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
    }

    /// <summary>Opens an address. A page that loads itself anew at that very moment wins over it; then it is opened again.</summary>
    public async Task GoAsync(string path)
    {
        const int Tries = 5;
        for (var again = 1; ; again++)
        {
            try
            {
                await Page.GotoAsync(path);
                return;
            }
            catch (PlaywrightException e) when (again < Tries && e.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
            {
                await Page.WaitForLoadStateAsync();
            }
        }
    }

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
    /// <param name="heading">What the page's first heading holds, where a click led here.</param>
    public async Task SeeAsync(string? name, string? heading = null)
    {
        if (heading is not null)
        {
            await Assertions.Expect(Page.Locator("h1")).ToContainTextAsync(heading);
        }

        await Assertions.Expect(Page.Locator("footer")).ToBeAttachedAsync();
        await Eventually.HoldsAsync(async () => await Page.EvaluateAsync<string>("() => document.readyState") == "complete", "the page is loaded");
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
        if (!Pictures.ForTheReadme || !name.EndsWith(_screen.Word(), StringComparison.Ordinal))
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

    /// <summary>Follows a download link and returns the file's text.</summary>
    public async Task<string> DownloadAsync(string link)
    {
        var download = await Page.RunAndWaitForDownloadAsync(
            () => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = link, Exact = true }).ClickAsync());
        await using var file = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }

    /// <summary>One other host that this browser may go to; the test answers in its place.</summary>
    public void Expect(string host) => _watch.AlsoExpected = host;

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
