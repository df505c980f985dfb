using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Recruitment.Nominations;

internal sealed record PassUnknown() : Refusal(
    RefusalKind.NotFound, "This link does not lead anywhere any more.", Remedy: "Sign in, open the search for supporters, and choose to name a colleague again.");

internal sealed record NominationsOver() : Refusal(
    RefusalKind.Gone, "Colleagues can no longer be named in this search.", Remedy: "You did nothing wrong. There may be another one later.");

internal sealed record TooManyNominations() : Refusal(
    RefusalKind.Unavailable, "Many people are naming colleagues right now. Yours is not taken yet.", Remedy: "Send it again in a few seconds; the link still works.");

internal sealed record NominateYourself() : Refusal(
    RefusalKind.Invalid, "This is you.", Field: "memberId", Remedy: "To put yourself forward, begin your own application.");
