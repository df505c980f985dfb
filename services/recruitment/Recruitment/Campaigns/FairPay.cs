using Microsoft.Extensions.Configuration;

namespace PeerPlatform.Recruitment.Campaigns;

/// <summary>What the network holds to be fair pay: <c>Recruitment:FairPayCents</c> an hour, 2,500 unless set ([2] cites 25 dollars; P-3.1).</summary>
internal sealed class FairPay(IConfiguration configuration)
{
    public int CentsAnHour { get; } = configuration.GetValue("Recruitment:FairPayCents", 2500);
}
