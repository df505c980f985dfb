using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
#pragma warning disable EF1001 // The one implementation of migrations in an assembly; there is no public one to build on.
using Microsoft.EntityFrameworkCore.Migrations.Internal;

namespace PeerPlatform.Platform.Data;

/// <summary>
/// A service has one model and two rows of migrations, in the namespaces <c>Data.Migrations.Sqlite</c> and
/// <c>Data.Migrations.Postgres</c>; a context sees those of its own provider.
/// </summary>
internal sealed class MigrationsOfProvider(
    ICurrentDbContext current,
    IDbContextOptions options,
    IMigrationsIdGenerator ids,
    IDiagnosticsLogger<DbLoggerCategory.Migrations> logger) : MigrationsAssembly(current, options, ids, logger)
{
    private readonly string _ending = current.Context.Database.IsSqlite() ? ".Migrations.Sqlite" : ".Migrations.Postgres";
    private readonly Type _context = current.Context.GetType();
    private ModelSnapshot? _snapshot;

    public override IReadOnlyDictionary<string, TypeInfo> Migrations =>
        base.Migrations.Where(m => IsOurs(m.Value)).ToDictionary(m => m.Key, m => m.Value, StringComparer.OrdinalIgnoreCase);

    public override ModelSnapshot? ModelSnapshot => _snapshot ??= Assembly.DefinedTypes
        .Where(t => t.IsSubclassOf(typeof(ModelSnapshot)) && IsOurs(t) && t.GetCustomAttribute<DbContextAttribute>()?.ContextType == _context)
        .Select(t => (ModelSnapshot)Activator.CreateInstance(t.AsType())!)
        .SingleOrDefault();

    private bool IsOurs(TypeInfo type) => type.Namespace?.EndsWith(_ending, StringComparison.Ordinal) == true;
}
