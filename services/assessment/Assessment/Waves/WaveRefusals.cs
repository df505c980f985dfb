using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Assessment.Waves;

internal sealed record WaveUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such wave.", Remedy: "Go back to the list of waves and choose one there.");

internal sealed record WaveNotOpen() : Refusal(
    RefusalKind.Conflict, "This wave is closed already.", Remedy: "Look at its results, or open a new wave.");

internal sealed record WaveStillOpen() : Refusal(
    RefusalKind.Conflict, "This wave is still open, so it has no results yet.", Remedy: "Close the wave first, or wait until its last day has passed.");

internal sealed record TooFewInvited(int Smallest) : Refusal(
    RefusalKind.Conflict,
    $"Fewer than {Smallest} people would be invited. With so few, nobody could be sure that an answer stays theirs alone.",
    Remedy: "Add teams, or ask the whole agency.");

internal sealed record AskedAlready(string Title) : Refusal(
    RefusalKind.Conflict,
    $"The wave \"{Title}\" already asks some of these people the same questions.",
    Remedy: "Close that wave first, or choose other teams.");

internal sealed record DirectorySilent() : Refusal(
    RefusalKind.Unavailable,
    "The list of members cannot be reached right now, so the wave was not opened. Nothing was changed.",
    Remedy: "Try again in a minute. Open waves keep taking answers meanwhile.");

internal sealed record NotInvited() : Refusal(
    RefusalKind.NotFound, "There is no open survey here for you.", Remedy: "Go back to the start page; surveys that wait for you are listed there.");

internal sealed record InvitationAlreadyTaken() : Refusal(
    RefusalKind.Conflict,
    "Your link to this survey was already made. We kept nothing that could find it again; that is what keeps your answers yours.",
    Remedy: "If you still have the page or the link open, you can answer there. If not, your answer is missing this time, and that is all right.");
