using PeerPlatform.Contracts.Events;
using PeerPlatform.Reporting.Facts;

namespace PeerPlatform.Reporting.Tests;

/// <summary>Facts of made-up waves.</summary>
internal static class Waves
{
    public static readonly DateOnly ClosedOn = new(2026, 11, 20);

    /// <summary>A scale on which everybody in the lower band scored 25 and everybody in the upper one 75.</summary>
    public static ScaleFact Scale(string code, int low, int high, int notScored) => new(
        code, $"{code} burnout", low + high, notScored, (25.0 * low) + (75.0 * high), (625.0 * low) + (5625.0 * high),
        [new BandFact("below50", "Below 50", low), new BandFact("high", "50 and above", high)]);

    public static WaitingWave Of(string agency, int invited, params ScaleFact[] scales) => Of(agency, invited, scales[0].Scored + scales[0].NotScored, scales);

    public static WaitingWave Of(string agency, int invited, int answered, params ScaleFact[] scales) =>
        OfVersion(1, agency, invited, answered, scales);

    public static WaitingWave OfVersion(int version, string agency, int invited, int answered, params ScaleFact[] scales) => new()
    {
        AgencyName = agency,
        Fact = WaveFact.Of(
            new WaveClosed(AgencyId(agency), Guid.Empty, Guid.CreateVersion7(), "cbi", version, ClosedOn),
            "Copenhagen Burnout Inventory", "Autumn", invited, answered, scales),
    };

    /// <summary>The same agency name always has the same id.</summary>
    public static Guid AgencyId(string agency) =>
        new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(agency)).AsSpan(0, 16));

    /// <summary>One to nine waves of one to five agencies, of sizes at which every branch of the rule is taken often.</summary>
    public static IReadOnlyList<WaitingWave> Random(Random random)
    {
        var agencies = random.Next(1, 6);
        return [.. Enumerable.Range(0, random.Next(1, 10)).Select(_ =>
        {
            var small = random.Next(3) == 0;
            var answered = random.Next(4) == 0 ? random.Next(0, 12) : random.Next(20, 400);
            var notAnswered = small ? random.Next(0, 14) : random.Next(11, 60);
            return Of(
                $"Agency {random.Next(agencies)}", answered + notAnswered, answered,
                RandomScale(random, "personal", answered, small), RandomScale(random, "work", answered, small));
        })];
    }

    private static ScaleFact RandomScale(Random random, string code, int answered, bool small)
    {
        var notScored = Part(random, answered, small);
        var high = Part(random, answered - notScored, small);
        return Scale(code, answered - notScored - high, high, notScored);
    }

    private static int Part(Random random, int whole, bool small) => random.Next(3) switch
    {
        0 => 0,
        1 when !small && whole > 24 => random.Next(11, whole - 11),
        _ => small ? random.Next(0, Math.Min(whole, 14) + 1) : Math.Min(whole, 11),
    };
}
