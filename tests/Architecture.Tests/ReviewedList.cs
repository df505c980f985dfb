namespace PeerPlatform.Architecture.Tests;

/// <summary>
/// A list in <c>Reviewed/</c> of exceptions that somebody looked at: <c>name | reason</c> a line. What is found and
/// not listed fails, and so does what is listed and no longer found.
/// </summary>
internal static class ReviewedList
{
    public static void AssertHolds(string file, IEnumerable<string> found, string what)
    {
        var path = Repository.At("tests", "Architecture.Tests", "Reviewed", file);
        var lines = File.ReadAllLines(path).Where(l => l.Length > 0 && l[0] != '#').Select(Parts).ToList();
        Assert.All(lines, line => Assert.True(line.Reason.Length > 9, $"'{line.Name}' in {file} has no reason. Write 'name | why this is right'."));

        var reviewed = lines.Select(l => l.Name).ToHashSet(StringComparer.Ordinal);
        var now = found.ToHashSet(StringComparer.Ordinal);
        var unreviewed = now.Except(reviewed).Order(StringComparer.Ordinal).ToList();
        Assert.True(
            unreviewed.Count == 0,
            $"{what}: not on the reviewed list. If there is no other way, have it reviewed and add to tests/Architecture.Tests/Reviewed/{file}:\n{string.Join('\n', unreviewed.Select(u => $"{u} | why this is right"))}");

        var gone = reviewed.Except(now).Order(StringComparer.Ordinal).ToList();
        Assert.True(
            gone.Count == 0,
            $"{what}: on the reviewed list and no longer there. Remove from tests/Architecture.Tests/Reviewed/{file}:\n{string.Join('\n', gone)}");
    }

    /// <summary>A route's pattern can hold a bar of its own; a reason does not.</summary>
    private static (string Name, string Reason) Parts(string line) =>
        line.LastIndexOf(" | ", StringComparison.Ordinal) is var bar and >= 0 ? (line[..bar].Trim(), line[(bar + 3)..].Trim()) : (line, "");
}
