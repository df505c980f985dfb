using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Assessment.Collecting;

internal sealed record TicketUnknown() : Refusal(
    RefusalKind.NotFound, "This link does not belong to a survey here.", Remedy: "Open the survey again from your start page, or check that the whole link was copied.");

internal sealed record TicketUsed() : Refusal(
    RefusalKind.Gone, "This link was used already, and the answers are kept.", Remedy: "There is nothing more to do. Thank you for taking the time.");

internal sealed record SurveyOver() : Refusal(
    RefusalKind.Gone, "This survey is closed and takes no more answers.", Remedy: "You did nothing wrong. There may be another one later.");

internal sealed record TooManyAtOnce() : Refusal(
    RefusalKind.Unavailable, "Many people are answering right now. Your answers are not saved yet.", Remedy: "Send them again in a few seconds; your link still works.");
