using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Testing;

namespace PeerPlatform.Assessment.Tests;

/// <summary>The assessment service at work for the agencies of a test, spoken to over HTTP only.</summary>
internal sealed class Listening : IAsyncDisposable
{
    private readonly Action<WebApplicationBuilder>? _configure;

    private Listening(TestPlatform platform, DirectoryPeer directory, Action<WebApplicationBuilder>? configure)
    {
        Platform = platform;
        Directory = directory;
        _configure = configure;
        Nobody = platform.Anonymous();
    }

    public TestPlatform Platform { get; private set; }

    public DirectoryPeer Directory { get; }

    public HttpClient Nobody { get; private set; }

    public static async Task<Listening> StartAsync(
        Action<WebApplicationBuilder>? configure = null, string? directoryAddress = null, Dictionary<string, string?>? settings = null)
    {
        var directory = await DirectoryPeer.StartAsync();
        var folder = System.IO.Directory.CreateTempSubdirectory("peerplatform-assessment-").FullName;
        settings = new Dictionary<string, string?>(settings ?? []) { ["Services:tenancy:Grpc"] = directoryAddress ?? directory.Address };
        return new Listening(await TestPlatform.StartAsync([new AssessmentService()], settings, folder, configure), directory, configure);
    }

    /// <summary>Stops the service and starts it again on the same files.</summary>
    public async Task RestartAsync()
    {
        var folder = Platform.Folder;
        await Platform.DisposeAsync();
        Platform = await TestPlatform.StartAsync(
            [new AssessmentService()], new Dictionary<string, string?> { ["Services:tenancy:Grpc"] = Directory.Address }, folder, _configure);
        Nobody = Platform.Anonymous();
    }

    public RosteredAgency Agency(int[] teamSizes, int withoutTeam = 0, Guid? network = null, string timeZone = "America/New_York")
    {
        var agency = RosteredAgency.Of(teamSizes, withoutTeam, network, timeZone);
        Directory.Rosters.Agencies[agency.Id] = agency;
        return agency;
    }

    public HttpClient Coordinator(RosteredAgency agency) =>
        Platform.Client(agency.Id, agency.NetworkId, null, Role.Member, Role.Coordinator);

    public HttpClient Member(RosteredAgency agency, Guid member) => Platform.Client(agency.Id, agency.NetworkId, member, Role.Member);

    public static object Opening(string instrument = "cbi", Guid[]? teams = null, string title = "How are we", int days = 14) => new
    {
        title,
        instrument,
        teamIds = teams ?? [],
        closesOn = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(days)),
    };

    public async Task<JsonElement> OpenAsync(RosteredAgency agency, string instrument = "cbi", Guid[]? teams = null)
    {
        using var coordinator = Coordinator(agency);
        var response = await coordinator.PostAsJsonAsync("/api/assessment/v1/waves", Opening(instrument, teams));
        return await ReadAsync(response, HttpStatusCode.Created);
    }

    public async Task<string> TicketAsync(RosteredAgency agency, Guid wave, Guid member)
    {
        using var client = Member(agency, member);
        var taken = await ReadAsync(await client.PostAsync($"/api/assessment/v1/waves/{wave}/invitation", null));
        return taken.GetProperty("ticket").GetString()!;
    }

    public Task<HttpResponseMessage> SendAsync(string ticket, IReadOnlyDictionary<string, int?> answers, string lang = "en") =>
        Nobody.PostAsJsonAsync("/collect/v1/answers", new { ticket, lang, answers });

    /// <summary>A member takes the invitation and gives every item of the instrument the same choice.</summary>
    public async Task AnswerAsync(RosteredAgency agency, Guid wave, Guid member, int choice = 2, string instrument = "cbi")
    {
        var ticket = await TicketAsync(agency, wave, member);
        await ReadAsync(await SendAsync(ticket, Sheets.Same(instrument, choice)));
    }

    public async Task CloseAsync(RosteredAgency agency, Guid wave)
    {
        using var coordinator = Coordinator(agency);
        var response = await coordinator.PostAsync($"/api/assessment/v1/waves/{wave}/close", null);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    public async Task<JsonElement> ResultsAsync(RosteredAgency agency, Guid wave, string lang = "en")
    {
        using var coordinator = Coordinator(agency);
        return await ReadAsync(await coordinator.GetAsync($"/api/assessment/v1/waves/{wave}/results?lang={lang}"));
    }

    /// <summary>The body as JSON after the status was as expected.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        var folder = Platform.Folder;
        await Platform.DisposeAsync();
        await Directory.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
