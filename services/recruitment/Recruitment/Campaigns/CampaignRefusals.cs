using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Recruitment.Campaigns;

internal sealed record CampaignUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such search here.", Remedy: "Go back to the list and choose one there.");

internal sealed record CampaignOver() : Refusal(
    RefusalKind.Conflict, "This search is closed.", Remedy: "There may be another one later.");

internal sealed record PanelFixed() : Refusal(
    RefusalKind.Conflict, "Somebody has scored already, so the panel stays as it is.", Remedy: "Who has a conflict of interest can step aside from an application.");

internal sealed record ApplicationsWait(int Count) : Refusal(
    RefusalKind.Conflict, $"{Count} applications wait for a decision.", Remedy: "Decide on each of them first; nobody should be left without an answer.");
