using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests.Notes;

/// <summary>The small service on real ports with its database file.</summary>
internal sealed class NotesWorld : IAsyncDisposable
{
    private NotesWorld(TestPlatform platform, NotesService service)
    {
        Platform = platform;
        Service = service;
    }

    public static Guid Network { get; } = Guid.CreateVersion7();

    public Guid Agency { get; } = Guid.CreateVersion7();

    public TestPlatform Platform { get; }

    public NotesService Service { get; }

    /// <param name="service">With another mood than the usual, set before the first message can come.</param>
    public static async Task<NotesWorld> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, string? folder = null, NotesService? service = null, TimeProvider? clock = null)
    {
        service ??= new NotesService();

        // It calls itself over gRPC.
        var platform = await TestPlatform.StartAsync([service], settings, folder, builder =>
        {
            builder.Configuration["Services:notes:Grpc"] ??= builder.Configuration["Services:tenancy:Grpc"];
            if (clock is not null)
            {
                builder.Services.AddSingleton(clock);
            }
        });
        return new NotesWorld(platform, service);
    }

    public HttpClient Member() => Platform.Client(Agency, Network, null, Role.Member);

    public async Task InDatabaseAsync(Guid? tenant, Func<NotesDbContext, Task> work)
    {
        await using var scope = Platform.Services.CreateAsyncScope();
        if (tenant is { } entered)
        {
            scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(entered, Network);
        }

        await work(scope.ServiceProvider.GetRequiredService<NotesDbContext>());
    }

    public async Task<T> InDatabaseAsync<T>(Guid? tenant, Func<NotesDbContext, Task<T>> look)
    {
        T seen = default!;
        await InDatabaseAsync(tenant, async db => { seen = await look(db); });
        return seen;
    }

    /// <summary>Saves a note that tells of a closed wave; returns the wave's id.</summary>
    public async Task<Guid> TellAsync(Guid? wave = null)
    {
        var closed = ClosedWave(wave ?? Guid.CreateVersion7());
        await InDatabaseAsync(Agency, db =>
        {
            var note = new Note { Text = $"Wave {closed.WaveId} {Guid.NewGuid()}" };
            note.Tell(closed);
            db.Notes.Add(note);
            return db.SaveChangesAsync();
        });
        return closed.WaveId;
    }

    /// <summary>Events that are still to be told; those that were told stay for some days.</summary>
    public Task<int> WaitingAsync() => InDatabaseAsync(null, db => db.Outbox.CountAsync(m => m.NotBefore != OutboxMessage.Never));

    public WaveClosed ClosedWave(Guid wave) => new(Agency, Network, wave, "cbi", 1, new DateOnly(2026, 11, 20));

    public IBusControl Bus => Platform.Services.GetRequiredService<IBusControl>();

    public ValueTask DisposeAsync() => Platform.DisposeAsync();
}
