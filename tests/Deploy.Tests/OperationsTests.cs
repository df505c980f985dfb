using System.Text.Json;
using System.Text.RegularExpressions;
using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>What the pages and dashboards for operators name exists.</summary>
public sealed partial class OperationsTests
{
    private static readonly string[] Pages = ["operations.md", "sizing.md"];

    public static TheoryData<string> Dashboards { get; } =
        [.. Directory.GetFiles(Checkout.At("deploy", "dashboards"), "*.json").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task A_dashboard_asks_for_metrics_that_the_services_make(string file)
    {
        var emitted = await EmittedMetrics.All.Value;
        var dashboard = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Checkout.At("deploy", "dashboards", file)));
        var panels = dashboard.List("panels").ToList();

        Assert.NotEmpty(panels);
        Assert.Equal(panels.Count, panels.Select(p => p.Text("id")).Distinct().Count());
        Assert.All(panels, panel =>
        {
            Assert.False(string.IsNullOrEmpty(panel.Text("description")), $"{panel.Text("title")}: say what to do when it looks wrong.");
            Assert.NotEmpty(panel.List("targets"));
            Assert.All(panel.List("targets"), target =>
            {
                var asked = Metric().Matches(target.Text("expr")!).Select(m => m.Groups[1].Value).ToList();
                Assert.NotEmpty(asked);
                Assert.All(asked, metric => Assert.True(emitted.Contains(metric),
                    $"{panel.Text("title")} asks for {metric}, which no service makes. There are:\n{string.Join('\n', emitted.Order())}"));
            });
        });
    }

    [Fact]
    public async Task The_pages_name_files_that_exist()
    {
        foreach (var page in Pages)
        {
            var text = await File.ReadAllTextAsync(Checkout.At("docs", page));
            var files = Link().Matches(text).Select(m => Path.GetFullPath(Checkout.At("docs", m.Groups[1].Value)))
                .Concat(NamedFile().Matches(text).Select(m => Checkout.At(m.Groups[1].Value)));

            Assert.All(files, file => Assert.True(Path.Exists(file), $"docs/{page} names {Path.GetRelativePath(Checkout.Root, file)}, which is not there."));
        }
    }

    /// <summary>A name followed by its labels or a range; functions and words are followed by neither.</summary>
    [GeneratedRegex(@"\b([a-z_][a-z0-9_]*)(?=[{\[])")]
    private static partial Regex Metric();

    [GeneratedRegex(@"\]\((?!http|#)([^)#]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b((?:deploy|tests|docs)/[A-Za-z0-9._/-]*[A-Za-z0-9])\b")]
    private static partial Regex NamedFile();
}
