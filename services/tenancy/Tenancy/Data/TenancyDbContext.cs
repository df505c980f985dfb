using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Tenancy.ApiClients;
using PeerPlatform.Tenancy.Members;
using PeerPlatform.Tenancy.Networks;
using PeerPlatform.Tenancy.Onboarding;
using PeerPlatform.Tenancy.Programme;
using PeerPlatform.Tenancy.SetupLinks;
using PeerPlatform.Tenancy.SignIn;
using PeerPlatform.Tenancy.Subscriptions;

namespace PeerPlatform.Tenancy.Data;

internal sealed class TenancyDbContext(DbContextOptions<TenancyDbContext> options, TenantScope scope)
    : PlatformDbContext(options, scope)
{
    /// <summary>Charter and steps of one agency are written one after the other.</summary>
    public const string Programme = "programme";

    public DbSet<Network> Networks => Set<Network>();

    public DbSet<Agency> Agencies => Set<Agency>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<SignInAttempts> SignInAttempts => Set<SignInAttempts>();

    public DbSet<RefreshFamily> RefreshFamilies => Set<RefreshFamily>();

    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    public DbSet<SetupLink> SetupLinks => Set<SetupLink>();

    public DbSet<OnboardingImport> Imports => Set<OnboardingImport>();

    public DbSet<OnboardingChunk> Chunks => Set<OnboardingChunk>();

    public DbSet<OnboardingFault> Faults => Set<OnboardingFault>();

    public DbSet<Subscription> Subscriptions => Set<Subscription>();

    public DbSet<ApiClient> ApiClients => Set<ApiClient>();

    public DbSet<ClientTenant> ClientTenants => Set<ClientTenant>();

    public DbSet<CharterText> CharterTexts => Set<CharterText>();

    public DbSet<TaskMark> TaskMarks => Set<TaskMark>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Agency>().HasIndex(a => new { a.NetworkId, a.Code }).IsUnique();
        // Two changes at once would say different things under one number.
        model.Entity<Agency>().Property(a => a.Version).IsConcurrencyToken();
        UniqueInTenant<Team>(model, nameof(Team.Code));
        UniqueInTenant<Member>(model, nameof(Member.StaffNumber));
        model.Entity<Member>().Ignore(m => m.Roles).Ignore(m => m.Name);
        MapSignIn(model);
        model.Entity<SetupLink>(link =>
        {
            link.HasKey(l => l.Hash);
            link.HasIndex(l => l.MemberId);
            link.Property(l => l.Used).IsConcurrencyToken();
        });
        MapOnboarding(model);
        UniqueInTenant<Subscription>(model, nameof(Subscription.Service), nameof(Subscription.Period));
        model.Entity<Subscription>().Property(s => s.EndedOn).IsConcurrencyToken();
        MapApiClients(model);
        model.Entity<CharterText>().HasKey(t => new { t.Section, t.Version });
        model.Entity<TaskMark>().HasKey(m => new { m.Task, m.Number });
    }

    private static void MapSignIn(ModelBuilder model)
    {
        model.Entity<Account>(account =>
        {
            account.HasKey(a => a.MemberId);
            account.HasIndex(a => a.EmailKey).IsUnique();
        });
        model.Entity<SignInAttempts>(attempts =>
        {
            attempts.HasKey(a => a.EmailHash);
            attempts.HasIndex(a => a.LastAt);
            attempts.Property(a => a.Version).IsConcurrencyToken();
        });
        model.Entity<RefreshFamily>(family =>
        {
            family.HasIndex(f => f.MemberId);
            family.Property(f => f.Version).IsConcurrencyToken();
            family.HasMany<RefreshToken>().WithOne().HasForeignKey(t => t.FamilyId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<RefreshToken>().HasKey(t => t.Hash);
        model.Entity<SigningKey>().HasKey(k => k.KeyId);
    }

    private static void MapApiClients(ModelBuilder model)
    {
        model.Entity<ApiClient>(client =>
        {
            client.Ignore(c => c.Scopes);
            client.Property(c => c.Version).IsConcurrencyToken();
        });
        model.Entity<ClientTenant>().HasKey(c => c.ClientId);
    }

    private static void MapOnboarding(ModelBuilder model)
    {
        model.Entity<OnboardingImport>(import =>
        {
            import.HasIndex(i => i.UploadedAt);
            import.Property(i => i.State).HasConversion<string>().IsConcurrencyToken();
        });
        model.Entity<OnboardingChunk>().HasKey(c => new { c.ImportId, c.Number });
        model.Entity<OnboardingFault>().HasKey(f => new { f.ImportId, f.Number });
        PartOf<OnboardingChunk, OnboardingImport>(model, nameof(OnboardingChunk.ImportId));
        PartOf<OnboardingFault, OnboardingImport>(model, nameof(OnboardingFault.ImportId));
    }
}
