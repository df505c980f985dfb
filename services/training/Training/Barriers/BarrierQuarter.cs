using System.Security.Cryptography;
using PeerPlatform.Platform.Calendar;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Training.Barriers;

/// <summary>
/// What stood in the way of an agency's supporters in one calendar quarter: how many people named each kind, and of nobody which (P-4.5).
/// A person names once a quarter, all kinds together. Figures are told after the quarter's end only and never change, so that no two of
/// them can be subtracted (decision 0012).
/// </summary>
internal sealed class BarrierQuarter : Aggregate
{
    /// <summary>Fewer people than that are not told of (DESIGN, "Small groups"); figures are whole multiples of it, rounded down.</summary>
    public const int Smallest = 5;

    private const int SaltLength = 32;

    private BarrierQuarter()
    {
    }

    public int Year { get; private set; }

    public int Number { get; private set; }

    /// <summary>Makes marks of members; erased, with the marks, once the quarter is over.</summary>
    public byte[] Salt { get; private set; } = [];

    /// <summary>Who has named something already, as marks that only the salt connects to a member; in order of the marks, which tells nothing.</summary>
    public List<string> Marks { get; private set; } = [];

    public List<NamedBarrier> Named { get; private set; } = [];

    /// <summary>The most supporters that there were when somebody named something.</summary>
    public int Supporters { get; private set; }

    public Quarter Quarter => new(Year, Number);

    public static BarrierQuarter Begin(Quarter quarter) =>
        new() { Year = quarter.Year, Number = quarter.Number, Salt = RandomNumberGenerator.GetBytes(SaltLength) };

    /// <param name="supporters">How many there are now.</param>
    public Refusal? Name(Guid member, IReadOnlySet<BarrierKind> kinds, int supporters, DateOnly today)
    {
        if (kinds.Count == 0)
        {
            return new NoBarrierNamed();
        }

        if (today > Quarter.Last)
        {
            return new QuarterOver();
        }

        if (HasNamed(member))
        {
            return new BarriersNamedAlready();
        }

        Marks = [.. Marks.Append(MarkOf(member)).Order(StringComparer.Ordinal)];
        Named =
        [
            .. Enum.GetValues<BarrierKind>()
                .Select(kind => new NamedBarrier { Kind = kind, People = PeopleWho(kind) + (kinds.Contains(kind) ? 1 : 0) })
                .Where(n => n.People > 0),
        ];
        Supporters = Math.Max(Supporters, supporters);
        return null;
    }

    public bool HasNamed(Guid member) => Salt.Length > 0 && Marks.Contains(MarkOf(member), StringComparer.Ordinal);

    /// <summary>After the quarter's end nobody can find out any more who named something.</summary>
    public void ForgetWho(DateOnly today)
    {
        if (today > Quarter.Last)
        {
            (Salt, Marks) = ([], []);
        }
    }

    /// <summary>
    /// At least so many people named it: a multiple of five. Null while the quarter runs, for fewer than five, and where the figure would stand
    /// for every supporter there is, since then it would tell what each of them said.
    /// </summary>
    public int? AtLeast(BarrierKind kind, DateOnly today)
    {
        var told = PeopleWho(kind) / Smallest * Smallest;
        return today > Quarter.Last && told >= Smallest && told < Supporters ? told : null;
    }

    private int PeopleWho(BarrierKind kind) => Named.Find(n => n.Kind == kind)?.People ?? 0;

    private string MarkOf(Guid member) => Convert.ToBase64String(HMACSHA256.HashData(Salt, member.ToByteArray()));
}

internal sealed class NamedBarrier
{
    public required BarrierKind Kind { get; init; }

    public required int People { get; init; }
}

internal sealed record NoBarrierNamed() : Refusal(
    RefusalKind.Invalid, "Nothing is named.", Field: "kinds", Remedy: "Choose at least one, or leave this page: nobody asks for a reason.");

internal sealed record QuarterOver() : Refusal(
    RefusalKind.Conflict, "This quarter is over.", Remedy: "Name it for the present one.");

internal sealed record BarriersNamedAlready() : Refusal(
    RefusalKind.Conflict,
    "You have named what stands in the way this quarter. Nobody can tell which answer is yours, so it can't be changed.",
    Remedy: "You can name something again next quarter.");
