using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PeerPlatform.Platform.Messaging;

namespace PeerPlatform.Platform.Data;

/// <summary>
/// A service's database. Every entity is filtered to the scope's tenant and stamped with it on insert, save those
/// marked <see cref="NetworkWideAttribute"/>; a write to another tenant's row throws. Events that aggregates raised
/// go to the outbox in the same commit.
/// </summary>
public abstract class PlatformDbContext : DbContext
{
    internal const string TenantColumn = "TenantId";

    private readonly TenantScope _scope;
    private int _eventsToTell;

    /// <summary>A context of one scope; the scope's tenant may be entered later, and may change.</summary>
    protected PlatformDbContext(DbContextOptions options, TenantScope scope)
        : base(options)
    {
        _scope = scope;
        // Row-level security is told the tenant once a transaction, so that every save has one.
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        ChangeTracker.Tracking += (_, tracked) => Stamp(tracked);
    }

    internal Guid? TenantOfScope => _scope.TenantId;

    private Guid CurrentTenant => _scope.TenantId ?? Guid.Empty;

    internal DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    internal DbSet<InboxMessage> Inbox => Set<InboxMessage>();

    /// <summary>Maps the service's own entities; tenant column, filter and converters are added afterwards.</summary>
    protected abstract void Map(ModelBuilder model);

