using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Training.Proposals;

internal static class ProposalRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/proposals", ListProposals.ForSupportersAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("listProposals")
            .WithSummary("Topics that supporters propose, the latest first")
            .WithDescription("decided=true for those with an answer. Votes are numbers; nobody sees who proposed or voted. At most 200 a page.");
        api.MapPost("/proposals", ProposeTopic.HandleAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("proposeTopic")
            .WithSummary("Propose a topic")
            .WithDescription("It begins with your vote. At most five of yours can wait for an answer.");
        api.MapDelete("/proposals/{id:guid}", StandBehind.TakeBackAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("takeProposalBack")
            .WithSummary("Take your proposal back")
            .WithDescription("While nobody else stands behind it.");
        api.MapPut("/proposals/{id:guid}/vote", StandBehind.VoteAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("voteForProposal")
            .WithSummary("Vote for a proposal")
            .WithDescription("One vote a person; a second time changes nothing.");
        api.MapDelete("/proposals/{id:guid}/vote", StandBehind.TakeVoteBackAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("takeVoteBack")
            .WithSummary("Take your vote back")
            .WithDescription("Until the proposal is decided.");
        api.MapPut("/proposals/{id:guid}/help", StandBehind.HelpAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("offerHelp")
            .WithSummary("Offer to design or lead it")
            .WithDescription("Whoever plans the training sees your name then. No way at all takes the offer back.");
        api.MapGet("/curriculum/proposals", ListProposals.ForPlannersAsync)
            .RequireAuthorization(Permission.LeadSessions)
            .WithName("listProposalsForPlanners")
            .WithSummary("Proposals with their votes and who offers help")
            .WithDescription("decided=true for those with an answer. At most 200 a page.");
        api.MapPost("/curriculum/proposals/{id:guid}/taken", DecideProposal.TakeAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("takeProposal")
            .WithSummary("Take a proposal into the curriculum")
            .WithDescription("As a topic of the agency's own, in both languages. This cannot be undone.");
        api.MapPost("/curriculum/proposals/{id:guid}/answer", DecideProposal.DeclineAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("answerProposal")
            .WithSummary("Answer a proposal with a reason")
            .WithDescription("Every supporter can read the reason. This cannot be undone.");
    }
}
