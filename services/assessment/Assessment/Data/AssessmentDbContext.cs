using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Collecting;
using PeerPlatform.Assessment.Results;
using PeerPlatform.Assessment.Waves;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;

namespace PeerPlatform.Assessment.Data;

internal sealed class AssessmentDbContext(DbContextOptions<AssessmentDbContext> options, TenantScope scope)
    : PlatformDbContext(options, scope)
{
    public DbSet<Wave> Waves => Set<Wave>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<TakenInvitations> TakenInvitations => Set<TakenInvitations>();

    public DbSet<RunningWave> RunningWaves => Set<RunningWave>();

    public DbSet<Ticket> Tickets => Set<Ticket>();

    public DbSet<Answer> Answers => Set<Answer>();

    public DbSet<WaveResults> Results => Set<WaveResults>();

    /// <summary>A wave that takes answers from the commit on.</summary>
    public void AddOpened(Wave wave)
    {
        Waves.Add(wave);
        TakenInvitations.Add(new TakenInvitations(wave.Id, wave.Invited));
        RunningWaves.Add(new RunningWave { WaveId = wave.Id, AgencyId = wave.AgencyId, NetworkId = wave.NetworkId, ClosesAt = wave.ClosesAt });
    }

    /// <summary>
    /// PostgreSQL keeps rows as they came and numbers the commit of each. The answers and tickets of a closed wave are
    /// written anew in one commit, in the order of their random keys. SQLite keeps them by their keys alone.
    /// </summary>
    public async Task ForgetOrderAsync(Guid wave, CancellationToken cancellationToken)
    {
        if (Database.IsNpgsql())
        {
            await Database.ExecuteSqlAsync(
                $"""
                WITH kept AS (DELETE FROM "Answers" WHERE "WaveId" = {wave} RETURNING *) INSERT INTO "Answers" SELECT * FROM kept ORDER BY "Id"
                """,
                cancellationToken);
            await Database.ExecuteSqlAsync(
                $"""
                WITH kept AS (DELETE FROM "Tickets" WHERE "WaveId" = {wave} RETURNING *) INSERT INTO "Tickets" SELECT * FROM kept ORDER BY "Hash"
                """,
                cancellationToken);
        }
    }

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Wave>(wave =>
        {
            wave.Property(w => w.Id).ValueGeneratedNever();
            // The guard of closing once: whoever comes second finds another state than it read.
            wave.Property(w => w.State).HasConversion<string>().IsConcurrencyToken();
            wave.OwnsMany(w => w.Groups, group =>
            {
                group.ToJson();
                group.Property(g => g.Kind).HasConversion<string>();
            });
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.HasKey(i => new { i.WaveId, i.MemberId });
            invitation.HasIndex(i => i.MemberId);
        });
        model.Entity<TakenInvitations>().HasKey(t => t.WaveId);
        model.Entity<RunningWave>(running =>
        {
            running.HasKey(r => r.WaveId);
            running.HasIndex(r => r.ClosesAt);
        });
        model.Entity<Ticket>(ticket =>
        {
            ticket.HasKey(t => t.Hash);
            ticket.Property(t => t.Hash).ValueGeneratedNever();
            ticket.HasIndex(t => t.WaveId);
        });
        model.Entity<Answer>().HasKey(a => new { a.WaveId, a.Id });
        model.Entity<WaveResults>(results =>
        {
            results.HasKey(r => r.WaveId);
            results.Property(r => r.WaveId).ValueGeneratedNever();
        });
    }
}
