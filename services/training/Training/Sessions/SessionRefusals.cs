using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Training.Sessions;

internal sealed record SessionUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such session.", Remedy: "Go back to the list of sessions and choose one there.");

internal sealed record SessionOver() : Refusal(
    RefusalKind.Conflict, "This session is over or was called off.", Remedy: "Choose another session.");

internal sealed record EnrolmentOver() : Refusal(
    RefusalKind.Conflict, "This session has begun, so its list is closed.", Remedy: "Speak to the trainer, or choose another session.");

internal sealed record NotEnrolled() : Refusal(
    RefusalKind.Conflict, "You have no seat at this session.", Remedy: "Enrol first, or speak to the trainer.");

internal sealed record SeatsTaken(int Taken) : Refusal(
    RefusalKind.Conflict, $"{Taken} people have a seat, and nobody loses theirs.", Field: "seats", Remedy: $"Keep at least {Taken} seats.");

internal sealed record DoorClosed() : Refusal(
    RefusalKind.Conflict, "The code is taken from half an hour before the beginning to half an hour after the end.", Remedy: "Ask the trainer to put you on the list.");

internal sealed record WrongCode() : Refusal(
    RefusalKind.Invalid, "This is not the code of this session.", Field: "code", Remedy: "Look at the code that the trainer shows, and type its six digits.");

internal sealed record TooManyWrongCodes() : Refusal(
    RefusalKind.TooMany, "The code was wrong too often.", Remedy: "Ask the trainer to put you on the list.");

internal sealed record StrangerOnList() : Refusal(
    RefusalKind.Invalid, "Somebody on the list is not enrolled.", Field: "present", Remedy: "Send people of this session's list only.");

internal sealed record NotBegun() : Refusal(
    RefusalKind.Conflict, "This session has not begun yet.", Remedy: "Close it when it is over.");

internal sealed record NoCertificate() : Refusal(
    RefusalKind.NotFound, "There is no certificate of this session for you.", Remedy: "A certificate is there once the session is over and you were on its list.");
