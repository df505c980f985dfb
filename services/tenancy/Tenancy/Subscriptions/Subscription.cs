using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Networks;

namespace PeerPlatform.Tenancy.Subscriptions;

/// <summary>
/// From when until when an agency uses a service (P-1.3). One row a period: those that ended are the history, at most one
/// of a service goes on.
/// </summary>
internal sealed class Subscription : Aggregate
{
    private Subscription()
    {
    }

    public Guid Id { get; private set; }

    public string Service { get; private set; } = "";

    /// <summary>1 for the agency's first period of the service, 2 for the next: of two who begin one at once, one comes too late.</summary>
    public int Period { get; private set; }

    /// <summary>The day at the agency.</summary>
    public DateOnly Since { get; private set; }

    /// <summary>Null while it goes on.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>The network coordinator who began it; null when it came with the onboarding.</summary>
    public Guid? BegunBy { get; private set; }

    public Guid? EndedBy { get; private set; }

    /// <summary>Begins today, at once.</summary>
    /// <param name="earlier">How many periods of the service the agency has had.</param>
    public static Subscription Begin(Agency agency, string service, int earlier, Guid? begunBy, DateTimeOffset now)
    {
        var subscription = new Subscription
        {
            Id = Guid.CreateVersion7(), Service = service, Period = earlier + 1, Since = agency.DayOf(now), BegunBy = begunBy,
        };
        subscription.Raise(new SubscriptionChanged(agency.Id, agency.NetworkId, service, true, subscription.Since, subscription.Period));
        return subscription;
    }

    /// <summary>What an agency has that nobody said otherwise about: every service of the platform (decision 0007).</summary>
    public static IEnumerable<Subscription> BeginAll(Agency agency, DateTimeOffset now) =>
        ServiceName.BySubscription.Select(service => Begin(agency, service, 0, null, now));

    /// <summary>Ends today: no token names the service from now on.</summary>
    public Refusal? End(Agency agency, Guid endedBy, DateTimeOffset now)
    {
        if (EndedOn is not null)
        {
            return new NotSubscribed(Service);
        }

        EndedOn = agency.DayOf(now);
        EndedBy = endedBy;
        Raise(new SubscriptionChanged(agency.Id, agency.NetworkId, Service, false, EndedOn.Value, Period));
        return null;
    }
}

internal sealed record NotSubscribed(string Service) : Refusal(
    RefusalKind.Conflict, $"This agency does not use the service '{Service}' now.", Remedy: "Look at the list of its services.");

internal sealed record ServiceUnknown() : Refusal(
    RefusalKind.NotFound,
    "There is no such service to subscribe to.",
    Remedy: $"Name one of {string.Join(", ", ServiceName.BySubscription)}. Members, sign-in and pages are always there.");
