using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using PeerPlatform.Contracts.Assessment.V1;
using PeerPlatform.Platform.Identity;
using PeerPlatform.Reporting.Facts;

namespace PeerPlatform.Reporting.Tests;

/// <summary>A server that speaks assessment's protocol on a port of its own, and remembers as which tenant it was asked.</summary>
internal sealed class AssessmentPeer(int port) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<StreamWaveFactsResponse>> _facts = new();
    private WebApplication? _app;

    public ConcurrentQueue<(string Wave, string Tenant)> Asked { get; } = new();

    public string Address => $"http://localhost:{port}";

    public void Keep(WaitingWave wave)
    {
        var header = new WaveHeader
        {
            WaveId = wave.Fact.WaveId.ToString(),
            InstrumentCode = wave.Fact.InstrumentCode,
            InstrumentVersion = wave.Fact.InstrumentVersion,
            InstrumentTitle = wave.Fact.InstrumentTitle,
            Title = wave.Fact.Title,
            OpenedOn = "2026-11-01",
            ClosedOn = "2026-11-20",
            Invited = wave.Fact.Invited,
            Answered = wave.Fact.Answered,
        };
        _facts[header.WaveId] =
        [
            new StreamWaveFactsResponse { Header = header },
            .. wave.Fact.Scales.Select(scale => new StreamWaveFactsResponse
            {
                Scale = new ScaleFacts
                {
                    Code = scale.Code, Name = scale.Name, Scored = scale.Scored, NotScored = scale.NotScored,
                    Sum = scale.Sum, SumOfSquares = scale.SumOfSquares,
                    Bands = { scale.Bands.Select(band => new BandCount { Code = band.Code, Name = band.Name, Count = band.Count }) },
                },
            }),
        ];
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _app = builder.Build();
        _app.MapGrpcService<Service>();
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private sealed class Service(AssessmentPeer peer) : WaveFactsService.WaveFactsServiceBase
    {
        public override async Task StreamWaveFacts(
            StreamWaveFactsRequest request, IServerStreamWriter<StreamWaveFactsResponse> responseStream, ServerCallContext context)
        {
            var bearer = context.RequestHeaders.GetValue("authorization")!["Bearer ".Length..];
            peer.Asked.Enqueue((request.WaveId, new JsonWebToken(bearer).GetClaim(PlatformClaims.Tenant).Value));
            if (!peer._facts.TryGetValue(request.WaveId, out var parts))
            {
                throw new RpcException(new Status(StatusCode.NotFound, "There is no such wave."));
            }

            foreach (var part in parts)
            {
                await responseStream.WriteAsync(part);
            }
        }
    }
}