    /// <inheritdoc />
    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OutboxMessage>(outbox =>
        {
            outbox.ToTable("Outbox");
            outbox.HasKey(m => m.Sequence);
            outbox.HasIndex(m => m.MessageId).IsUnique();
            outbox.HasIndex(m => new { m.Published, m.Sequence });
            outbox.HasIndex(m => new { m.Published, m.NotBefore });
            outbox.HasIndex(m => new { m.Aggregate, m.Sequence });
        });
        modelBuilder.Entity<InboxMessage>(inbox =>
        {
            inbox.ToTable("Inbox");
            inbox.HasKey(m => new { m.MessageId, m.Handler });
        });
        Map(modelBuilder);

        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => !e.IsOwned()).ToList())
        {
            if (Attribute.IsDefined(entity.ClrType, typeof(KeepsNoOrderAttribute)))
            {
                entity.SetAnnotation(KeepsNoOrderAttribute.Annotation, true);
            }

            if (!Attribute.IsDefined(entity.ClrType, typeof(NetworkWideAttribute)))
            {
                OwnByTenant(modelBuilder, entity);
            }
        }
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite has no time type that sorts; UTC ticks do, on every provider.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }

    /// <summary>At most one row of a tenant has the same values of the named properties.</summary>
    protected static void UniqueInTenant<TEntity>(ModelBuilder model, params string[] properties)
        where TEntity : class
    {
        model.Entity<TEntity>().Property<Guid>(TenantColumn);
        model.Entity<TEntity>().HasIndex([TenantColumn, .. properties]).IsUnique();
    }

    /// <summary>
    /// Rows that exist only with the row they name, and go with it. The reference carries the tenant, so that it can't
    /// lead to another tenant's row, nor tell that there is one.
    /// </summary>
    /// <param name="reference">The property that holds the whole's <c>Id</c>.</param>
    protected static void PartOf<TPart, TWhole>(ModelBuilder model, string reference)
        where TPart : class
        where TWhole : class
    {
        model.Entity<TWhole>().Property<Guid>(TenantColumn);
        model.Entity<TWhole>().HasKey(TenantColumn, "Id");
        model.Entity<TPart>().Property<Guid>(TenantColumn);
        model.Entity<TPart>().HasOne<TWhole>().WithMany().HasForeignKey(TenantColumn, reference).OnDelete(DeleteBehavior.Cascade);
    }

    /// <summary>The tenant of new rows of the entity.</summary>
    internal Guid TenantToStamp(Type entity) =>
        _scope.TenantId ?? throw new InvalidOperationException($"{entity.Name} is written outside any tenant.");

    private void OwnByTenant(ModelBuilder model, IMutableEntityType entity)
    {
        var name = entity.ClrType;
        // As a part of the key the tenant stands in the WHERE of every update and delete: a row passed off as ours stays.
        model.Entity(name).Property<Guid>(TenantColumn).ValueGeneratedNever();
        var key = entity.FindPrimaryKey()?.Properties.Select(p => p.Name).ToArray()
            ?? throw new InvalidOperationException($"{name.Name} has no key.");
        if (key[0] != TenantColumn)
        {
            model.Entity(name).HasKey([TenantColumn, .. key]);
        }

        foreach (var index in entity.GetIndexes().Where(i => i.IsUnique && i.Properties[0].Name != TenantColumn))
        {
            throw new InvalidOperationException(
                $"A unique index of {name.Name} would tell one tenant what another has; declare it with UniqueInTenant.");
        }

        typeof(PlatformDbContext)
            .GetMethod(nameof(FilterByTenant), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
            .MakeGenericMethod(name)
            .Invoke(this, [model]);
    }

    private void FilterByTenant<TEntity>(ModelBuilder model)
        where TEntity : class =>
        model.Entity<TEntity>().HasQueryFilter(e => EF.Property<Guid>(e, TenantColumn) == CurrentTenant);

    /// <summary>How many events were written to the outbox since this was last asked.</summary>
    internal int TakeEventsToTell() => Interlocked.Exchange(ref _eventsToTell, 0);

    /// <summary>
    /// Makes sure that what was erased is no longer in the database's files: its pages are overwritten at the delete,
    /// and the log that still held them is emptied here. To be called outside a transaction.
    /// </summary>
    public async Task OverwriteErasedAsync(CancellationToken cancellationToken)
    {
        if (Database.IsSqlite())
        {
            await Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
        }
    }

    /// <summary>
    /// Begins a transaction in which this tenant's work of one kind is done by one at a time, whatever process does it; whoever
    /// comes second waits, and then sees what the first has committed.
    /// </summary>
    /// <param name="work">Names the kind of work, such as <c>open-wave</c>.</param>
    public async Task<IDbContextTransaction> BeginAloneAsync(string work, CancellationToken cancellationToken)
    {
        if (Database.IsSqlite())
        {
            // SQLite lets one writer in at a time, and this transaction is a writer from its first moment.
            return await Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        }

        return (await LockAsync(work, waits: true, cancellationToken))!;
    }

    /// <summary>
    /// The same for long work that commits in transactions of its own: null, at once, while somebody else is at it. What is returned holds
    /// off the others until it is disposed of, or the process or its connection is gone; so the work's own commit must be safe against a
    /// second one. It takes a context for itself.
    /// </summary>
    public async Task<IAsyncDisposable?> TryHoldOffOthersAsync(string work, CancellationToken cancellationToken) =>
        // A file has one process, and a transaction would keep that one from writing.
        Database.IsSqlite() ? new NobodyElse() : await LockAsync(work, waits: false, cancellationToken);

    private async Task<IDbContextTransaction?> LockAsync(string work, bool waits, CancellationToken cancellationToken)
    {
        var turn = $"{work} {TenantToStamp(GetType())}";
        var transaction = await Database.BeginTransactionAsync(cancellationToken);
        try
        {
            if (waits)
            {
                await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({turn}, 0))", cancellationToken);
                return transaction;
            }

            var taken = await Database
                .SqlQuery<bool>($"""SELECT pg_try_advisory_xact_lock(hashtextextended({turn}, 0)) AS "Value" """)
                .ToListAsync(cancellationToken);
            if (taken.Single())
            {
                return transaction;
            }

            await transaction.DisposeAsync();
            return null;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        BeforeSave();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc />
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        BeforeSave();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private void BeforeSave()
    {
        ChangeTracker.DetectChanges();
        foreach (var entry in ChangeTracker.Entries().ToList())
        {
            if (entry is { Entity: IImmutableRow, State: EntityState.Modified or EntityState.Deleted })
            {
                throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} rows are never changed once written.");
            }

            if (entry.Metadata.FindProperty(TenantColumn) is not null)
            {
                GuardTenant(entry);
            }
        }

        _eventsToTell += MoveRaisedToOutbox();
    }

    /// <summary>A new row belongs to the scope's tenant from the moment it is added: the tenant is part of its key.</summary>
    private void Stamp(EntityTrackingEventArgs tracked)
    {
        if (tracked is { FromQuery: false, State: EntityState.Added }
            && tracked.Entry.Metadata.FindProperty(TenantColumn) is not null
            && tracked.Entry.Property(TenantColumn) is { CurrentValue: Guid tenant } unset
            && tenant == Guid.Empty)
        {
            unset.CurrentValue = TenantToStamp(tracked.Entry.Metadata.ClrType);
        }
    }

    private void GuardTenant(EntityEntry entry)
    {
        if (entry.State is EntityState.Unchanged or EntityState.Detached)
        {
            return;
        }

        var tenant = entry.Property(TenantColumn);
        if (_scope.TenantId is not { } current)
        {
            throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} is written outside any tenant.");
        }

        if (!Equals(tenant.CurrentValue, current) || (entry.State != EntityState.Added && !Equals(tenant.OriginalValue, current)))
        {
            throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} of another tenant is written.");
        }
    }

    private int MoveRaisedToOutbox()
    {
        var moved = 0;
        foreach (var entry in ChangeTracker.Entries<Aggregate>().Where(e => e.Entity.Raised.Count > 0).ToList())
        {
            var aggregate = NameOf(entry);
            foreach (var happened in entry.Entity.Raised)
            {
                Outbox.Add(OutboxMessage.For(happened, aggregate));
                moved++;
            }

            entry.Entity.ForgetRaised();
        }

        return moved;
    }

    /// <summary>Type and key, the same for every save of the same aggregate.</summary>
    private static string NameOf(EntityEntry<Aggregate> entry) => string.Join(
        '/', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => entry.Property(p.Name).CurrentValue).Prepend(entry.Metadata.ClrType.Name));

    private sealed class NobodyElse : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
