using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Recruitment.Cases;

internal sealed record CaseUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such matter here.", Remedy: "Go back to the team and choose one there.");

internal sealed record CaseOpenAlready() : Refusal(
    RefusalKind.Conflict, "Something about this person is open already.", Remedy: "Add what is new to it.");

internal sealed record CaseDecided() : Refusal(
    RefusalKind.Conflict, "This is decided, so nothing is added to it.", Remedy: "The person can ask to have it looked at again.");

internal sealed record EvidenceMissing() : Refusal(
    RefusalKind.Conflict, "There is nothing yet that the decision could rest on.", Remedy: "Write down what happened, and when; the person reads it too.");

internal sealed record NotHeard() : Refusal(
    RefusalKind.Conflict, "The person has not been heard yet.", Remedy: "Plan a hearing and wait until it has taken place, or until they have written how they see it.");

internal sealed record NothingToAppeal() : Refusal(
    RefusalKind.Conflict, "There is nothing to look at again.", Remedy: "A decision that ended the role can be looked at again once.");

internal sealed record AppealTooLate() : Refusal(
    RefusalKind.Gone, "The time to ask for another look has passed.", Remedy: "You can come forward again in a later search.");

internal sealed record DecidedBySame() : Refusal(
    RefusalKind.Forbidden, "Whoever decided first does not decide again.", Remedy: "Ask another coordinator of your agency.");
