using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace PeerPlatform.Portal.Texts;

/// <summary>
/// Sentences of services, which speak English, that carry a name or a number: recognized by their pattern, so that they
/// can be said in another language. Those without one are looked up as they are.
/// </summary>
internal static class ServiceSentences
{
    private static readonly (string Template, Regex Pattern)[] Known =
    [
        .. new[]
        {
            "Add a column named {0} to the header.",
            "Begin with a header: {0}.",
            "Take it out, or name it as one of {0}.",
            "Row {0} has this e-mail address already.",
            "Row {0} says “{1}” for the same code.",
            "The agency has this staff number in row {0} already.",
            "The cell has more than {0} characters; a quotation mark may be left open.",
            "The cell has more than {0} characters.",
            "The file is larger than {0} MiB. Nothing was kept.",
            "The name of the file is empty or longer than {0} characters.",
            "The password has fewer than {0} characters.",
            "The password is longer than {0} characters or has characters that cannot be typed.",
            "The row has more than {0} cells.",
            "The row has {0} cells, the header has {1}.",
            "“{0}” is not a role.",
            "New agency {0}.",
            "New member {0}.",
            "New team {0}.",
            "Team {0}: name changed.",
            "Agency {0}: {1} changed.",
            "{0}: {1} changed.",
            "Fewer than {0} people would be invited. With so few, nobody could be sure that an answer stays theirs alone.",
            "The wave \"{0}\" already asks some of these people the same questions.",
            "A wave stays open for at most {0} days.",
            "A title has 1 to {0} characters on one line.",
            "A figure in this row stands for fewer than {0} people, so the whole row is withheld.",
            "No closed survey of {0} waits for a release.",
            "How many people's score is in the band '{0}'.",
            "People in the band '{0}' out of everybody with a score, in percent, rounded to whole numbers.",
            "{0}: Below 50, percent",
            "{0}: 50 and above, percent",
            "{0}: Below 50",
            "{0}: 50 and above",
            "{0}: mean",
            "{0}: no score",
            "A name has 1 to {0} characters on one line.",
            "Your agency does not use the service '{0}'.",
            "There are {0} connections already.",
            "Both secrets can work for 0 to {0} days.",
            "Choose a number from 0 to {0}.",
            "A page has 1 to {0} items.",
            "Ask for a size from 1 to {0}.",
            "A page has 1 to {0} entries.",
            "A page holds 1 to {0} waves.",
            "Send a size from 1 to {0}.",
            "Choose from {0}.",
            "Name one of {0}. Members, sign-in and pages are always there.",
            "Name one of {0}.",
            "This agency does not use the service '{0}' now.",
            "Tokens that this key signed are valid until {0} UTC.",
            "A contact has at most {0} characters on one line.",
            "A group has at least one person, and all have {0} together at most.",
            "A group's name has 1 to {0} characters on one line.",
            "The agency's name has 1 to {0} characters on one line.",
            "There are 1 to {0} groups.",
            "The stored text of release {0} is not what was written, so it is not shown.",
            "A policy has 1 to {0} characters.",
            "A record holds at most {0} entries.",
            "A session gives 1 to {0} minutes.",
            "A session has 1 to {0} seats.",
            "Keep at least {0} seats.",
            "Lapses are looked for within 1 to {0} days.",
            "Live minutes are 0 to {0}.",
            "Name one of: {0}.",
            "The agency has {0} topics of its own already.",
            "This has {0} to {1} characters on one line.",
            "{0} people have a seat, and nobody loses theirs.",
            "You have {0} proposals that wait for an answer.",
            "A reason has 1 to {0} characters.",
            "{0} people are in this supervisor's team.",
            "A search has up to {0} characters.",
            "The agency has {0} texts of its own already.",
            "A text has up to {0} characters.",
            "This part has at most {0} characters.",
            "A line has at most {0} characters.",
            "A place is still to be filled in: {0}.",
            "What is different has at most {0} characters.",
            "Each criterion counts 1 to {0}.",
            "Name any of {0}, each with 1 to {1}.",
            "What people wrote is kept for {0} to {1} months.",
            "All {0} places of this search are taken.",
            "A panel has {0} to {1} people.",
            "{0} applications wait for a decision.",
            "The work takes 1 to {0} hours a month.",
            "The commitment is 1 to {0} months.",
            "A search has 1 to {0} places.",
            "This has no score from {0} to {1} yet.",
            "This has {0} to {1} characters.",
        }.Select(template => (template, PatternOf(template))),
    ];

    /// <summary>The templates, for the test that each of them is translated.</summary>
    public static IEnumerable<string> Templates => Known.Select(k => k.Template);

    /// <summary>The sentence in the page's language, or null when it is not known.</summary>
    public static string? Say(IStringLocalizer words, string sentence)
    {
        if (words[sentence] is { ResourceNotFound: false } whole)
        {
            return whole.Value;
        }

        foreach (var (template, pattern) in Known)
        {
            if (pattern.Match(sentence) is { Success: true } match && words[template] is { ResourceNotFound: false })
            {
                object[] values = [.. match.Groups.Values.Skip(1).Select(g => ValueOf(words, g.Value))];
                return words[template, values].Value;
            }
        }

        return null;
    }

    private static string ValueOf(IStringLocalizer words, string value) =>
        words[value] is { ResourceNotFound: false } known ? known.Value : value;

    private static Regex PatternOf(string template) =>
        new($"^{Regex.Escape(template).Replace("\\{0}", "(.+)", StringComparison.Ordinal).Replace("\\{1}", "(.+)", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
}
