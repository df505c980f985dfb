using PeerPlatform.Training.Proposals;

namespace PeerPlatform.Training.Tests;

public sealed class ProposalTests
{
    private static readonly Guid Proposer = Guid.NewGuid();
    private static readonly Guid Somebody = Guid.NewGuid();

    [Fact]
    public void A_person_has_one_vote_and_can_take_it_back()
    {
        var proposal = Proposed();

        proposal.Vote(Somebody);
        proposal.Vote(Somebody);
        Assert.Equal(2, proposal.Voters.Count);

        proposal.TakeVoteBack(Somebody);
        proposal.TakeVoteBack(Somebody);
        proposal.TakeVoteBack(Proposer);
        Assert.Empty(proposal.Voters);
    }

    [Fact]
    public void What_is_decided_takes_no_votes_and_is_not_decided_again()
    {
        var (taken, declined) = (Proposed(), Proposed());
        Assert.Null(taken.Take("own-1"));
        Assert.Null(declined.Decline("The budget of this year is spent."));

        foreach (var decided in new[] { taken, declined })
        {
            Assert.IsType<ProposalDecided>(decided.Vote(Somebody));
            Assert.IsType<ProposalDecided>(decided.TakeVoteBack(Proposer));
            Assert.IsType<ProposalDecided>(decided.Take("own-2"));
            Assert.IsType<ProposalDecided>(decided.Decline("No."));
            Assert.IsType<ProposalDecided>(decided.TakeBack(Proposer));
            Assert.Single(decided.Voters);
        }
    }

    [Fact]
    public void Help_is_offered_until_it_is_declined_also_once_it_is_a_topic()
    {
        var proposal = Proposed();
        proposal.Take("own-1");

        Assert.Null(proposal.Help(Somebody, "Sam", designs: true, leads: false));
        Assert.Null(proposal.Help(Somebody, "Sam", designs: true, leads: true));
        Assert.True(Assert.Single(proposal.Helpers).Leads);
        Assert.Null(proposal.Help(Somebody, "Sam", designs: false, leads: false));

        Assert.Empty(proposal.Helpers);
        var declined = Proposed();
        declined.Decline("Not now.");
        Assert.IsType<ProposalDecided>(declined.Help(Somebody, "Sam", designs: true, leads: false));
    }

    [Fact]
    public void It_is_taken_back_by_whoever_proposed_it_and_only_while_nobody_else_stands_behind_it()
    {
        var proposal = Proposed();
        Assert.IsType<ProposalUnknown>(proposal.TakeBack(Somebody));
        Assert.Null(proposal.TakeBack(Proposer));

        proposal.Help(Somebody, "Sam", designs: true, leads: false);

        Assert.IsType<OthersStandBehindIt>(proposal.TakeBack(Proposer));
    }

    private static TopicProposal Proposed() => TopicProposal.Propose(Proposer, "Night shifts", "", new DateOnly(2026, 11, 22));
}
