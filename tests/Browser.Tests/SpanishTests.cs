using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using PeerPlatform.Testing;
using static Microsoft.Playwright.Assertions;

namespace PeerPlatform.Browser.Tests;

[Collection(Releases.Name)]
public sealed class SpanishTests(RunningPortal portal, ListenedNetwork network) : InTheBrowser(portal)
{
    private const string SurveyTitle = "Nos escuchamos";
    private IReadOnlyList<string> _names = [];

    [Fact]
    public async Task A_visitor_and_a_member_answering_read_Spanish_only()
    {
        await LearnNamesAsync();
        var visitor = await OpenAsync(Screen.Phone, "es");
        foreach (var (path, name) in new[]
        {
            ("/", "visitor-home"), ("/sign-in", "sign-in"), ("/help", "help"), ("/confidence", "confidence"), ("/nada/de/nada", "not-found"),
            ("/offline", "offline"), ("/set-up/nada", "set-up-unknown"),
        })
        {
            await visitor.GoAsync(path);
            await SeeInSpanishAsync(visitor, name);
        }

        using var agency = await Agency.HandedOverAsync(Portal, "CASA-LUZ");
        await agency.OpenWaveAsync(SurveyTitle);
        var member = await OpenAsync(Screen.Phone, "es");
        await member.SignInAsync((await agency.ColleaguesAsync(1))[0].Email);
        await ChooseSpanishAsync(member);
        await SeeInSpanishAsync(member, "member-home");
        await member.Page.Locator("main .card a.usa-button").ClickAsync();
        await Expect(member.Page.Locator("form[action$='/link']")).ToBeVisibleAsync();
        await SeeInSpanishAsync(member, "survey-about");
        await member.Page.Locator("main form button[type=submit]").ClickAsync();
        await Expect(member.Page.Locator("#open-survey")).ToBeVisibleAsync();
        await SeeInSpanishAsync(member, "survey-link");
        var link = await member.Page.Locator("#private-link").InnerTextAsync();
        await member.Page.Locator("#open-survey").ClickAsync();
        await Expect(member.Page.Locator("#survey")).ToBeVisibleAsync();
        await Answering.MarkAllAsync(member.Page, choice: 1, step => SeeInSpanishAsync(member, $"survey-part-{step}"), next: "Siguiente");
        await member.Page.Locator("#survey button[type=submit]").ClickAsync();
        await Expect(member.Page.Locator(".score")).ToHaveCountAsync(3);
        await SeeInSpanishAsync(member, "thank-you");
        await member.Page.GotoAsync(link.Trim());
        await SeeInSpanishAsync(member, "link-used");
        await member.GoAsync("/listening");
        await SeeInSpanishAsync(member, "not-for-your-role");
    }

