using System.Globalization;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Assessment.V1;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Messaging;
using PeerPlatform.Reporting.Data;

namespace PeerPlatform.Reporting.Facts;

/// <summary>
/// Asks assessment for the facts of a wave that closed. While assessment is silent the delivery fails and comes again;
/// a wave whose facts are here is left as it is, so a second delivery does nothing. Waves of an agency that does not subscribe to
/// reporting stay where they are (decision 0007).
/// </summary>
internal sealed class FetchFactsOfClosedWave(ReportingDbContext db, IServiceScopeFactory scopes) : IEventHandler<WaveClosed>
{
    public async Task HandleAsync(WaveClosed happened, CancellationToken cancellationToken)
    {
        // Nothing is known of an agency whose event is still on its way: it has everything until the network says otherwise.
        var takesPart = !await db.Participations.AnyAsync(p => p.AgencyId == happened.AgencyId && !p.TakesPart, cancellationToken);
        if (takesPart && !await db.Facts.AnyAsync(f => f.WaveId == happened.WaveId, cancellationToken))
        {
            db.Facts.Add(await FetchAsync(happened, cancellationToken));
        }
    }

    private async Task<WaveFact> FetchAsync(WaveClosed happened, CancellationToken cancellationToken)
    {
        // The rows here are the network's, but the wave is its agency's: the question is asked as that agency.
        await using var asAgency = scopes.CreateAsyncScope();
        asAgency.ServiceProvider.GetRequiredService<TenantScope>().Enter(happened.AgencyId, happened.NetworkId);
        var assessment = asAgency.ServiceProvider.GetRequiredService<WaveFactsService.WaveFactsServiceClient>();

        WaveHeader? header = null;
        var scales = new List<ScaleFact>();
        using var call = assessment.StreamWaveFacts(
            new StreamWaveFactsRequest { WaveId = happened.WaveId.ToString() }, cancellationToken: cancellationToken);
        await foreach (var part in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            if (part.PartCase == StreamWaveFactsResponse.PartOneofCase.Header)
            {
                header = part.Header;
            }
            else if (part.PartCase == StreamWaveFactsResponse.PartOneofCase.Scale)
            {
                scales.Add(Read(part.Scale));
            }
        }

        if (header is null || !Guid.TryParse(header.WaveId, out var wave) || wave != happened.WaveId
            || header.InstrumentCode != happened.InstrumentCode || header.InstrumentVersion != happened.InstrumentVersion
            || header.ClosedOn != happened.ClosedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"Assessment's facts are not those of the wave {happened.WaveId} that closed.");
        }

        var instrumentTitle = header.InstrumentTitle is { Length: > 0 } named ? named : happened.InstrumentCode.ToUpperInvariant();
        return WaveFact.Of(happened, instrumentTitle, header.Title, header.Invited, header.Answered, scales);
    }

    private static ScaleFact Read(ScaleFacts scale) => new(
        scale.Code, scale.Name, scale.Scored, scale.NotScored, Finite(scale.Sum), Finite(scale.SumOfSquares),
        [.. scale.Bands.Select(band => new BandFact(band.Code, band.Name, band.Count))]);

    /// <summary>JSON holds no NaN; a sum below 0 is kept in its place and withholds the wave in every release.</summary>
    private static double Finite(double sum) => double.IsFinite(sum) ? sum : -1;
}
