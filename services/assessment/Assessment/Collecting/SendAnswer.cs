using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Collecting;

/// <summary>Somebody's answers. There is no place in it for who they are.</summary>
/// <param name="Lang">Language of the scores that come back, <c>en</c> or <c>es</c>.</param>
/// <param name="Answers">By code of the question: index of the choice, or null for "prefer not to say".</param>
public sealed record SendAnswerRequest(string? Ticket, string? Lang, Dictionary<string, int?>? Answers);

/// <summary>Takes one answer for one ticket and gives the own scores back once; they are not kept.</summary>
internal static class SendAnswer
{
    /// <summary>Far above the longest form.</summary>
    public const int LargestBody = 64 * 1024;

    public static async Task<Results<Ok<OwnScores>, ProblemHttpResult>> HandleAsync(
        SendAnswerRequest request, AnswerWriter writer, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        if (!TicketSecret.TryHash(request.Ticket, out var hash))
        {
            return new TicketUnknown().ToProblem();
        }

        if (request.Answers is null)
        {
            return new FieldRefused("answers", "The answers are missing.", "Send at least one answer.").ToProblem();
        }

        if (writer.Offer(hash, request.Answers) is not { } pending)
        {
            response.Headers.RetryAfter = "2";
            return new TooManyAtOnce().ToProblem();
        }

        // Without the request's token: an answer handed in is finished even if the line drops.
        var collected = await pending;
        if (collected.Refusal is { } refusal)
        {
            return refusal.ToProblem();
        }

        var language = Languages.Named(request.Lang);
        var instrument = collected.Instrument!;
        return TypedResults.Ok(new OwnScores(
            [.. instrument.Scales.Select(scale => OwnScore.Of(instrument, scale, collected.Responses, language))],
            collected.HelpContact));
    }
}

/// <param name="HelpContact">The agency's own contact for whoever wants to talk; null when it has none.</param>
internal sealed record OwnScores(OwnScore[] Scores, string? HelpContact);

/// <param name="Score">0 to 100 with one decimal; null when too few questions were answered.</param>
/// <param name="Band">The band's name; null without a score.</param>
/// <param name="Meaning">A sentence that says what the number means.</param>
internal sealed record OwnScore(string Code, string Name, double? Score, string? Band, string Meaning)
{
    private static readonly LocalText TooFew = new(
        "Too few questions of this part were answered for a number.",
        "Se respondieron muy pocas preguntas de esta parte para dar un número.");

    public static OwnScore Of(Instrument instrument, Scale scale, string responses, Language language)
    {
        if (new ScaleScoring(instrument, scale).Score(responses) is not { } score)
        {
            return new OwnScore(scale.Code, scale.Name.In(language), null, null, TooFew.In(language));
        }

        var whole = Math.Round(score, MidpointRounding.AwayFromZero);
        var of = language == Language.Es ? $"{whole} de 100." : $"{whole} of 100.";
        return new OwnScore(
            scale.Code,
            scale.Name.In(language),
            Math.Round(score, 1, MidpointRounding.AwayFromZero),
            scale.Bands[scale.BandOf(score)].Name.In(language),
            $"{of} {scale.HigherMeans.In(language)}");
    }
}
