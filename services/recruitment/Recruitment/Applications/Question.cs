using System.Collections.Immutable;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Recruitment.Applications;

/// <summary>A question of the application ([4] app. D). Those that touch one's own hard times can be left out: nobody has to open up in writing to be chosen.</summary>
internal sealed record Question(string Code, LocalText Text, bool MayBeLeftOut)
{
    public const int LongestAnswer = 4000;

    public static ImmutableArray<Question> All { get; } =
    [
        new("interest", new("Why does being a peer supporter interest you?", "¿Por qué te interesa apoyar a tus colegas?"), false),
        new("background", new("Tell us about your personal and professional background, as far as it matters here.", "Cuéntanos de tu trayectoria personal y profesional, en lo que importa aquí."), false),
        new("definition", new("How would you describe peer support, its role and its main tasks?", "¿Cómo describirías el apoyo entre colegas, su papel y sus tareas principales?"), false),
        new("someoneThere", new("Think of a time when things were hard and someone was there for you. What did they do, or not do, that made a difference?", "Piensa en un momento difícil en que alguien estuvo a tu lado. ¿Qué hizo, o no hizo, que marcó la diferencia?"), true),
        new("livedExperience", new("How might you use what you have been through yourself to support your colleagues?", "¿Cómo podrías usar lo que tú has vivido para apoyar a tus colegas?"), true),
        new("sharing", new("A peer supporter sometimes shares something of their own, where it fits. Would you be comfortable with that?", "A veces se comparte algo propio, cuando viene al caso. ¿Te sentirías a gusto con eso?"), true),
        new("ownRecovery", new("What has support from colleagues meant for you?", "¿Qué ha significado para ti el apoyo de tus colegas?"), true),
        new("concerns", new("What questions or concerns do you have?", "¿Qué preguntas o inquietudes tienes?"), true),
    ];

    public static LocalText NameOf(string code) => All.First(q => q.Code == code).Text;
}

/// <summary>What somebody wrote, by code of the question.</summary>
internal sealed record WrittenAnswers(ImmutableSortedDictionary<string, string> Texts)
{
    public static WrittenAnswers None { get; } = new(ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>The question that is asked of everybody and has no answer yet; null when there is none.</summary>
    public Question? Missing => Question.All.FirstOrDefault(q => !q.MayBeLeftOut && !Texts.ContainsKey(q.Code));

    /// <summary>Takes over what was sent; an empty text takes an answer back, and questions not named keep theirs.</summary>
    public Refusal? With(IReadOnlyDictionary<string, string?>? sent, out WrittenAnswers answers)
    {
        answers = this;
        foreach (var (code, text) in sent ?? new Dictionary<string, string?>())
        {
            if (!Question.All.Any(q => q.Code == code))
            {
                return new FieldRefused("answers", "One of these questions is not known here.", "Send answers by the codes of the application's questions.");
            }

            if (PlainText.Paragraphs(text, code, Question.LongestAnswer, out var written, mayBeEmpty: true) is { } refusal)
            {
                return refusal;
            }

            answers = new WrittenAnswers(written.Length == 0 ? answers.Texts.Remove(code) : answers.Texts.SetItem(code, written));
        }

        return null;
    }
}
