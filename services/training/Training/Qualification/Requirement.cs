using PeerPlatform.Platform.Texts;
using System.Text.Json.Serialization;

namespace PeerPlatform.Training.Qualification;

/// <summary>One thing that a supporter must have, as data (P-4.2).</summary>
/// <param name="Code">Stays the same through versions and jurisdictions.</param>
/// <param name="Source">Where it is asked: a source's page or a law.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TopicsCovered), "topics")]
[JsonDerivedType(typeof(LiveHoursInAll), "liveHoursInAll")]
[JsonDerivedType(typeof(PolicyAttested), "policyAttested")]
[JsonDerivedType(typeof(HoursEachQuarter), "hoursEachQuarter")]
[JsonDerivedType(typeof(MeetingsEachQuarter), "meetingsEachQuarter")]
internal abstract record Requirement(string Code, LocalText Name, string Source)
{
    /// <summary>Looks at nothing that is dated after the day.</summary>
    public abstract Finding At(DateOnly day, SupporterRecord record, RuleBook rules);

    /// <summary>One plain sentence, the same for the person and for whoever may see it.</summary>
    public abstract LocalText Explain(Finding finding, RuleBook rules);

    /// <summary>False when there is nothing to be done and nothing was: not worth a line on anybody's path.</summary>
    public virtual bool IsAsked(Finding finding) => true;

    /// <summary>What is wrong with the requirement's data; null when nothing is.</summary>
    public abstract string? Fault(RuleBook rules);
}
