using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PeerPlatform.Architecture.Tests;

public sealed partial class SourceTests
{
    private const int LongestFile = 400;

    private static readonly string[] Sources = [".cs", ".razor", ".css", ".scss", ".js", ".mjs", ".ts", ".proto", ".sh", ".csproj", ".props", ".html"];

    [Fact]
    public void No_file_is_longer_than_can_be_read_at_once()
    {
        var tooLong = Repository.Written(Repository.Root, Sources)
            .Select(f => (Name: Repository.Relative(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > LongestFile)
            .Select(f => $"{f.Name}: {f.Lines}")
            .ToList();

        Assert.True(tooLong.Count == 0, $"Longer than {LongestFile} lines. Split by use case or by subject:\n{string.Join('\n', tooLong)}");
    }

    [Fact]
    public void Tests_do_not_sleep()
    {
        var sleeping = Repository.Written(Repository.At("tests"), ".cs")
            .Where(f => Sleep().IsMatch(File.ReadAllText(f)))
            .Select(Repository.Relative)
            .ToList();

        Assert.True(sleeping.Count == 0, $"A fixed sleep is too short on a slow machine and too long on a fast one. Poll with Eventually:\n{string.Join('\n', sleeping)}");
    }

    [Fact]
    public void Nothing_is_left_for_later_in_a_comment()
    {
        var left = Repository.Written(Repository.Root, Sources)
            .Where(f => ForLater().IsMatch(File.ReadAllText(f)))
            .Select(Repository.Relative)
            .ToList();

        Assert.True(left.Count == 0, $"Do it, or file an issue; a note in the code is neither:\n{string.Join('\n', left)}");
    }

    [Fact]
    public void Decisions_are_numbered_without_holes()
    {
        var pages = Directory.GetFiles(Repository.At("docs", "decisions")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToList();

        Assert.All(pages, page => Assert.True(
            DecisionName().IsMatch(page), $"docs/decisions/{page}: a decision page is named NNNN-what-was-decided.md."));
        Assert.True(
            pages.Select(p => int.Parse(p[..4], System.Globalization.CultureInfo.InvariantCulture)).SequenceEqual(Enumerable.Range(1, pages.Count)),
            $"Decision pages are numbered 0001, 0002, … each once and without holes: {string.Join(", ", pages)}");
    }

    [Fact]
    public void Every_public_type_says_what_it_is()
    {
        var silent = new List<string>();
        foreach (var assembly in Repository.Assemblies)
        {
            var documented = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
                .Select(m => (string)m.Attribute("name")!)
                .ToHashSet(StringComparer.Ordinal);
            silent.AddRange(assembly.GetExportedTypes()
                .Where(t => !IsGenerated(t) && !documented.Contains($"T:{t.FullName!.Replace('+', '.')}"))
                .Select(t => t.FullName!));
        }

        Assert.True(silent.Count == 0, $"Say in one or two sentences what the code cannot (/// <summary>), or make it internal:\n{string.Join('\n', silent)}");
    }

    /// <summary>What tools write or make public: messages and stubs of protos, and what components are and show.</summary>
    private static bool IsGenerated(Type type) =>
        type.Namespace?.EndsWith(".V1", StringComparison.Ordinal) == true
        || type.DeclaringType is { } outer && IsGenerated(outer)
        || Components.MakePublic(type);

    [GeneratedRegex(@"Thread\s*\.\s*Sleep\s*\(|Task\s*\.\s*Delay\s*\(")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"(//|/\*|<!--|#|@\*).*\b(TO" + @"DO|FIX" + @"ME|XX" + @"X|HA" + @"CK)\b")]
    private static partial Regex ForLater();

    [GeneratedRegex(@"^\d{4}-[a-z0-9-]+\.md$")]
    private static partial Regex DecisionName();
}
