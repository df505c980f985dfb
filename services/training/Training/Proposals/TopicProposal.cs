using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Training.Proposals;

internal enum ProposalState
{
    /// <summary>Takes votes and help.</summary>
    Open,

    /// <summary>Taken into the curriculum.</summary>
    Taken,

    /// <summary>Not taken, with a reason that everybody can read.</summary>
    Answered,
}

/// <summary>A topic that a supporter would like to learn or teach (P-4.6). Votes are counted; whose they are is shown to nobody.</summary>
internal sealed class TopicProposal : Aggregate
{
    private TopicProposal()
    {
    }

    public Guid Id { get; private set; }

    public string Title { get; private set; } = "";

    public string About { get; private set; } = "";

    /// <summary>May take it back; shown to nobody.</summary>
    public Guid ProposedBy { get; private set; }

    public DateOnly ProposedOn { get; private set; }

    public ProposalState State { get; private set; }

    /// <summary>Members, each once.</summary>
    public List<Guid> Voters { get; private set; } = [];

    public List<Helper> Helpers { get; private set; } = [];

    /// <summary>The reason why it was not taken; null before.</summary>
    public string? Answer { get; private set; }

    /// <summary>The topic of the curriculum that it became; null before.</summary>
    public string? TopicCode { get; private set; }

    /// <summary>Whoever proposes has voted for it; like any vote it can be taken back.</summary>
    public static TopicProposal Propose(Guid member, string title, string about, DateOnly today) => new()
    {
        Id = Guid.NewGuid(),
        Title = title,
        About = about,
        ProposedBy = member,
        ProposedOn = today,
        Voters = [member],
    };

    /// <summary>One vote a person: a second time changes nothing.</summary>
    public Refusal? Vote(Guid member)
    {
        if (State != ProposalState.Open)
        {
            return new ProposalDecided();
        }

        if (!Voters.Contains(member))
        {
            Voters = [.. Voters.Append(member).Order()];
        }

        return null;
    }

    public Refusal? TakeVoteBack(Guid member)
    {
        if (State != ProposalState.Open)
        {
            return new ProposalDecided();
        }

        Voters = [.. Voters.Where(v => v != member)];
        return null;
    }

    /// <summary>Help can be offered until it is declined, also once it is a topic; neither designing nor leading means no help any more.</summary>
    public Refusal? Help(Guid member, string name, bool designs, bool leads)
    {
        if (State == ProposalState.Answered)
        {
            return new ProposalDecided();
        }

        Helpers = [.. Helpers.Where(h => h.MemberId != member)];
        if (designs || leads)
        {
            Helpers = [.. Helpers, new Helper { MemberId = member, Name = name, Designs = designs, Leads = leads }];
        }

        return null;
    }

    /// <summary>Null when it may be erased: by whoever proposed it, while nobody else stands behind it.</summary>
    public Refusal? TakeBack(Guid member) =>
        ProposedBy != member ? new ProposalUnknown()
        : State != ProposalState.Open ? new ProposalDecided()
        : Voters.Concat(Helpers.Select(h => h.MemberId)).Any(m => m != member) ? new OthersStandBehindIt()
        : null;

    public Refusal? Take(string topicCode)
    {
        if (State != ProposalState.Open)
        {
            return new ProposalDecided();
        }

        (State, TopicCode) = (ProposalState.Taken, topicCode);
        return null;
    }

    public Refusal? Decline(string reason)
    {
        if (State != ProposalState.Open)
        {
            return new ProposalDecided();
        }

        (State, Answer) = (ProposalState.Answered, reason);
        return null;
    }
}

/// <summary>Somebody who offers to design or lead; by name, since whoever runs the programme gets in touch with them.</summary>
internal sealed class Helper
{
    public required Guid MemberId { get; init; }

    public required string Name { get; init; }

    public bool Designs { get; init; }

    public bool Leads { get; init; }
}

internal sealed record ProposalUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such proposal.", Remedy: "Go back to the list of proposals and choose one there.");

internal sealed record ProposalDecided() : Refusal(
    RefusalKind.Conflict, "This proposal has been decided.", Remedy: "Look at the answer, or propose something else.");

internal sealed record OthersStandBehindIt() : Refusal(
    RefusalKind.Conflict, "Others have voted for it or offered help, so it stays.", Remedy: "You can take your own vote back.");

internal sealed record ProposedAlready() : Refusal(
    RefusalKind.Conflict, "This has been proposed already.", Field: "title", Remedy: "Vote for the proposal that is there.");

internal sealed record EnoughProposals(int Most) : Refusal(
    RefusalKind.Conflict, $"You have {Most} proposals that wait for an answer.", Remedy: "Wait for an answer, or take one of yours back.");
