using System.Globalization;

namespace PeerPlatform.Portal.Services;

/// <summary>Assessment's collecting side: the ticket is all that is ever sent about the person.</summary>
internal sealed class CollectApi(ServiceClient client)
{
    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public Task<Reply<SurveyForm>> FormAsync(string ticket, CancellationToken cancellationToken) =>
        client.TryGetAsync<SurveyForm>(Query.Of($"/collect/v1/forms/{Uri.EscapeDataString(ticket)}", ("lang", Language)), cancellationToken);

    public Task<Reply<OwnScores>> AnswerAsync(string ticket, Dictionary<string, int?> answers, CancellationToken cancellationToken) =>
        client.PostAsync<OwnScores>("/collect/v1/answers", new SentAnswers(ticket, Language, answers), cancellationToken);

    private sealed record SentAnswers(string Ticket, string Lang, Dictionary<string, int?> Answers);
}

public sealed record SurveyForm(string WaveTitle, SurveyInstrument Instrument, string? HelpContact, string AgencyName, int Minutes);

public sealed record SurveyInstrument(string Title, string? About, List<SurveyBlock> ScalesAsBlocks);

public sealed record SurveyBlock(string Code, string Name, List<SurveyItem> Items);

public sealed record SurveyItem(string Code, string Text, List<SurveyChoice> Choices);

public sealed record SurveyChoice(int Index, string Text);

public sealed record OwnScores(List<OwnScore> Scores, string? HelpContact);

public sealed record OwnScore(string Code, string Name, double? Score, string? Band, string Meaning);
