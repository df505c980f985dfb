using System.Globalization;
using MassTransit;
using Microsoft.Extensions.Configuration;
using PeerPlatform.Platform.Operations;

namespace PeerPlatform.Platform.Messaging;

/// <summary>How often a handler that failed is tried again, with the message in hand.</summary>
internal sealed class Retries(IConfiguration configuration)
{
    /// <summary>So that a message in hand is handled soon after what it asks has come back.</summary>
    private static readonly TimeSpan BetweenLooksAtSilence = TimeSpan.FromSeconds(10);

    private const int LooksAtSilence = 115;

    private static readonly TimeSpan LongestInHand = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPutOff = TimeSpan.FromMinutes(10);

    private readonly TimeSpan[] _pauses = Seconds(configuration["Messaging:RetrySeconds"] ?? "0.2,0.5,1,2,5,10,20,30");

    /// <summary>
    /// <c>Messaging:RetrySeconds</c>, by default a little over a minute; six deliveries, so a message that always fails
    /// is a dead letter after seven minutes.
    /// </summary>
    public void OfAnything(IRetryConfigurator retry)
    {
        retry.Ignore<Exception>(Silence.IsIn);
        retry.Intervals(_pauses);
    }

    /// <summary>
    /// While what the handler needs is silent, which says nothing of the message: twenty minutes, below the half hour
    /// after which RabbitMQ takes a message back; six deliveries, so two hours.
    /// </summary>
    public void OfSilence(IRetryConfigurator retry)
    {
        retry.Handle<Exception>(Silence.IsIn);
        retry.Intervals([.. _pauses.Where(p => p < BetweenLooksAtSilence), .. Enumerable.Repeat(BetweenLooksAtSilence, LooksAtSilence)]);
    }

    /// <summary>On a broker in memory, before the message is put off.</summary>
    public void Quickly(IRetryConfigurator retry) => retry.Intervals([.. _pauses.Where(p => p <= LongestInHand)]);

    /// <summary>
    /// On a broker in memory: twice the longest pause in hand (ten seconds), doubled up to ten minutes, for a day. Then the
    /// next start tells it again.
    /// </summary>
    public void Later(IRedeliveryConfigurator later)
    {
        var first = 2 * _pauses.Where(p => p <= LongestInHand).Max();
        later.Intervals([.. Enumerable.Range(0, 150).Select(n => n < 20 && first * Math.Pow(2, n) is var pause && pause < LongestPutOff ? pause : LongestPutOff)]);
    }

    private static TimeSpan[] Seconds(string pauses) =>
        [.. pauses.Split(',').Select(p => TimeSpan.FromSeconds(double.Parse(p, CultureInfo.InvariantCulture)))];
}
