namespace PeerPlatform.Training.Barriers;

/// <summary>What can stand between a supporter and a session (P-4.5). A kind, never words: words would tell whose they are.</summary>
internal enum BarrierKind
{
    /// <summary>Who leads it: a survivor of violence by men could not learn from a man ([3] theme 1).</summary>
    WhoLeads,

    /// <summary>It is not about what this person does as a supporter ([3] theme 1).</summary>
    NotMyRole,

    /// <summary>It comes too close to what this person has lived through ([3] themes 1 and 3).</summary>
    TooClose,

    /// <summary>Nobody covers meanwhile ([3] theme 3).</summary>
    NobodyCovers,

    /// <summary>The day or the hour ([3] table 2, question 14, asks; the answer is ours).</summary>
    DayOrHour,

    /// <summary>The way there, or the way to take part ([3] conclusion: accessible; the kind is ours).</summary>
    Access,

    Other,
}
