using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Platform.Paging;

/// <summary>One page of a list, with how many there are in all.</summary>
public sealed record Listing<TItem>(IReadOnlyList<TItem> Items, int Total, int Page, int Size);

/// <summary>Which page of a list is asked for: from 1, of 1 to 200 items, 50 unless said.</summary>
public readonly record struct PageAsked(int? Page, int? Size)
{
    private const int Largest = 200;

    public int Number => Page ?? 1;

    public int Length => Size ?? 50;

    public int Before => (Number - 1) * Length;

    public Refusal? Refused()
    {
        if (Number is < 1 or > 1_000_000)
        {
            return new FieldRefused("page", "Pages are counted from 1.", "Ask for page=1 or a later one.");
        }

        return Length is < 1 or > Largest
            ? new FieldRefused("size", $"A page has 1 to {Largest} items.", $"Ask for a size from 1 to {Largest}.")
            : null;
    }

    public Listing<TItem> Of<TItem>(IReadOnlyList<TItem> items, int total) => new(items, total, Number, Length);
}
