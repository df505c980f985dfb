using Microsoft.Extensions.Localization;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Texts;

namespace PeerPlatform.Portal.Programme;

internal static class PolicyWords
{
    /// <summary>A name that stands inside sentences, as a heading.</summary>
    public static string Heading(string name) => name.Length > 0 ? char.ToUpperInvariant(name[0]) + name[1..] : name;

    /// <summary>Where a policy stands, in one sentence.</summary>
    public static string StandingOf(PolicyFile file, IStringLocalizer<Words> T) => file switch
    {
        { Versions.Count: 0, Draft: null } => T["Nothing is published yet."],
        { Versions.Count: 0 } => T["It is being written; nothing is published yet."],
        { InForce: null } => T["Version {0} is asked for from {1} on.", file.Versions[0].Version, Dates.Long(file.Versions[0].RequiredFrom)],
        { InForce: { } now } when now.Version == file.Versions[0].Version => T["Version {0} is in force since {1}.", now.Version, Dates.Long(now.RequiredFrom)],
        _ => T["Version {0} is in force. Version {1} is asked for from {2} on.", file.InForce!.Version, file.Versions[0].Version, Dates.Long(file.Versions[0].RequiredFrom)],
    };

    /// <summary>Whose word is missing for the newest version, in one sentence; null while nobody is asked.</summary>
    public static string? MissingOf(PolicyFile file, IStringLocalizer<Words> T) => file switch
    {
        { Supporters: 0 } => null,
        { Versions: [{ Counts: { Asked: 0, Overdue: 0 } }, ..] } => T["Everybody who is asked has given their word."].Value,
        { Versions: [{ Counts: { Asked: 0 } counts }, ..] } => T["{0} of {1} supporters have given their word. {2} are late.", counts.Attested, file.Supporters, counts.Overdue],
        { Versions: [{ Counts: { Overdue: 0 } counts } newest, ..] } => T["{0} of {1} supporters have given their word. {2} have time until {3}.",
            counts.Attested, file.Supporters, counts.Asked, LastDay(newest)],
        { Versions: [{ Counts: var counts } newest, ..] } => T["{0} of {1} supporters have given their word. {2} have time until {3}, {4} are late.",
            counts.Attested, file.Supporters, counts.Asked, LastDay(newest), counts.Overdue],
        _ => null,
    };

    private static string LastDay(PolicyFileVersion version) => Dates.Short(version.RequiredFrom.AddDays(-1));
}
