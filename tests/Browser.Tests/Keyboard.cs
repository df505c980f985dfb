using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PeerPlatform.Browser.Tests;

/// <summary>Somebody without a mouse. Where the focus stops it must be seen.</summary>
internal sealed class Keyboard(Visit visit)
{
    private const int Patience = 120;

    private const string FocusIsSeen =
        """
        () => {
          const seen = e => { const s = getComputedStyle(e); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; };
          const e = document.activeElement;
          if (!e || e === document.body || e.id === 'main') return '';
          const around = [e, e.labels && e.labels[0], e.parentElement, e.labels && e.labels[0] && getComputedStyle(e.labels[0], '::before')].filter(x => x instanceof Element);
          return around.some(seen) ? '' : e.outerHTML.slice(0, 120);
        }
        """;

    public async Task PressAsync(string key)
    {
        await visit.Page.Keyboard.PressAsync(key);
        if (key == "Tab" && await visit.Page.EvaluateAsync<string>(FocusIsSeen) is { Length: > 0 } unseen)
        {
            visit.AddFaults("by keyboard", [$"the focus is not seen on {unseen}"]);
        }
    }

    /// <summary>Tabs on until the element has the focus.</summary>
    public async Task ToAsync(ILocator element)
    {
        await element.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        for (var press = 0; press < Patience; press++)
        {
            if (await element.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }

            await PressAsync("Tab");
        }

        Assert.Fail($"Tab does not reach {element}.");
    }

    public async Task EnterOnAsync(AriaRole role, string name)
    {
        await ToAsync(visit.Page.Locator("main").GetByRole(role, new LocatorGetByRoleOptions { Name = name }).First);
        await PressAsync("Enter");
    }

    public async Task TypeInAsync(ILocator field, string text)
    {
        await ToAsync(field);
        await visit.Page.Keyboard.TypeAsync(text);
        await Expect(field).ToHaveValueAsync(text);
    }
}
