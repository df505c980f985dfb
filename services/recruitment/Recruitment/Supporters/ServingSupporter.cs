using System.Collections.Immutable;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Recruitment.Agencies;

namespace PeerPlatform.Recruitment.Supporters;

internal enum ServingState
{
    Serving,

    /// <summary>No longer: by their own wish or because they were let go; the state does not say which.</summary>
    StoodDown,
}

/// <summary>What of the welcome plan is done, by code of the step, and on which day.</summary>
internal sealed record StepsDone(ImmutableSortedDictionary<string, DateOnly> Days)
{
    public static StepsDone None { get; } = new(ImmutableSortedDictionary<string, DateOnly>.Empty.WithComparers(StringComparer.Ordinal));
}

/// <summary>A member of the team of supporters, from the selection until they leave or are let go (P-3.6, 3.8, 3.9).</summary>
internal sealed class ServingSupporter : Aggregate
{
    private ServingSupporter()
    {
    }

    /// <summary>The member's id.</summary>
    public Guid Id { get; private set; }

    public Guid AgencyId { get; private set; }

    public Guid NetworkId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The campaign in which they were selected; null for somebody who served before.</summary>
    public Guid? CampaignId { get; private set; }

    /// <summary>The day on which they were selected; of somebody who served before, the day on which this service heard of it.</summary>
    public DateOnly Since { get; private set; }

    public ServingState State { get; private set; }

    /// <summary>True when others were there before: with a buddy and a welcome plan then.</summary>
    public bool JoinedLater { get; private set; }

    public Guid? BuddyId { get; private set; }

    public string BuddyName { get; private set; } = "";

    public StepsDone Steps { get; private set; } = StepsDone.None;

    /// <summary>The last day, once they have given notice.</summary>
    public DateOnly? LastDay { get; private set; }

    public DateOnly? StoodDownOn { get; private set; }

    /// <summary>The day on which all but the id and the turn is erased; null while they serve.</summary>
    public DateOnly? EraseOn { get; private set; }

    /// <summary>Counts turns into the role and out of it; of two events the higher is the newer.</summary>
    public int Turn { get; private set; }

    public static ServingSupporter Select(Guid member, string name, Guid? campaign, bool othersThere, AgencyToday today)
    {
        var supporter = new ServingSupporter
        {
            Id = member, AgencyId = today.Agency.AgencyId, NetworkId = today.Agency.NetworkId, State = ServingState.StoodDown,
        };
        supporter.TakeUpAgain(name, campaign, othersThere, today);
        return supporter;
    }

    /// <summary>
    /// Somebody who serves already and whom no search of this service selected: one of those who were there from the beginning, so without a welcome plan. Nobody
    /// is told, since it is from the others that it is known; the first that they hear is a later turn than this.
    /// </summary>
    public static ServingSupporter TakeIn(Guid member, string name, AgencyToday today) => new()
    {
        Id = member, AgencyId = today.Agency.AgencyId, NetworkId = today.Agency.NetworkId, Name = name, State = ServingState.Serving, Since = today.Today, Turn = 1,
    };

    /// <summary>Into the role, for the first time or once more. Somebody who serves goes on serving.</summary>
    public void TakeUpAgain(string name, Guid? campaign, bool othersThere, AgencyToday today)
    {
        if (State == ServingState.Serving)
        {
            return;
        }

        Name = name;
        (State, CampaignId, Since, JoinedLater) = (ServingState.Serving, campaign, today.Today, othersThere);
        (BuddyId, BuddyName, Steps, LastDay, StoodDownOn, EraseOn) = (null, "", StepsDone.None, null, null, null);
        Turn++;
        Raise(new SupporterSelected(AgencyId, NetworkId, Id, today.Today, Turn));
    }

    /// <summary>Out of the role at once; everybody hears of it, and nobody why.</summary>
    public Refusal? StandDown(AgencyToday today)
    {
        if (State != ServingState.Serving)
        {
            return new NotServing();
        }

        (State, StoodDownOn, EraseOn) = (ServingState.StoodDown, today.Today, today.KeptUntil);
        Turn++;
        Raise(new SupporterStoodDown(AgencyId, NetworkId, Id, today.Today, Turn));
        return null;
    }

    /// <summary>Notice of leaving, without a reason ([4] case). A last day that is today takes effect at once.</summary>
    public Refusal? GiveNotice(DateOnly? lastDay, AgencyToday today)
    {
        if (State != ServingState.Serving)
        {
            return new NotServing();
        }

        if (lastDay is not { } last || last < today.Today || last > today.Today.AddYears(1))
        {
            return new FieldRefused("lastDay", "The last day is today or within a year.", "Choose your last day.");
        }

        LastDay = last;
        return last == today.Today ? StandDown(today) : null;
    }

    /// <summary>Takes the notice back.</summary>
    public Refusal? Stay()
    {
        if (State != ServingState.Serving)
        {
            return new NotServing();
        }

        LastDay = null;
        return null;
    }

    /// <summary>Of somebody who stood down: what stays is that there was a turn, so that a later one is known to be the newer.</summary>
    public void Forget() => (Name, CampaignId, BuddyId, BuddyName, Steps, EraseOn) = ("", null, null, "", StepsDone.None, null);

    /// <summary>Whom a late joiner can ask anything; a supporter who serves.</summary>
    public Refusal? MeetBuddy(ServingSupporter buddy)
    {
        if (State != ServingState.Serving)
        {
            return new NotServing();
        }

        if (buddy.Id == Id || buddy.State != ServingState.Serving)
        {
            return new FieldRefused("buddyId", "A buddy is another supporter who serves now.", "Choose one from the team.");
        }

        (BuddyId, BuddyName) = (buddy.Id, buddy.Name);
        return null;
    }

    /// <summary>Marks a step of the welcome plan as done or not done.</summary>
    public Refusal? Mark(string step, bool done, DateOnly today)
    {
        if (!JoinedLater || State != ServingState.Serving || !WelcomeStep.All.Any(s => s.Code == step))
        {
            return new StepUnknown();
        }

        Steps = new StepsDone(done ? Steps.Days.SetItem(step, today) : Steps.Days.Remove(step));
        return null;
    }
}

internal sealed record NotServing() : Refusal(
    RefusalKind.Conflict, "This person is not a supporter now.", Remedy: "Choose somebody of the team as it is now.");

internal sealed record StepUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such step for you.", Remedy: "Your steps are on your page as a supporter.");
