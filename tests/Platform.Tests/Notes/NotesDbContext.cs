using Microsoft.EntityFrameworkCore;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Data;

namespace PeerPlatform.Platform.Tests.Notes;

/// <summary>The database of a small service that exists to try the platform.</summary>
internal sealed class NotesDbContext(DbContextOptions<NotesDbContext> options, TenantScope scope)
    : PlatformDbContext(options, scope)
{
    public DbSet<Note> Notes => Set<Note>();

    public DbSet<Leaf> Leaves => Set<Leaf>();

    public DbSet<Board> Boards => Set<Board>();

    public DbSet<Stone> Stones => Set<Stone>();

    public DbSet<Effect> Effects => Set<Effect>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Note>().Property(n => n.Id).ValueGeneratedNever();
        UniqueInTenant<Note>(model, nameof(Note.Text));
        PartOf<Leaf, Note>(model, nameof(Leaf.NoteId));
        model.Entity<Board>().Property(b => b.Id).ValueGeneratedNever();
        model.Entity<Stone>().Property(s => s.Id).ValueGeneratedNever();
        model.Entity<Effect>().Property(e => e.Id).ValueGeneratedNever();
    }
}

internal sealed class Note : Aggregate
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public required string Text { get; set; }

    public void Tell(IEvent happened) => Raise(happened);
}

internal sealed class Leaf
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid NoteId { get; init; }
}

[NetworkWide("To try that such an entity is seen by all.")]
internal sealed class Board
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
}

internal sealed class Stone : IImmutableRow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Text { get; set; }
}

/// <summary>What a handler did; one row each time it did it.</summary>
internal sealed class Effect
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid Of { get; init; }
}
