using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Reporting.Facts;
using PeerPlatform.Reporting.Figures;
using PeerPlatform.Reporting.Releases;

namespace PeerPlatform.Reporting.Data;

internal sealed class ReportingDbContext(DbContextOptions<ReportingDbContext> options, TenantScope scope)
    : PlatformDbContext(options, scope)
{
    public DbSet<AgencyName> Agencies => Set<AgencyName>();

    public DbSet<Participation> Participations => Set<Participation>();

    public DbSet<WaveFact> Facts => Set<WaveFact>();

    public DbSet<Release> Releases => Set<Release>();

    public DbSet<ReleasedWave> ReleasedWaves => Set<ReleasedWave>();

    public DbSet<SupporterTurn> SupporterTurns => Set<SupporterTurn>();

    public DbSet<QuarterFigures> QuarterFigures => Set<QuarterFigures>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<AgencyName>(agency =>
        {
            agency.HasKey(a => a.AgencyId);
            // Of two events handled at the same time, the older one must not be saved last.
            agency.Property(a => a.Version).IsConcurrencyToken();
        });
        model.Entity<Participation>(participation =>
        {
            participation.HasKey(p => p.AgencyId);
            participation.Property(p => p.Period).IsConcurrencyToken();
        });
        model.Entity<WaveFact>(fact =>
        {
            fact.HasKey(f => f.WaveId);
            fact.Property(f => f.ScalesText).HasColumnName("Scales");
        });
        model.Entity<Release>().Property(r => r.Id).ValueGeneratedNever();
        UniqueInTenant<Release>(model, nameof(Release.Number));
        // The key is the guard: a wave cannot be in two releases.
        model.Entity<ReleasedWave>().HasKey(w => w.WaveId);
        model.Entity<SupporterTurn>(turn =>
        {
            // The key is the guard: a turn cannot count twice.
            turn.HasKey(t => new { t.MemberId, t.What, t.Turn });
            turn.Property(t => t.What).HasConversion<string>();
        });
        model.Entity<QuarterFigures>().HasKey(q => q.From);
    }
}
