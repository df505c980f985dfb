using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Reporting.Data;
using PeerPlatform.Reporting.Facts;
using PeerPlatform.Testing;

namespace PeerPlatform.Reporting.Tests;

/// <summary>Reporting on real ports with its database, beside a server that speaks assessment's protocol.</summary>
internal sealed class ReportingWorld : IAsyncDisposable
{
    private ReportingWorld(TestPlatform platform, AssessmentPeer assessment)
    {
        Platform = platform;
        Assessment = assessment;
    }

    public Guid Network { get; } = Guid.CreateVersion7();

    public TestPlatform Platform { get; }

    public AssessmentPeer Assessment { get; }

    public static async Task<ReportingWorld> StartAsync(bool assessmentRuns = true, TimeProvider? clock = null)
    {
        var assessment = new AssessmentPeer(FreePort.Next());
        if (assessmentRuns)
        {
            await assessment.StartAsync();
        }

        var platform = await TestPlatform.StartAsync(
            [new ReportingService()],
            new Dictionary<string, string?> { ["Services:assessment:Grpc"] = assessment.Address },
            configure: app => app.Services.Replace(ServiceDescriptor.Singleton(clock ?? TimeProvider.System)));
        return new ReportingWorld(platform, assessment);
    }

    public HttpClient Coordinator() => Platform.Client(Network, Network, null, Role.NetworkCoordinator);

    public Task PublishAsync<TEvent>(TEvent happened, Guid? messageId = null)
        where TEvent : class, IEvent =>
        Platform.Services.GetRequiredService<IBus>().Publish(happened, happened.GetType(), context => context.MessageId = messageId ?? Guid.CreateVersion7());

    public WaveClosed ClosedEvent(WaitingWave wave) => new(
        wave.Fact.AgencyId, Network, wave.Fact.WaveId, wave.Fact.InstrumentCode, wave.Fact.InstrumentVersion, wave.Fact.ClosedOn);

    public Task OnboardAsync(string agency) =>
        PublishAsync(new AgencyOnboarded(Waves.AgencyId(agency), Network, "CODE", agency, "America/New_York", null));

    public Task SubscribeAsync(string agency, int period, bool subscribed, string service = ServiceName.Reporting) =>
        PublishAsync(new SubscriptionChanged(Waves.AgencyId(agency), Network, service, subscribed, new DateOnly(2026, 11, 20), period));

    /// <summary>Onboards the agencies, closes the waves, and waits until reporting has all their facts.</summary>
    public async Task CloseAsync(params WaitingWave[] waves)
    {
        foreach (var agency in waves.Select(w => w.AgencyName).Distinct())
        {
            await OnboardAsync(agency);
        }

        foreach (var wave in waves)
        {
            Assessment.Keep(wave);
            await PublishAsync(ClosedEvent(wave));
        }

        await WaitingIsAsync(waves.Length);
    }

    public async Task WaitingIsAsync(int waves)
    {
        using var client = Coordinator();
        await Eventually.GetAsync(
            async () => (await client.GetFromJsonAsync<JsonArray>("/api/reporting/v1/waiting"))!.Sum(w => (int)w!["waves"]!),
            waiting => waiting == waves, $"{waves} waves wait for a release");
    }

    public async Task<JsonObject> ReleaseAsync(string instrument = "cbi")
    {
        using var client = Coordinator();
        var answer = await client.PostAsJsonAsync("/api/reporting/v1/releases", new { instrument });
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async Task<T> InDatabaseAsync<T>(Func<ReportingDbContext, Task<T>> look)
    {
        await using var scope = Platform.Scope(Network, Network);
        return await look(scope.ServiceProvider.GetRequiredService<ReportingDbContext>());
    }

    public Task<int> FactsAsync() => InDatabaseAsync(db => db.Facts.CountAsync());

    /// <summary>What somebody with the database file in hand could do.</summary>
    public async Task TamperAsync(string sql)
    {
        Assert.SkipWhen(TestDatabases.OnPostgres(), "It changes a database file.");
        await using var file = new SqliteConnection($"Data Source={Path.Combine(Platform.Folder, "reporting.db")};Default Timeout=30");
        await file.OpenAsync();
        await using var command = file.CreateCommand();
        command.CommandText = sql;
        Assert.True(await command.ExecuteNonQueryAsync() > 0);
    }

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        await Assessment.DisposeAsync();
    }
}
