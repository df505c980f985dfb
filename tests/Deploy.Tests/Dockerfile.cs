using System.Text.RegularExpressions;
using PeerPlatform.Testing;

namespace PeerPlatform.Deploy.Tests;

/// <summary>An instruction of deploy/Dockerfile, continued lines joined.</summary>
internal sealed record Instruction(string Word, string Rest);

/// <summary>deploy/Dockerfile as its instructions.</summary>
internal static partial class Dockerfile
{
    public static IReadOnlyList<Instruction> Instructions { get; } =
    [
        .. Continued().Replace(File.ReadAllText(Checkout.At("deploy", "Dockerfile")), " ")
            .Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2))
            .Select(parts => new Instruction(parts[0], parts[1].Trim())),
    ];

    /// <summary>The last stage: what the image is.</summary>
    public static IReadOnlyList<Instruction> Image =>
        [.. Instructions.Skip(Instructions.Select((i, at) => (i, at)).Last(i => i.i.Word == "FROM").at)];

    /// <summary>What is copied from the repository, as paths from its root.</summary>
    public static IEnumerable<string> Copied => Instructions
        .Where(i => i.Word == "COPY" && !i.Rest.StartsWith("--from", StringComparison.Ordinal))
        .SelectMany(i => i.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^1]);

    /// <summary>The arguments of its <c>dotnet publish</c>, without where to publish what.</summary>
    public static IReadOnlyList<string> PublishArguments { get; } = Publish()
        .Match(Instructions.Single(i => i.Rest.Contains("dotnet publish", StringComparison.Ordinal)).Rest).Groups[1].Value
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"dotnet publish ""\$project"" (.+) --output /app ")]
    private static partial Regex Publish();
}
