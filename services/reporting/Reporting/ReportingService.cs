using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Assessment.V1;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform;
using PeerPlatform.Reporting.Data;
using PeerPlatform.Reporting.Facts;
using PeerPlatform.Reporting.Figures;
using PeerPlatform.Reporting.Releases;

namespace PeerPlatform.Reporting;

/// <summary>
/// Tells the network how it goes across its agencies, in releases that never change and never point at a person
/// (P-6.3, P-6.4); its rows of that belong to the network. Tells each agency the figures of its own programme (P-6.1); those rows belong to the agency.
/// </summary>
public sealed class ReportingService : PlatformService
{
    /// <inheritdoc />
    public override string Name => "reporting";

    /// <inheritdoc />
    public override void Register(ServiceRegistration registration)
    {
        registration.AddDatabase<ReportingDbContext>();
        registration.AddGrpcClient<WaveFactsService.WaveFactsServiceClient>("assessment");
        registration.Handle<AgencyOnboarded, RememberAgency, ReportingDbContext>(happened => happened.NetworkId);
        registration.Handle<SubscriptionChanged, RememberParticipation, ReportingDbContext>(happened => happened.NetworkId);
        registration.Handle<WaveClosed, FetchFactsOfClosedWave, ReportingDbContext>(happened => happened.NetworkId);
        registration.Handle<SupporterSelected, CountWhoWasSelected, ReportingDbContext>(happened => happened.AgencyId);
        registration.Handle<SupporterStoodDown, CountWhoStoodDown, ReportingDbContext>(happened => happened.AgencyId);
        registration.Handle<SupporterQualified, CountWhoIsQualified, ReportingDbContext>(happened => happened.AgencyId);
        registration.Handle<SupporterQualificationLapsed, CountWhoseQualificationLapsed, ReportingDbContext>(happened => happened.AgencyId);
    }

    /// <inheritdoc />
    public override void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/waiting", ListWaiting.HandleAsync)
            .RequireAuthorization(Permission.NetworkReleases)
            .WithName("listWaiting")
            .WithSummary("What the next release of each instrument would cover")
            .WithDescription("Closed waves that are in no release yet, by instrument, with the names of the agencies and without any figure.");
        api.MapPost("/releases", MakeRelease.HandleAsync)
            .RequireAuthorization(Permission.NetworkReleases)
            .WithName("makeRelease")
            .WithSummary("Make a release of everything that waits for one instrument")
            .WithDescription("Each closed wave goes into exactly one release. A release never changes afterwards; figures that could point at few people are withheld in it for good.");
        api.MapGet("/releases", ListReleases.HandleAsync)
            .RequireAuthorization(Permission.NetworkReleases)
            .WithName("listReleases")
            .WithSummary("The ledger of releases, newest first")
            .WithDescription("Every release of the network with its SHA-256. Pages start at 1; at most 200 entries a page.");
        api.MapGet("/releases/{id:guid}", ReadRelease.HandleAsync)
            .RequireAuthorization(Permission.NetworkReleases)
            .WithName("readRelease")
            .WithSummary("One release with its table")
            .WithDescription("A withheld row has shown=false, a sentence why, and null for every figure. chainIntact is false when any release of the ledger differs from what was written.");
        api.MapGet("/releases/{id:guid}/table.json", DownloadTable.JsonAsync)
            .RequireAuthorization(Permission.NetworkReleases)
            .WithName("downloadReleaseJson")
            .WithSummary("The release as a JSON file")
            .WithDescription("The stored text byte for byte: its SHA-256 is the one in the ledger.")
            .Produces<ReleaseDocument>(StatusCodes.Status200OK, "application/json");
        api.MapGet("/releases/{id:guid}/table.csv", DownloadTable.CsvAsync)
            .RequireAuthorization(Permission.NetworkReleases)
            .WithName("downloadReleaseCsv")
            .WithSummary("The release as a CSV file")
            .WithDescription("RFC 4180, UTF-8 with byte order mark: the rows and the total with the word 'withheld' in every withheld cell, then an empty line and the definition of each column.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
        api.MapGet("/figures", ReadFigures.HandleAsync)
            .RequireAuthorization(Permission.SeeProgrammeFigures)
            .WithName("readFigures")
            .WithSummary("The figures of the own programme, by quarter, newest first")
            .WithDescription("Supporters, how many of them are qualified, how many took up the role and how many left it, with the definition of each figure. A quarter with isFixed=true never changes; before that its figures are so far.");
        api.MapGet("/figures.csv", FiguresFile.HandleAsync)
            .RequireAuthorization(Permission.SeeProgrammeFigures)
            .WithName("downloadFigures")
            .WithSummary("The same as a CSV file")
            .WithDescription("RFC 4180, UTF-8 with byte order mark: a row for each quarter, then an empty line and the definition of each column.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
    }
}
