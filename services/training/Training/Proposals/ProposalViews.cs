using PeerPlatform.Platform.Texts;
using PeerPlatform.Training.Agencies;

namespace PeerPlatform.Training.Proposals;

/// <summary>A proposal as every supporter sees it; nobody sees who proposed it or who voted.</summary>
/// <param name="MyHelp">Any of <c>design</c> and <c>lead</c>; empty when the signed-in person offers no help.</param>
/// <param name="Mine">True for whoever proposed it.</param>
/// <param name="Topic">The name of the topic that it became.</param>
internal sealed record ProposalForSupporters(
    Guid Id, string Title, string About, DateOnly ProposedOn, ProposalState State, int Votes, bool MyVote, int Helpers, string[] MyHelp, bool Mine,
    string? Answer, string? Topic)
{
    public static ProposalForSupporters Of(TopicProposal proposal, Guid member, AgencyToday today, Language language)
    {
        var help = proposal.Helpers.Find(h => h.MemberId == member);
        return new ProposalForSupporters(
            proposal.Id,
            proposal.Title,
            proposal.About,
            proposal.ProposedOn,
            proposal.State,
            proposal.Voters.Count,
            proposal.Voters.Contains(member),
            proposal.Helpers.Count,
            [.. Ways(help)],
            proposal.ProposedBy == member,
            proposal.Answer,
            proposal.TopicCode is { } code ? today.Rules.TopicName(code).In(language) : null);
    }

    internal static IEnumerable<string> Ways(Helper? help)
    {
        if (help?.Designs == true)
        {
            yield return "design";
        }

        if (help?.Leads == true)
        {
            yield return "lead";
        }
    }
}

/// <summary>A proposal for those who plan the training: the votes as a number, and who offers help.</summary>
internal sealed record ProposalForPlanners(
    Guid Id, string Title, string About, DateOnly ProposedOn, ProposalState State, int Votes, OfferedHelp[] Help, string? Answer, string? Topic)
{
    public static ProposalForPlanners Of(TopicProposal proposal, AgencyToday today, Language language) => new(
        proposal.Id,
        proposal.Title,
        proposal.About,
        proposal.ProposedOn,
        proposal.State,
        proposal.Voters.Count,
        [.. proposal.Helpers.OrderBy(h => h.Name, StringComparer.Ordinal).Select(h => new OfferedHelp(h.MemberId, h.Name, [.. ProposalForSupporters.Ways(h)]))],
        proposal.Answer,
        proposal.TopicCode is { } code ? today.Rules.TopicName(code).In(language) : null);
}

/// <param name="Ways">Any of <c>design</c> and <c>lead</c>.</param>
internal sealed record OfferedHelp(Guid MemberId, string Name, string[] Ways);
