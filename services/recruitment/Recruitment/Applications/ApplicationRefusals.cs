using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Recruitment.Applications;

internal sealed record ApplicationUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such application for you.", Remedy: "Go back to the list and choose one there.");

internal sealed record NoApplicationYet() : Refusal(
    RefusalKind.NotFound, "You have not begun an application here.", Remedy: "Open the search and begin one.");

internal sealed record ApplicationsOver() : Refusal(
    RefusalKind.Conflict, "Applications are no longer taken.", Remedy: "There may be another search later.");

internal sealed record SentAlready() : Refusal(
    RefusalKind.Conflict, "Your application is sent, so it stays as it is.", Remedy: "You can take it back as a whole and begin again while applications are taken.");

internal sealed record SelectedAlready() : Refusal(
    RefusalKind.Conflict, "You are a supporter already.", Remedy: "If you want to stop, say so on your page as a supporter.");

internal sealed record NotToBeScored() : Refusal(
    RefusalKind.Conflict, "This application is not to be scored now.", Remedy: "Go back to the list; those that wait for you are there.");

internal sealed record ScoresOpen() : Refusal(
    RefusalKind.Conflict, "All scores are in and open, so they stay as they are.", Remedy: "Talk about what differs; the decision can take it in.");

internal sealed record SteppedAside() : Refusal(
    RefusalKind.Conflict, "You stepped aside from this application.", Remedy: "Go back to the list; the others wait there.");

internal sealed record ScoresMissing() : Refusal(
    RefusalKind.Conflict, "Not everybody on the panel has scored, or fewer than two have.", Remedy: "Wait until the scores of at least two people, and of everybody who did not step aside, are in.");

internal sealed record PlacesTaken(int Places) : Refusal(
    RefusalKind.Conflict, $"All {Places} places of this search are taken.", Field: "outcome", Remedy: "Put the person on the waiting list, or decide otherwise.");

internal sealed record DecidedAlready() : Refusal(
    RefusalKind.Conflict, "This was decided already.", Remedy: "From the waiting list somebody can be selected or told no; other decisions stay.");

internal sealed record OwnApplication() : Refusal(
    RefusalKind.Forbidden, "This is your own application.", Remedy: "Ask another coordinator to decide on it.");
