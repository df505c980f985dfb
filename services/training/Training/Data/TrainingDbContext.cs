using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Barriers;
using PeerPlatform.Training.Curriculum;
using PeerPlatform.Training.Library;
using PeerPlatform.Training.Policies;
using PeerPlatform.Training.Proposals;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Sessions;
using PeerPlatform.Training.Supervision;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training.Data;

internal sealed class TrainingDbContext(DbContextOptions<TrainingDbContext> options, TenantScope scope)
    : PlatformDbContext(options, scope)
{
    /// <summary>Changes of records, seats and rules of one agency are made one after the other.</summary>
    public const string Work = "training";

    public DbSet<Agency> Agencies => Set<Agency>();

    public DbSet<OwnTopic> Topics => Set<OwnTopic>();

    public DbSet<PolicyText> Policies => Set<PolicyText>();

    public DbSet<PolicyDraft> Drafts => Set<PolicyDraft>();

    public DbSet<Supporter> Supporters => Set<Supporter>();

    /// <summary>Those who have the role now; of who stood down only the record is kept.</summary>
    public IQueryable<Supporter> Serving => Supporters.Where(s => s.StoodDownOn == null);

    public DbSet<StandingDue> Due => Set<StandingDue>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<BarrierQuarter> BarrierQuarters => Set<BarrierQuarter>();

    public DbSet<TopicProposal> Proposals => Set<TopicProposal>();

    public DbSet<Meeting> Meetings => Set<Meeting>();

    public DbSet<OwnEntry> LibraryEntries => Set<OwnEntry>();

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        await KeepDueAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<SupporterRecord>().HaveConversion<RecordAsJson>();
    }

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Agency>(agency =>
        {
            agency.HasKey(a => a.AgencyId);
            agency.Property(a => a.AgencyId).ValueGeneratedNever();
        });
        model.Entity<OwnTopic>().HasKey(t => t.Code);
        model.Entity<PolicyText>(text =>
        {
            text.HasKey(p => new { p.Policy, p.Version });
            text.Property(p => p.Language).HasConversion<string>();
        });
        model.Entity<PolicyDraft>(draft =>
        {
            draft.HasKey(d => d.Policy);
            draft.Property(d => d.Version).IsConcurrencyToken();
            draft.Property(d => d.Language).HasConversion<string>();
        });
        model.Entity<Supporter>(supporter =>
        {
            supporter.Property(s => s.Id).ValueGeneratedNever();
            supporter.Property(s => s.Turn).IsConcurrencyToken();
            supporter.HasIndex(s => new { s.State, s.LapsesOn });
            supporter.HasIndex(s => s.SupervisorId);
        });
        model.Entity<StandingDue>(due =>
        {
            due.HasKey(d => d.MemberId);
            due.Property(d => d.MemberId).ValueGeneratedNever();
            due.HasIndex(d => d.LookAt);
        });
        model.Entity<Session>(session =>
        {
            session.Property(s => s.Id).ValueGeneratedNever();
            session.Property(s => s.State).HasConversion<string>();
            session.HasIndex(s => new { s.State, s.StartsAt });
            session.OwnsMany(s => s.Enrolments, enrolment => enrolment.ToJson());
        });
        model.Entity<BarrierQuarter>(quarter =>
        {
            quarter.HasKey(q => new { q.Year, q.Number });
            quarter.Property(q => q.Year).ValueGeneratedNever();
            quarter.Property(q => q.Number).ValueGeneratedNever();
            quarter.OwnsMany(q => q.Named, named => named.ToJson());
        });
        model.Entity<TopicProposal>(proposal =>
        {
            proposal.Property(p => p.Id).ValueGeneratedNever();
            proposal.Property(p => p.State).HasConversion<string>();
            proposal.HasIndex(p => new { p.State, p.ProposedOn });
            proposal.OwnsMany(p => p.Helpers, helper => helper.ToJson());
        });
        model.Entity<Meeting>(meeting =>
        {
            meeting.Property(m => m.Id).ValueGeneratedNever();
            meeting.Property(m => m.Form).HasConversion<string>();
            meeting.Property(m => m.State).HasConversion<string>();
            meeting.HasIndex(m => new { m.LedBy, m.State, m.Day });
            meeting.HasIndex(m => m.Code);
            meeting.OwnsMany(m => m.People, person => person.ToJson());
        });
        model.Entity<OwnEntry>(entry =>
        {
            entry.ToTable("LibraryEntries");
            entry.HasKey(e => e.Code);
            entry.Property(e => e.Kind).HasConversion<string>();
        });
    }

    /// <summary>The clock's row of every supporter that is saved, in the same commit.</summary>
    private async Task KeepDueAsync(CancellationToken cancellationToken)
    {
        ChangeTracker.DetectChanges();
        var changed = ChangeTracker.Entries<Supporter>().Where(e => e.State is EntityState.Added or EntityState.Modified).Select(e => e.Entity).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        var ids = changed.Select(s => s.Id).ToList();
        var known = await Due.Where(d => ids.Contains(d.MemberId)).ToDictionaryAsync(d => d.MemberId, cancellationToken);
        foreach (var supporter in changed)
        {
            var due = known.GetValueOrDefault(supporter.Id);
            if (supporter.LookAgainAt is not { } at)
            {
                if (due is not null)
                {
                    Due.Remove(due);
                }
            }
            else if (due is not null)
            {
                due.LookAt = at;
            }
            else
            {
                Due.Add(new StandingDue { AgencyId = supporter.AgencyId, NetworkId = supporter.NetworkId, MemberId = supporter.Id, LookAt = at });
            }
        }
    }

    private sealed class RecordAsJson() : ValueConverter<SupporterRecord, string>(
        record => JsonSerializer.Serialize(record, PlatformJson.Options),
        text => JsonSerializer.Deserialize<SupporterRecord>(text, PlatformJson.Options)!);
}
