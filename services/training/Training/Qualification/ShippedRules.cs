using System.Collections.Immutable;
using System.Text.Json;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Curriculum;

namespace PeerPlatform.Training.Qualification;

/// <summary>The requirements that come with the platform, by jurisdiction; read and checked once. A version once shipped stays.</summary>
internal sealed class ShippedRules
{
    /// <summary>Where nothing else is known to be asked by law.</summary>
    public const string General = "general";

    private readonly Dictionary<string, RuleBook> _newest;

    public ShippedRules()
    {
        var names = Topic.Shipped.ToDictionary(t => t.Code, t => t.Name, StringComparer.Ordinal);
        var sheets = typeof(ShippedRules).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("rules/", StringComparison.Ordinal))
            .Select(Read)
            .GroupBy(sheet => sheet.Jurisdiction, (_, versions) => versions.MaxBy(v => v.Version)!)
            .ToDictionary(sheet => sheet.Jurisdiction, StringComparer.Ordinal);
        _newest = sheets.Values.ToDictionary(
            sheet => sheet.Jurisdiction,
            sheet => new RuleBook(sheet.Jurisdiction, sheet.Version, sheet.Name, sheet.NoticeDays, Requirements(sheet, sheets), [], names),
            StringComparer.Ordinal);
        foreach (var book in _newest.Values)
        {
            if (book.Fault() is { } fault)
            {
                throw new InvalidOperationException($"The rules of {book.Jurisdiction}: {fault}.");
            }
        }
    }

    public IEnumerable<RuleBook> All => _newest.Values.OrderBy(b => b.Jurisdiction, StringComparer.Ordinal);

    /// <summary>The newest rules of a jurisdiction, without any policy yet; null when none are shipped.</summary>
    public RuleBook? Of(string jurisdiction) => _newest.GetValueOrDefault(jurisdiction);

    /// <summary>The basis, with each requirement that the jurisdiction has too replaced by its own, then what only the jurisdiction asks.</summary>
    private static ImmutableArray<Requirement> Requirements(RuleSheet sheet, Dictionary<string, RuleSheet> sheets)
    {
        if (sheet.Basis is null)
        {
            return sheet.Requirements;
        }

        var basis = Requirements(sheets[sheet.Basis], sheets);
        var own = sheet.Requirements.ToDictionary(r => r.Code, StringComparer.Ordinal);
        return [.. basis.Select(r => own.GetValueOrDefault(r.Code, r)), .. sheet.Requirements.Where(r => basis.All(b => b.Code != r.Code))];
    }

    private static RuleSheet Read(string resource)
    {
        using var stream = typeof(ShippedRules).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<RuleSheet>(stream, PlatformJson.Options)!;
    }

    /// <summary>A file of requirements.</summary>
    /// <param name="Basis">The jurisdiction it builds on; null when it stands alone.</param>
    private sealed record RuleSheet(
        string Jurisdiction, string? Basis, int Version, LocalText Name, int NoticeDays, ImmutableArray<Requirement> Requirements);
}
