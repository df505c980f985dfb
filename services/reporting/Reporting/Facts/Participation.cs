using PeerPlatform.Contracts.Events;

namespace PeerPlatform.Reporting.Facts;

/// <summary>Whether an agency subscribes to reporting now. Only then are waves that close counted across agencies (P-1.3).</summary>
internal sealed class Participation
{
    public required Guid AgencyId { get; init; }

    public required bool TakesPart { get; set; }

    /// <summary>Of the event that said so; an older one that arrives late is not listened to.</summary>
    public required int Period { get; set; }

    public static Participation Of(SubscriptionChanged happened) =>
        new() { AgencyId = happened.AgencyId, TakesPart = happened.Subscribed, Period = happened.Period };

    /// <summary>Of one period the end is the newer event.</summary>
    public void Hear(SubscriptionChanged happened)
    {
        if (happened.Period > Period || (happened.Period == Period && !happened.Subscribed))
        {
            (TakesPart, Period) = (happened.Subscribed, happened.Period);
        }
    }
}
