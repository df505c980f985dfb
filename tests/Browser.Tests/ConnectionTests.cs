using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PeerPlatform.Browser.Tests;

/// <summary>An agency connects a system of its own, and the network switches a part of the platform off and on again.</summary>
public sealed class ConnectionTests(RunningPortal portal) : InTheBrowser(portal)
{
    private const string Nora = "nora@network.example";

    [Theory]
    [InlineData(Screen.Phone, "VETS-NE", "New England Veterans Peer Center")]
    [InlineData(Screen.Desktop, "MERRI-VAL", "Merrimack Valley Family Services")]
    public async Task A_system_is_connected_and_a_part_of_the_platform_switched_off_and_on(Screen screen, string code, string agencyName)
    {
        using var agency = await Agency.HandedOverAsync(Portal, code);
        var coordinator = await OpenAsync(screen);
        await coordinator.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await coordinator.SignInAsync(agency.Coordinator);
        await coordinator.GoAsync("/language?to=en&return=%2F");
        await coordinator.ByMenuAsync("Connections");
        await coordinator.SeeAsync("connections-empty", "Connections");
        await coordinator.Page.GetByRole(AriaRole.Link, new() { Name = "Make a connection" }).ClickAsync();
        await coordinator.SeeAsync("connection-new", "Make a connection");
        await coordinator.Page.GetByLabel("Which system?").FillAsync("Roster system");
        await coordinator.Page.Locator("main form button[type=submit]").ClickAsync();
        await coordinator.SeeAsync("connection-new-refused", "Make a connection");
        await coordinator.Page.GetByText("Open and close surveys").ClickAsync();
        await coordinator.Page.GetByText("Send out survey links itself").ClickAsync();
        await coordinator.Page.Locator("main form button[type=submit]").ClickAsync();

        await coordinator.SeeAsync("connection-secret", "The secret of Roster system");
        await coordinator.Page.GetByRole(AriaRole.Button, new() { Name = "Copy the secret" }).ClickAsync();
        await Expect(coordinator.Page.Locator("#client-secret-said")).ToHaveTextAsync("Copied");
        Assert.Equal(
            await coordinator.Page.Locator("#client-secret").InnerTextAsync(), await coordinator.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        await coordinator.Page.GetByRole(AriaRole.Link, new() { Name = "See how to call the platform" }).ClickAsync();
        await coordinator.SeeAsync("connection-try", "Calling the platform as Roster system");
        await coordinator.Page.GetByRole(AriaRole.Link, new() { Name = "Back to Roster system" }).ClickAsync();
        await coordinator.SeeAsync("connection", "Roster system");
        await coordinator.Page.GetByRole(AriaRole.Link, new() { Name = "End it" }).ClickAsync();
        await coordinator.SeeAsync("connection-end", "End “Roster system” now?");
        await coordinator.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, end it" }).ClickAsync();
        await coordinator.SeeAsync("connection-over", "Roster system");
        await coordinator.GoAsync("/connections");
        await coordinator.SeeAsync("connections", "Connections");

        var nora = await OpenAsync(screen);
        await nora.SignInAsync(Nora);
        await nora.GoAsync($"/network/agencies?search={code}");
        await nora.Page.GetByRole(AriaRole.Link, new() { Name = $"everything for {agencyName}" }).ClickAsync();
        await nora.SeeAsync("services", $"What {agencyName} uses");
        await nora.Page.GetByRole(AriaRole.Link, new() { Name = "Switch off Listening" }).ClickAsync();
        await nora.SeeAsync("service-end", $"Switch this off for {agencyName}?");
        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, switch it off" }).ClickAsync();
        await nora.SeeAsync("service-off", $"What {agencyName} uses");

        var again = await OpenAsync(screen);
        await again.SignInAsync(agency.Coordinator);
        await again.GoAsync("/language?to=en&return=%2F");
        await again.SeeAsync("coordinator-home-without-surveys");
        await Expect(again.Page.Locator("nav.site-nav a[href='/listening']")).ToHaveCountAsync(0);
        await again.GoAsync("/listening");
        await again.SeeAsync("not-used", "Your agency does not use this");

        await nora.Page.GetByRole(AriaRole.Button, new() { Name = "Switch on Listening" }).ClickAsync();
        await nora.SeeAsync("service-on", $"What {agencyName} uses");
    }
}
