using System.Text.RegularExpressions;

namespace PeerPlatform.Platform.Messaging;

/// <summary>Queues are named <c>{service}-{event}</c>, so that two services never share one.</summary>
internal static partial class QueueName
{
    private const string Dead = "-dead";

    public static string For(string service, Type happened) =>
        $"{service}-{InnerCapital().Replace(happened.Name, "-$1").ToLowerInvariant()}";

    /// <summary>Where the queue's dead letters end, all of them and nowhere else.</summary>
    public static string DeadOf(string queue) => queue + Dead;

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex InnerCapital();
}

/// <summary>A queue that a service of this host reads.</summary>
internal sealed record ReadQueue(string Name, Type Event);
