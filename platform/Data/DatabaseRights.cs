using Microsoft.EntityFrameworkCore;

namespace PeerPlatform.Platform.Data;

/// <summary>What PostgreSQL itself says about who may see what; asked at each migration and at each start.</summary>
internal static class DatabaseRights
{
    /// <summary>
    /// Tables and views of which row-level security would not hold, in words: a table with a tenant without FORCE or without its
    /// policy, a unique index or reference that leaves the tenant out, a view that looks with its owner's eyes.
    /// </summary>
    private const string Unsecured =
        $"""
        WITH owned AS (
            SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, a.attnum
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = '{PlatformDbContext.TenantColumn}' AND NOT a.attisdropped
            WHERE c.relkind IN ('r', 'p'))
        SELECT format('table %I: row-level security is not forced', relname) AS "Value" FROM owned WHERE NOT (relrowsecurity AND relforcerowsecurity)
        UNION ALL
        SELECT format('table %I: it has not exactly the one policy of_tenant', relname) FROM owned o
        WHERE (SELECT count(*) FROM pg_policy p WHERE p.polrelid = o.oid) <> 1
           OR NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = o.oid AND p.polname = 'of_tenant' AND p.polcmd = '*' AND p.polwithcheck IS NOT NULL
                AND pg_get_expr(p.polqual, p.polrelid) LIKE '%{TenantOfTransaction.Setting}%')
        UNION ALL
        SELECT format('index %I: it is unique across tenants', i.relname) FROM owned o
        JOIN pg_index x ON x.indrelid = o.oid AND x.indisunique JOIN pg_class i ON i.oid = x.indexrelid
        WHERE NOT o.attnum = ANY (x.indkey::smallint[])
        UNION ALL
        SELECT format('reference %I: it leaves the tenant out', f.conname) FROM owned o
        JOIN pg_constraint f ON f.conrelid = o.oid AND f.contype = 'f'
        WHERE EXISTS (SELECT 1 FROM owned t WHERE t.oid = f.confrelid) AND NOT o.attnum = ANY (f.conkey)
        UNION ALL
        SELECT format('view %I: it is not security_invoker', v.relname) FROM pg_class v
        JOIN pg_namespace n ON n.oid = v.relnamespace AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        WHERE v.relkind IN ('v', 'm') AND NOT coalesce(v.reloptions @> ARRAY['security_invoker=true'], false)
        """;

    private const string FaultOfRole =
        """
        SELECT CASE
            WHEN r.rolsuper OR r.rolbypassrls THEN format('the role %I passes over row-level security; give the service a role with NOSUPERUSER and NOBYPASSRLS.', r.rolname)
            WHEN EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
                    WHERE c.relkind IN ('r', 'p') AND pg_has_role(r.oid, c.relowner, 'USAGE'))
                THEN format('the role %I owns tables; give the service a role of its own that owns nothing.', r.rolname)
            ELSE '' END AS "Value"
        FROM pg_roles r WHERE r.rolname = current_user
        """;

    public static Task<List<string>> UnsecuredAsync(PlatformDbContext db, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<string>(Unsecured).ToListAsync(cancellationToken);

    /// <summary>Why the signed-in role must not serve; null when it may.</summary>
    public static async Task<string?> FaultOfRoleAsync(PlatformDbContext db, CancellationToken cancellationToken) =>
        (await db.Database.SqlQueryRaw<string>(FaultOfRole).ToListAsync(cancellationToken)).Single() is { Length: > 0 } fault ? fault : null;

    /// <summary>Gives the app role the reading and writing of rows, also of tables that later migrations make.</summary>
    public static async Task GiveAsync(PlatformDbContext db, string role, CancellationToken cancellationToken)
    {
        var name = $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
#pragma warning disable EF1002 // A name can't be a parameter; it comes from the operator and is quoted.
        await db.Database.ExecuteSqlRawAsync(
            $"""
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            GRANT USAGE ON SCHEMA public TO {name};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name};
            GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name};
            REVOKE INSERT, UPDATE, DELETE ON "__EFMigrationsHistory" FROM {name};
            """,
            cancellationToken);
#pragma warning restore EF1002
    }
}
