using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

public sealed class ChartTests(Rendered rendered)
{
    public static TheoryData<string> Sets { get; } = [.. Rendered.Sets];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Helm_finds_nothing_to_say_against_the_chart(string set)
    {
        var lint = await Helm.RunAsync("lint", "--strict", Helm.Chart, "-f", Rendered.ValuesOf(set));

        Assert.True(lint.Code == 0, $"{lint.Output}\n{lint.Errors}");
    }

    /// <summary>Rewritten by <c>PEERPLATFORM_REWRITE=1 tests/Deploy.Tests/bin/Debug/net10.0/Deploy.Tests</c>; the difference is then read in the commit.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public async Task A_set_of_values_renders_to_what_was_reviewed(string set)
    {
        var golden = Checkout.At("tests", "Deploy.Tests", "goldens", $"{set}.yaml");
        if (Environment.GetEnvironmentVariable("PEERPLATFORM_REWRITE") == "1")
        {
            await File.WriteAllTextAsync(golden, rendered.Texts[set]);
        }

        var reviewed = (await File.ReadAllTextAsync(golden)).Split('\n');
        var now = rendered.Texts[set].Split('\n');
        var line = reviewed.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();

        Assert.True(
            reviewed.Length == now.Length && line == now.Length,
            $"From line {line + 1} on, '{now.ElementAtOrDefault(line)}' was '{reviewed.ElementAtOrDefault(line)}'. "
            + "When that is meant, run these tests once with PEERPLATFORM_REWRITE=1 and read the difference in git.");
    }

    [Fact]
    public void Kubernetes_knows_every_kind_and_every_field_that_is_rendered() => Assert.Empty(rendered.Faults);

    [Fact]
    public async Task A_misspelt_field_and_a_wrong_type_would_be_noticed()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, rendered.Texts["all"]
            .Replace("startupProbe", "startUpProbe", StringComparison.Ordinal)
            .Replace("minReplicas: 2", "minReplicas: two", StringComparison.Ordinal));
        var check = await Helm.NodeAsync("check.mjs", file);
        File.Delete(file);

        Assert.Contains("/startUpProbe is not a field", check.Output, StringComparison.Ordinal);
        Assert.Contains("minReplicas must be integer", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_documents_never_have_the_same_name()
    {
        var twice = rendered.Manifests.GroupBy(m => m.ToString()).Where(g => g.Count() > 1).Select(g => g.Key).ToList();

        Assert.Empty(twice);
    }
}
