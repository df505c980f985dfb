using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;

namespace PeerPlatform.Architecture.Tests;

public sealed partial class DataTests(RunningServices running)
{
    [Fact]
    public void Every_entity_belongs_to_a_tenant_or_is_reviewed_as_network_wide()
    {
        var entities = Entities().ToList();
        Assert.NotEmpty(entities);
        var unfiltered = entities
            .Where(e => e.GetDeclaredQueryFilters().Count == 0 && !Attribute.IsDefined(e.ClrType, typeof(NetworkWideAttribute)))
            .Select(e => e.ClrType.FullName)
            .ToList();
        Assert.True(
            unfiltered.Count == 0,
            $"Entities that every tenant would see. Let PlatformDbContext filter them, or mark them [NetworkWide(\"why\")] and have that reviewed:\n{string.Join('\n', unfiltered)}");

        ReviewedList.AssertHolds(
            "network-wide-entities.txt",
            entities.Where(e => Attribute.IsDefined(e.ClrType, typeof(NetworkWideAttribute))).Select(e => e.ClrType.FullName!),
            "Entities of no single tenant");
    }

    [Fact]
    public void A_tenant_is_entered_at_the_edge_or_where_it_was_reviewed()
    {
        var places = Repository.Assemblies
            .Where(a => a != typeof(TenantScope).Assembly)
            .SelectMany(a => CallSites.Of(a, typeof(TenantScope), nameof(TenantScope.Enter)));

        ReviewedList.AssertHolds("tenant-entered.txt", places, "Code that enters a tenant by itself");
    }

    [Fact]
    public void The_tenant_filter_is_passed_by_only_where_it_was_reviewed()
    {
        var places = Repository.Written(Repository.At("services"), ".cs", ".razor")
            .Where(file => AroundTheFilter().IsMatch(File.ReadAllText(file)))
            .Select(Repository.Relative);

        ReviewedList.AssertHolds("around-the-filter.txt", places, "Code with raw SQL or without the tenant filter");
    }

    private IEnumerable<IEntityType> Entities()
    {
        using var scope = running.Platform.Services.CreateScope();
        foreach (var context in Repository.Services.Values
            .SelectMany(s => s.GetType().Assembly.GetTypes())
            .Where(t => t.IsSubclassOf(typeof(PlatformDbContext)) && !t.IsAbstract))
        {
            var db = (PlatformDbContext)scope.ServiceProvider.GetRequiredService(context);
            foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned()))
            {
                yield return entity;
            }
        }
    }

    [GeneratedRegex(@"IgnoreQueryFilters|FromSql|ExecuteSql|SqlQuery|CreateCommand|GetDbConnection|SqliteConnection")]
    private static partial Regex AroundTheFilter();
}
