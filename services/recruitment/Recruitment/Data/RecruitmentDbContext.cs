using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Cases;
using PeerPlatform.Recruitment.Nominations;
using PeerPlatform.Recruitment.Panel;
using PeerPlatform.Recruitment.Representation;
using PeerPlatform.Recruitment.Supporters;

namespace PeerPlatform.Recruitment.Data;

internal sealed class RecruitmentDbContext(DbContextOptions<RecruitmentDbContext> options, TenantScope scope)
    : PlatformDbContext(options, scope)
{
    /// <summary>Changes of one agency are made one after the other; nominations need not wait for them.</summary>
    public const string Work = "recruitment";

    public DbSet<Agency> Agencies => Set<Agency>();

    public DbSet<AgencyDue> Due => Set<AgencyDue>();

    public DbSet<Campaign> Campaigns => Set<Campaign>();

    public DbSet<RunningCampaign> RunningCampaigns => Set<RunningCampaign>();

    public DbSet<Ask> Asks => Set<Ask>();

    public DbSet<LeaderNomination> LeaderNominations => Set<LeaderNomination>();

    public DbSet<Application> Applications => Set<Application>();

    public DbSet<ServingSupporter> Supporters => Set<ServingSupporter>();

    public DbSet<DeselectionCase> Cases => Set<DeselectionCase>();

    public DbSet<Declaration> Declarations => Set<Declaration>();

    public DbSet<ShownTable> ShownTables => Set<ShownTable>();

    /// <summary>A new agency, at which the clock looks from now on.</summary>
    public void AddAgency(Agency agency, DateTimeOffset now)
    {
        Agencies.Add(agency);
        Due.Add(DueOf(agency, now));
    }

    /// <summary>
    /// What was asked for of an agency that nothing told of, kept with what the caller commits. The event that tells of it may be
    /// first, in a commit of its own: then that one is it.
    /// </summary>
    public async Task<Agency> KeepAgencyAsync(Agency asked, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Database.CurrentTransaction is null)
        {
            AddAgency(asked, now);
            return asked;
        }

        await this.InsertUnlessThereAsync(asked, cancellationToken);
        await this.InsertUnlessThereAsync(DueOf(asked, now), cancellationToken);
        return await Agencies.SingleAsync(cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        AsJson<Position>(configurationBuilder);
        AsJson<Matrix>(configurationBuilder);
        AsJson<PanelList>(configurationBuilder);
        AsJson<Tally>(configurationBuilder);
        AsJson<WrittenAnswers>(configurationBuilder);
        AsJson<LeadersWords>(configurationBuilder);
        AsJson<Scoring>(configurationBuilder);
        AsJson<StepsDone>(configurationBuilder);
        AsJson<EvidenceList>(configurationBuilder);
        AsJson<Said>(configurationBuilder);
        AsJson<CountedTable>(configurationBuilder);
    }

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Agency>(agency =>
        {
            agency.HasKey(a => a.AgencyId);
            agency.Property(a => a.AgencyId).ValueGeneratedNever();
        });
        model.Entity<AgencyDue>(due =>
        {
            due.HasKey(d => d.AgencyId);
            due.Property(d => d.AgencyId).ValueGeneratedNever();
            due.HasIndex(d => d.LookAt);
        });
        model.Entity<Campaign>(campaign =>
        {
            campaign.Property(c => c.Id).ValueGeneratedNever();
            campaign.Property(c => c.State).HasConversion<string>();
        });
        model.Entity<RunningCampaign>(running =>
        {
            running.HasKey(r => r.CampaignId);
            running.Property(r => r.CampaignId).ValueGeneratedNever();
        });
        model.Entity<Ask>().HasKey(a => new { a.CampaignId, a.Nominee });
        model.Entity<LeaderNomination>().Property(n => n.Id).ValueGeneratedNever();
        model.Entity<Application>(application =>
        {
            application.Property(a => a.Id).ValueGeneratedNever();
            application.Property(a => a.State).HasConversion<string>();
            application.HasIndex(a => a.MemberId);
            application.HasIndex(a => a.EraseOn);
        });
        UniqueInTenant<Application>(model, nameof(Application.CampaignId), nameof(Application.MemberId));
        model.Entity<ServingSupporter>(supporter =>
        {
            supporter.Property(s => s.Id).ValueGeneratedNever();
            supporter.Property(s => s.State).HasConversion<string>();
            supporter.Property(s => s.Turn).IsConcurrencyToken();
        });
        model.Entity<DeselectionCase>(about =>
        {
            about.Property(c => c.Id).ValueGeneratedNever();
            about.Property(c => c.Ground).HasConversion<string>();
            about.Property(c => c.Outcome).HasConversion<string>();
            about.Property(c => c.AppealOutcome).HasConversion<string>();
            about.HasIndex(c => c.SupporterId);
        });
        model.Entity<Declaration>(declaration =>
        {
            declaration.HasKey(d => d.MemberId);
            declaration.Property(d => d.MemberId).ValueGeneratedNever();
        });
        model.Entity<ShownTable>(shown =>
        {
            shown.HasKey(s => s.AgencyId);
            shown.Property(s => s.AgencyId).ValueGeneratedNever();
        });
    }

    private static AgencyDue DueOf(Agency agency, DateTimeOffset now) =>
        new() { AgencyId = agency.AgencyId, NetworkId = agency.NetworkId, LookAt = AgencyToday.Of(agency, now).Tomorrow };

    private static void AsJson<T>(ModelConfigurationBuilder conventions)
        where T : class => conventions.Properties<T>().HaveConversion<JsonOf<T>>();

    private sealed class JsonOf<T>() : ValueConverter<T, string>(
        value => JsonSerializer.Serialize(value, PlatformJson.Options),
        text => JsonSerializer.Deserialize<T>(text, PlatformJson.Options)!)
        where T : class;
}
