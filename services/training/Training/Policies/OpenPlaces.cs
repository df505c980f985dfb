using System.Text.RegularExpressions;

namespace PeerPlatform.Training.Policies;

/// <summary>Places of a template that only the agency can fill: what belongs there stands in double brackets, <c>[[name and phone of the supervisor on call]]</c>.</summary>
internal static partial class OpenPlaces
{
    /// <summary>What is still to be filled in, each once, in the order of the text. A pair of brackets left open counts as one.</summary>
    public static string[] In(string text) => [.. Place().Matches(text).Select(m => m.Groups["what"].Value.Trim()).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"\[\[(?<what>[^\]\n]*)(\]\])?|(?<what>\]\])", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();
}
