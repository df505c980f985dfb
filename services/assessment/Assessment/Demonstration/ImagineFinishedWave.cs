using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Collecting;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Assessment.Waves;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform.Messaging;

namespace PeerPlatform.Assessment.Demonstration;

/// <summary>Codes of the agencies that get an imagined wave, separated by commas; every other agency has real people.</summary>
internal sealed class DemonstrationAgencies(string codes)
{
    private readonly HashSet<string> _codes = [.. codes.Split(',')];

    public bool Contains(string code) => _codes.Contains(code);
}

/// <summary>
/// Only where a deployment names agencies of a demonstration: gives each a wave that has closed, with answers of nobody, so
/// that there is something to read. A second delivery finds its inbox row, a later change of the agency finds the wave.
/// </summary>
internal sealed class ImagineFinishedWave(
    AssessmentDbContext db, DirectoryService.DirectoryServiceClient directory, ShippedInstruments instruments,
    DemonstrationAgencies agencies, TimeProvider clock)
    : IEventHandler<AgencyOnboarded>
{
    private const string InstrumentCode = "cbi";
    private const double LeastShare = 0.35;
    private const double MostShare = 0.8;
    private static readonly TimeSpan OpenedAgo = TimeSpan.FromDays(28);
    private static readonly TimeSpan ClosedAgo = TimeSpan.FromDays(7);

    public async Task HandleAsync(AgencyOnboarded happened, CancellationToken cancellationToken)
    {
        if (!agencies.Contains(happened.Code) || await db.Waves.AnyAsync(cancellationToken))
        {
            return;
        }

        var instrument = instruments.NewestOf(InstrumentCode)!;
        var known = await directory.GetAgencyAsync(new GetAgencyRequest(), cancellationToken: cancellationToken);
        var groups = FormedGroups.Of(
            await InvitedMembers.AskAsync(directory, [], cancellationToken), known.Teams.ToDictionary(t => Guid.Parse(t.TeamId), t => t.Name));
        var opened = clock.GetUtcNow() - OpenedAgo;
        var opening = new WaveOpening("How are we doing?", instrument.Code, instrument.Version, [], DateOnly.FromDateTime((opened + TimeSpan.FromDays(30)).UtcDateTime));
        var agency = new AskedAgency(happened.AgencyId, happened.NetworkId, happened.Name, happened.TimeZone, happened.HelpContact);
        if (Wave.Open(opening, agency, groups, opened, out var wave) is not null)
        {
            // Too small an agency to be asked; it shows what a coordinator sees there.
            return;
        }

        var imagined = new ImaginedAnswers(instrument, Seed(happened.Code));
        var share = LeastShare + ((MostShare - LeastShare) * (Seed(happened.Code) % 100 / 100.0));
        foreach (var group in groups.Places.GroupBy(p => p.GroupId))
        {
            var level = imagined.LevelOfTeam();
            db.Answers.AddRange(group
                .Where(_ => imagined.TakesPart(share))
                .Select(_ => Answer.Imagined(wave!.Id, group.Key, imagined.Sheet(level))));
        }

        wave!.Close(clock.GetUtcNow() - ClosedAgo);
        db.Waves.Add(wave);
    }

    /// <summary>The same in every process, unlike a string's hash code.</summary>
    private static int Seed(string code) => code.Aggregate(17, (seed, letter) => unchecked((seed * 31) + letter) & 0xFFFFFF);
}
