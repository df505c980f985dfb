using Microsoft.Playwright;

namespace PeerPlatform.Browser.Tests;

/// <summary>A survey answered by hand: every block, every question.</summary>
internal static class Answering
{
    /// <summary>Marks one choice of every question of the blocks in sight, step by step where the page shows steps.</summary>
    public static async Task MarkAllAsync(IPage page, int choice, Func<int, Task>? atEachStep = null, string next = "Next")
    {
        for (var step = 1; ; step++)
        {
            foreach (var question in await page.Locator("fieldset.item:visible").AllAsync())
            {
                await question.Locator("label").Nth(choice).ClickAsync();
            }

            if (atEachStep is not null)
            {
                await atEachStep(step);
            }

            var further = page.Locator("#survey button:visible", new PageLocatorOptions { HasText = next });
            if (await further.CountAsync() == 0)
            {
                return;
            }

            await further.ClickAsync();
        }
    }
}
