using System.Globalization;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Assessment.Results;
using PeerPlatform.Assessment.Waves;
using PeerPlatform.Contracts.Assessment.V1;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Assessment.Grpc;

/// <summary>Tells other services what a closed wave of the call's tenant says, in counts of the whole wave only.</summary>
internal sealed class WaveFacts(AssessmentDbContext db, ShippedInstruments instruments) : WaveFactsService.WaveFactsServiceBase
{
    public override async Task StreamWaveFacts(
        StreamWaveFactsRequest request, IServerStreamWriter<StreamWaveFactsResponse> responseStream, ServerCallContext context)
    {
        var wave = Guid.TryParse(request.WaveId, out var id)
            ? await db.Waves.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, context.CancellationToken)
            : null;
        if (wave is null)
        {
            throw new WaveUnknown().ToRpcException();
        }

        if (wave.State != WaveState.Closed)
        {
            throw new WaveStillOpen().ToRpcException();
        }

        var instrument = instruments.Of(wave.InstrumentCode, wave.InstrumentVersion);
        var counts = (await WaveResults.OfAsync(db, wave, instrument, context.CancellationToken)).Counts();
        await responseStream.WriteAsync(
            new StreamWaveFactsResponse { Header = Header(wave, instrument, counts) }, context.CancellationToken);
        for (var i = 0; i < counts.Scales.Count; i++)
        {
            await responseStream.WriteAsync(
                new StreamWaveFactsResponse { Scale = Facts(instrument.Scales[i], counts.Scales[i]) }, context.CancellationToken);
        }
    }

    private static WaveHeader Header(Wave wave, Instrument instrument, WaveCounts counts) => new()
    {
        WaveId = wave.Id.ToString(),
        InstrumentCode = instrument.Code,
        InstrumentVersion = instrument.Version,
        InstrumentTitle = instrument.Title.En,
        Title = wave.Title,
        OpenedOn = wave.OpensOn.ToString("O", CultureInfo.InvariantCulture),
        ClosedOn = wave.ClosedOn!.Value.ToString("O", CultureInfo.InvariantCulture),
        Invited = wave.Invited,
        Answered = counts.Answered,
    };

    private static ScaleFacts Facts(Scale scale, ScaleCounts counts)
    {
        var facts = new ScaleFacts
        {
            Code = scale.Code,
            Name = scale.Name.En,
            Scored = counts.Scored,
            NotScored = counts.NotScored,
            Sum = counts.Sum,
            SumOfSquares = counts.SumOfSquares,
        };
        facts.Bands.AddRange(scale.Bands.Select((band, i) => new BandCount { Code = band.Code, Name = band.Name.En, Count = counts.Bands[i] }));
        return facts;
    }
}
