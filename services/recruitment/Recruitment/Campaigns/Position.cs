using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Texts;

namespace PeerPlatform.Recruitment.Campaigns;

/// <summary>Whether the work is paid; the manual asks to be clear about it ([4] step 7).</summary>
internal enum Pay
{
    Voluntary,

    /// <summary>By the hour.</summary>
    Hourly,

    /// <summary>A fixed amount for the whole commitment.</summary>
    Stipend,
}

/// <summary>What is asked of a supporter and what they get for it (P-3.1).</summary>
/// <param name="Tasks">In paragraphs, 1 to 2,000 characters.</param>
/// <param name="HoursAMonth">1 to 80.</param>
/// <param name="Months">Length of the commitment, 1 to 60.</param>
/// <param name="Cents">US cents an hour, or of the stipend; 0 when voluntary.</param>
internal sealed record Position(string Tasks, int HoursAMonth, int Months, Pay Pay, int Cents)
{
    public const int LongestTasks = 2000;
    public const int MostHours = 80;
    public const int MostMonths = 60;
    public const int MostCents = 10_000_000;

    /// <summary>Null unless hours, or the stipend over the hours of the commitment, pay less than the floor.</summary>
    /// <param name="floor">US cents an hour that are held to be fair ([2] cites 25 dollars).</param>
    public LocalText? BelowFloor(int floor)
    {
        var anHour = Pay switch
        {
            Pay.Hourly => Cents,
            Pay.Stipend => Cents / (HoursAMonth * Months),
            _ => floor,
        };
        return anHour >= floor
            ? null
            : new LocalText(
                $"This comes to {Wording.Dollars(anHour)} an hour. The network holds {Wording.Dollars(floor)} to be fair.",
                $"Equivale a {Wording.Dollars(anHour)} por hora. La red considera justos {Wording.Dollars(floor)}.");
    }

    /// <summary>Whether and how it is paid, in one sentence.</summary>
    public LocalText PaySentence() => Pay switch
    {
        Pay.Hourly => new($"It is paid with {Wording.Dollars(Cents)} an hour.", $"Se paga con {Wording.Dollars(Cents)} por hora."),
        Pay.Stipend => new($"There is a stipend of {Wording.Dollars(Cents)} for the whole time.", $"Hay un estipendio de {Wording.Dollars(Cents)} por todo el tiempo."),
        _ => new("It is voluntary and not paid.", "Es voluntario y no se paga."),
    };
}
