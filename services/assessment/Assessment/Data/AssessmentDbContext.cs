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

    public DbSet<Ticket> Tickets => Set<Ticket>();

    public DbSet<Answer> Answers => Set<Answer>();

    public DbSet<WaveResults> Results => Set<WaveResults>();

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
            wave.HasIndex(w => new { w.State, w.ClosesAt });
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.HasKey(i => new { i.WaveId, i.MemberId });
            invitation.HasIndex(i => i.MemberId);
            // The guard of taking once: of two clicks the second finds it taken.
            invitation.Property(i => i.Taken).IsConcurrencyToken();
        });
        model.Entity<Ticket>(ticket =>
        {
            ticket.HasKey(t => t.Hash);
            ticket.Property(t => t.Hash).ValueGeneratedNever();
        });
        model.Entity<Answer>().HasKey(a => new { a.WaveId, a.Id });
        model.Entity<WaveResults>(results =>
        {
            results.HasKey(r => r.WaveId);
            results.Property(r => r.WaveId).ValueGeneratedNever();
        });
    }
}