    [Fact]
    public async Task Coordinators_read_Spanish_only()
    {
        await LearnNamesAsync();
        var casey = await OpenAsync(Screen.Desktop, "es");
        await casey.SignInAsync(ListenedNetwork.Casey);
        await ChooseSpanishAsync(casey);
        var connection = $"/connections/{await ConnectAsync()}";
        foreach (var (path, name) in new[]
        {
            ("/", "coordinator-home"), ("/listening", "listening"), ("/listening/new", "listening-new"),
            ($"/listening/{network.Wave}", "wave-closed"), ($"/listening/{network.Wave}/results", "results"), ("/people", "people"),
            ("/connections", "connections"), ("/connections/new", "connection-new"), (connection, "connection"), ($"{connection}/try", "connection-try"),
            ($"{connection}/end", "connection-end"), ("/programme", "programme"), ("/programme/quick-start", "quick-start"), ("/programme/steps/6", "programme-step"),
            ("/programme/charter", "charter"), ("/programme/charter/budget", "charter-section"), ("/programme/policies", "policies"),
            ("/programme/policies/ethics-code", "policy"),
        })
        {
            await casey.GoAsync(path);
            await SeeInSpanishAsync(casey, name);
        }

        var nora = await OpenAsync(Screen.Desktop, "es");
        await nora.SignInAsync(ListenedNetwork.Nora);
        await ChooseSpanishAsync(nora);
        foreach (var (path, name) in new[]
        {
            ("/", "network-home"), ("/network/agencies", "agencies"), ("/network/onboarding", "onboarding"),
            ("/network/releases", "releases"), ($"/network/releases/{network.Release}", "release"),
        })
        {
            await nora.GoAsync(path);
            await SeeInSpanishAsync(nora, name);
        }

        await nora.GoAsync("/network/agencies?search=MASSUP");
        await nora.Page.Locator("td a[href$='/services']").ClickAsync();
        await SeeInSpanishAsync(nora, "services");
        await nora.Page.Locator("a[href$='/assessment/end']").ClickAsync();
        await SeeInSpanishAsync(nora, "service-end");

        await nora.GoAsync("/network/onboarding");
        var file = new NewAgencyFile("HL-SPAN");
        await nora.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "agencia.csv", MimeType = "text/csv", Buffer = file.Faulty() });
        await nora.Page.Locator("main form[enctype] button[type=submit]").ClickAsync();
        await Expect(nora.Page.Locator("section[aria-labelledby=faults]")).ToBeVisibleAsync();
        await SeeInSpanishAsync(nora, "onboarding-faults");
    }

    /// <summary>A connection of the coordinator's agency that may do everything; returns its id.</summary>
    private async Task<string?> ConnectAsync()
    {
        using var casey = await SignedIn.AsAsync(Portal.Platform.Portal, ListenedNetwork.Casey, RunningPortal.Password);
        var scopes = new[] { "tenancy:own-agency", "assessment:run-waves", "assessment:invite-by-count", "assessment:see-agency-results" };
        return (await casey.PostAsync("/api/tenancy/v1/api-clients", new { name = "Turnos", scopes })).GetProperty("clientId").GetString();
    }

    private static async Task ChooseSpanishAsync(Visit visit)
    {
        var choose = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Español" });
        if (await choose.CountAsync() > 0)
        {
            await choose.ClickAsync();
        }

        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "es");
    }

    private async Task SeeInSpanishAsync(Visit visit, string name)
    {
        if (await visit.Page.Locator("figure[data-chart]").CountAsync() > 0)
        {
            await Expect(visit.Page.Locator("section.scale figure svg[role=img]").First).ToBeVisibleAsync();
        }

        await visit.SeeAsync($"es-{name}");
        visit.AddFaults(name, await EnglishWords.OnAsync(visit.Page, _names));
    }

    /// <summary>Names that agencies and people gave are what they are in any language.</summary>
    private async Task LearnNamesAsync()
    {
        using var nora = await SignedIn.AsAsync(Portal.Platform.Portal, ListenedNetwork.Nora, RunningPortal.Password);
        using var casey = await SignedIn.AsAsync(Portal.Platform.Portal, ListenedNetwork.Casey, RunningPortal.Password);
        var agencies = (await Agency.ReadAsync(nora, "/api/tenancy/v1/agencies?page=1&size=100")).GetProperty("items").EnumerateArray().ToList();
        var waves = (await Agency.ReadAsync(casey, "/api/assessment/v1/waves")).GetProperty("items").EnumerateArray();
        var release = await Agency.ReadAsync(nora, $"/api/reporting/v1/releases/{network.Release}");
        string?[] names =
        [
            .. agencies.SelectMany(a => new[] { a.GetProperty("name").GetString(), a.GetProperty("helpContact").GetString() }),
            .. agencies.SelectMany(a => a.GetProperty("coordinators").EnumerateArray()).Select(c => c.GetProperty("name").GetString()),
            .. (await casey.GetFromJsonAsync<JsonElement>("/api/tenancy/v1/teams")).EnumerateArray().Select(t => t.GetProperty("name").GetString()),
            .. waves.Select(w => w.GetProperty("title").GetString()),
            .. release.GetProperty("table").GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("wave").GetString()),
            "Commonwealth Peer Support Network", "On call 617-555-0142, any hour", "Suicide and Crisis Lifeline",
        ];
        _names = [.. names.OfType<string>().Where(n => n.Length > 0)];
    }
}
