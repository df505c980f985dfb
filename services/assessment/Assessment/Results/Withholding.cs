namespace PeerPlatform.Assessment.Results;

/// <summary>How many of a group were invited, and how many answers count.</summary>
internal readonly record struct GroupCount(int Invited, int Answered);

/// <summary>
/// Which groups' figures may stand beside the total. A threshold alone leaks by subtraction: what the shown groups
/// leave of the total must be nothing, or at least two groups with together enough answers.
/// </summary>
internal static class Withholding
{
    /// <summary>Inside an agency, of those invited and of those who answered (DESIGN, "Small groups").</summary>
    public const int Smallest = 5;

    public static bool IsLargeEnough(GroupCount group) => group.Invited >= Smallest && group.Answered >= Smallest;

    /// <summary>Says for each group whether it is shown.</summary>
    /// <param name="ungrouped">Answers that carry no group; they are never shown alone.</param>
    /// <param name="allowed">Groups not allowed are withheld whatever their size; all are allowed when null.</param>
    public static bool[] Decide(IReadOnlyList<GroupCount> groups, int ungrouped, IReadOnlyList<bool>? allowed = null)
    {
        var shown = groups.Select((group, i) => IsLargeEnough(group) && (allowed is null || allowed[i])).ToArray();
        while (!RemainderIsSafe(groups, shown, ungrouped) && SmallestShown(groups, shown) is { } next)
        {
            shown[next] = false;
        }

        return shown;
    }

    /// <summary>True when the total without the shown groups says nothing about few people or about one group.</summary>
    public static bool RemainderIsSafe(IReadOnlyList<GroupCount> groups, IReadOnlyList<bool> shown, int ungrouped)
    {
        var answered = ungrouped;
        var parts = ungrouped > 0 ? 1 : 0;
        for (var i = 0; i < groups.Count; i++)
        {
            if (!shown[i] && groups[i].Answered > 0)
            {
                answered += groups[i].Answered;
                parts++;
            }
        }

        return answered == 0 || (parts >= 2 && answered >= Smallest);
    }

    private static int? SmallestShown(IReadOnlyList<GroupCount> groups, bool[] shown)
    {
        int? smallest = null;
        for (var i = 0; i < groups.Count; i++)
        {
            if (shown[i] && (smallest is not { } least || groups[i].Answered < groups[least].Answered))
            {
                smallest = i;
            }
        }

        return smallest;
    }
}
