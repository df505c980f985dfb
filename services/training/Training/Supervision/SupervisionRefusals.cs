using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Training.Supervision;

internal sealed record MeetingUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such meeting of your team.", Remedy: "Go back to your team and choose a meeting there.");

internal sealed record MeetingHeldAlready() : Refusal(
    RefusalKind.Conflict, "This meeting has taken place and is on record.", Remedy: "Note another meeting.");

internal sealed record MeetingNotYet() : Refusal(
    RefusalKind.Conflict, "The day of this meeting has not come yet.", Remedy: "Say who was there on its day or later.");

internal sealed record NobodyWasThere() : Refusal(
    RefusalKind.Invalid, "Nobody is named.", Field: "present", Remedy: "Choose who was there, or call the meeting off.");

/// <summary>The same whether such a person exists elsewhere or not.</summary>
internal sealed record NotOfYourTeam(string Named) : Refusal(
    RefusalKind.Invalid, "Somebody named here is not in your team.", Field: Named, Remedy: "Choose from your team.");

internal sealed record CodeUnknown() : Refusal(
    RefusalKind.Invalid, "There is no co-reflection with this code.", Field: "code", Remedy: "Ask whoever noted it for the eight letters and digits.");

internal sealed record CodeOver() : Refusal(
    RefusalKind.Gone, "The code of this co-reflection is no longer taken.", Field: "code", Remedy: "Ask your coordinator to put it on your record.");

internal sealed record ReflectionOfThatDay() : Refusal(
    RefusalKind.Conflict, "You have noted a co-reflection of that day.", Field: "day", Remedy: "Give its code to the others who were there.");

internal sealed record OwnSupervisor() : Refusal(
    RefusalKind.Invalid, "Nobody looks after themselves here.", Field: "supervisorId", Remedy: "Choose somebody else.");

internal sealed record NotASupervisor() : Refusal(
    RefusalKind.Invalid,
    "This person is not on the list of supervisors.",
    Field: "supervisorId",
    Remedy: "Take them up on the training path and mark them as a supervisor first; supervisors take the same training.");

internal sealed record EachOtherSupervisor() : Refusal(
    RefusalKind.Invalid, "The two would look after each other.", Field: "supervisorId", Remedy: "Choose somebody else for one of them.");

internal sealed record TeamNotHandedOver(int Team) : Refusal(
    RefusalKind.Conflict, $"{Team} people are in this supervisor's team.", Field: "supervises", Remedy: "Give them another supervisor first.");
