using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Assessment.Instruments;

/// <summary>
/// One person's answers as a text with one character an item, in the instrument's order: the index of the choice,
/// or a dash for "prefer not to say".
/// </summary>
internal static class ResponseSheet
{
    public const char Skipped = '-';

    /// <summary>Writes the answers down, or says what is wrong with them.</summary>
    public static Refusal? Write(Instrument instrument, IReadOnlyDictionary<string, int?> answers, out string responses)
    {
        responses = "";
        Span<char> sheet = stackalloc char[instrument.Items.Count];
        sheet.Fill(Skipped);
        foreach (var (code, choice) in answers)
        {
            if (instrument.PositionOf(code) is not { } position)
            {
                return new FieldRefused("answers", "This form has no such question.", "Load the form again and send the codes of its questions.");
            }

            if (choice is not { } index)
            {
                continue;
            }

            if (index < 0 || index >= instrument.ChoicesOf(instrument.Items[position]).Count)
            {
                return new FieldRefused($"answers.{code}", "This is not one of the choices of the question.", "Send the index of a choice, or null to leave it out.");
            }

            sheet[position] = (char)('0' + index);
        }

        if (sheet.IndexOfAnyExcept(Skipped) < 0)
        {
            return new FieldRefused("answers", "No question has an answer yet.", "Answer at least one question. You can leave out the others.");
        }

        responses = new string(sheet);
        return null;
    }
}
