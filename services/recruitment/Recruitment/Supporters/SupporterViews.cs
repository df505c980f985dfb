using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Recruitment.Supporters;

/// <summary>A supporter as whoever runs the programme sees them.</summary>
/// <param name="LastDay">Null unless they have given notice.</param>
/// <param name="StepsDone">Of the welcome plan; null for those who were there from the beginning.</param>
internal sealed record ListedSupporter(
    Guid MemberId, string Name, DateOnly Since, DateOnly? LastDay, bool JoinedLater, string? BuddyName, int? StepsDone, int StepsInAll)
{
    public static ListedSupporter Of(ServingSupporter supporter) => new(
        supporter.Id,
        supporter.Name,
        supporter.Since,
        supporter.LastDay,
        supporter.JoinedLater,
        supporter.BuddyName.Length == 0 ? null : supporter.BuddyName,
        supporter.JoinedLater ? supporter.Steps.Days.Count : null,
        WelcomeStep.All.Length);
}

/// <summary>One's own time as a supporter.</summary>
/// <param name="Serving">False for somebody who is no supporter; everything else is empty then.</param>
/// <param name="BuddyName">Whom one can ask anything; null without one.</param>
/// <param name="BuddyOf">Those who can ask oneself.</param>
/// <param name="Steps">The welcome plan; empty for those who were there from the beginning.</param>
internal sealed record MyService(
    bool Serving, DateOnly? Since, DateOnly? LastDay, string? BuddyName, string[] BuddyOf, WelcomeStepOfMine[] Steps)
{
    public static MyService None { get; } = new(false, null, null, null, [], []);

    public static MyService Of(ServingSupporter me, string[] buddyOf, Language language) => new(
        true,
        me.Since,
        me.LastDay,
        me.BuddyName.Length == 0 ? null : me.BuddyName,
        buddyOf,
        me.JoinedLater
            ? [.. WelcomeStep.All.Select(s => new WelcomeStepOfMine(s.Code, s.Text.In(language), me.Steps.Days.TryGetValue(s.Code, out var day) ? day : null))]
            : []);
}

internal sealed record WelcomeStepOfMine(string Code, string Text, DateOnly? DoneOn);
