using System.Text;
using PeerPlatform.Testing;

namespace PeerPlatform.Portal.Tests;

/// <summary>The sentences that services refuse with, read from their sources; what is filled in is written as {0}, {1}.</summary>
internal static class RefusalTexts
{
    private static readonly string[] Beginnings = ["new FieldRefused(", "Refusal(\n    RefusalKind.", "Refusal(RefusalKind."];

    public static IEnumerable<(string File, string Sentence)> All() =>
        from folder in new[] { Checkout.At("services"), Checkout.At("platform") }
        from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal)
        let source = File.ReadAllText(file)
        from start in Starts(source)
        from sentence in Sentences(source, start)
        select (Path.GetRelativePath(Checkout.Root, file), sentence);

    private static IEnumerable<int> Starts(string source)
    {
        foreach (var beginning in Beginnings)
        {
            for (var at = source.IndexOf(beginning, StringComparison.Ordinal); at >= 0; at = source.IndexOf(beginning, at + 1, StringComparison.Ordinal))
            {
                yield return source.IndexOf('(', at) + 1;
            }
        }
    }

    /// <summary>The texts among the arguments that begins at the place: those with a capital letter and a full stop.</summary>
    private static List<string> Sentences(string source, int at)
    {
        var found = new List<string>();
        for (var depth = 1; depth > 0; at++)
        {
            switch (source[at])
            {
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
                case '"':
                    var text = Read(source, ref at, filledIn: source[at - 1] == '$');
                    if (text.Length > 0 && (char.IsUpper(text[0]) || text[0] is '{' or '“') && text.EndsWith('.'))
                    {
                        found.Add(text);
                    }

                    break;
                default:
                    break;
            }
        }

        return found;
    }

    /// <summary>From a quotation mark to the one that ends the text, where <paramref name="at"/> is left.</summary>
    private static string Read(string source, ref int at, bool filledIn)
    {
        var text = new StringBuilder();
        var places = 0;
        for (at++; source[at] != '"'; at++)
        {
            if (source[at] == '\\')
            {
                text.Append(source[++at]);
            }
            else if (filledIn && source[at] == '{')
            {
                text.Append('{').Append(places++).Append('}');
                Skip(source, ref at);
            }
            else
            {
                text.Append(source[at]);
            }
        }

        return text.ToString();
    }

    /// <summary>To the bracket that ends what is filled in.</summary>
    private static void Skip(string source, ref int at)
    {
        for (var depth = 0; ; at++)
        {
            if (source[at] == '"')
            {
                Read(source, ref at, filledIn: false);
            }
            else if (source[at] == '{')
            {
                depth++;
            }
            else if (source[at] == '}' && --depth == 0)
            {
                return;
            }
        }
    }
}
