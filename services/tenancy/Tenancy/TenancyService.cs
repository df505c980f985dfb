using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Platform;
using PeerPlatform.Tenancy.ApiClients;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.FirstStart;
using PeerPlatform.Tenancy.Grpc;
using PeerPlatform.Tenancy.Members;
using PeerPlatform.Tenancy.Networks;
using PeerPlatform.Tenancy.Onboarding;
using PeerPlatform.Tenancy.Programme;
using PeerPlatform.Tenancy.SetupLinks;
using PeerPlatform.Tenancy.SignIn;
using PeerPlatform.Tenancy.Subscriptions;

namespace PeerPlatform.Tenancy;

/// <summary>
/// Networks, their agencies, teams and members: onboarding, sign-in and roles (P-1.1, P-1.2), subscriptions and API clients
/// (P-1.3, P-1.4), and how an agency sets up its programme (P-1.5).
/// </summary>
public sealed class TenancyService : PlatformService
{
    /// <inheritdoc />
    public override string Name => "tenancy";

    /// <inheritdoc />
    public override void Register(ServiceRegistration registration)
    {
        registration.AddDatabase<TenancyDbContext>();
        var services = registration.Services;
        services.AddSingleton<KeySeal>();
        services.AddSingleton<SigningKeys>();
        services.AddScoped<AccessTokens>();
        services.AddSingleton<PasswordCheck>();
        services.AddScoped<AttemptLimit>();
        services.AddScoped<PasswordGrant>();
        services.AddScoped<RefreshGrant>();
        services.AddScoped<ClientGrant>();
        services.AddSingleton<FirstSetupFile>();
        services.AddSingleton<FirstSetup>();
        services.AddSingleton<Demonstration>();
        services.AddSingleton<OnboardingProgress>();
        services.AddSingleton<OnboardingSignal>();
        services.AddSingleton<OnboardingWork>();
        services.AddSingleton<IHostedService, TenancyStart>();
        services.AddSingleton<IHostedService, OnboardingRunner>();
        registration.Handle<SupporterSelected, GiveRoleToSelectedSupporter, TenancyDbContext>(happened => happened.AgencyId);
        registration.Handle<SupporterStoodDown, TakeRoleFromWhoStoodDown, TenancyDbContext>(happened => happened.AgencyId);
    }

    /// <inheritdoc />
    public override void MapApi(RouteGroupBuilder api)
    {
        MapSignIn(api);
        MapSetupLinks(api);
        MapLists(api);
        MapOnboarding(api.MapGroup("/onboarding"));
        MapSubscriptions(api);
        MapApiClients(api.MapGroup("/api-clients"));
        MapProgramme(api.MapGroup("/programme"));
    }

    /// <inheritdoc />
    public override void MapGrpc(IEndpointRouteBuilder routes) => routes.MapGrpcService<DirectoryAdapter>();

    /// <inheritdoc />
    public override void MapFixed(WebApplication app) =>
        app.MapGet("/.well-known/jwks.json", PublishKeys.HandleAsync).AllowAnonymous().ExcludeFromDescription();

    /// <inheritdoc />
    public override IEnumerable<Command> Commands(IServiceProvider provider) => [FirstSetup.CommandOf(provider), KeyCommands.Of(provider)];

    private static void MapSignIn(RouteGroupBuilder api)
    {
        api.MapPost("/token", IssueToken.HandleAsync)
            .AllowAnonymous()
            .WithMetadata(new RequestSizeLimitAttribute(16 * 1024))
            .Accepts<TokenFields>("application/x-www-form-urlencoded")
            .Produces<TokenRefused>(StatusCodes.Status400BadRequest)
            .Produces<TokenRefused>(StatusCodes.Status401Unauthorized)
            .WithName("IssueToken")
            .WithSummary("Sign in, or go on with a sign-in (OAuth 2.0)")
            .WithDescription("grant_type=password with username (the e-mail address) and password, or grant_type=refresh_token with refresh_token. "
                + "The access token is valid for 10 minutes. A refresh token works once, within 12 hours; for 10 seconds it may be sent again, when the answer was lost. Using it later than that ends the whole sign-in. "
                + "Five wrong passwords in a row lock the address for 5 minutes. "
                + "An API client sends grant_type=client_credentials with its id and secret, in the Authorization header (Basic) or as client_id and client_secret, "
                + "and scope when it wants less than it may have; it gets no refresh token.");
        api.MapPost("/sign-out", SignOut.HandleAsync)
            .RequireAuthorization(Permission.OwnAccount)
            .WithName("SignOut")
            .WithSummary("End this sign-in")
            .WithDescription("The refresh tokens of this sign-in stop working. Access tokens run out by themselves within 10 minutes.");
        api.MapGet("/me", SeeMe.HandleAsync)
            .RequireAuthorization(Permission.OwnAccount)
            .WithName("SeeMe")
            .WithSummary("Who is signed in")
            .WithDescription("Name, roles, network and agency; agency is null for coordinators of the network.");
    }

    private static void MapSetupLinks(RouteGroupBuilder api)
    {
        api.MapGet("/setup-links/{token}", SeeSetupLink.HandleAsync)
            .AllowAnonymous()
            .WithName("SeeSetupLink")
            .WithSummary("Whom a set-up link is for")
            .WithDescription("410 when the link was used, replaced or is older than 14 days.");
        api.MapPost("/setup-links/redeem", RedeemSetupLink.HandleAsync)
            .AllowAnonymous()
            .WithMetadata(new RequestSizeLimitAttribute(16 * 1024))
            .WithName("RedeemSetupLink")
            .WithSummary("Use a set-up link")
            .WithDescription("Sets the member's password and ends the member's sign-ins. The very first link names the network and makes its first coordinator. A link works once.");
        api.MapPost("/members/{id:guid}/setup-link", MakeSetupLink.ForMemberAsync)
            .RequireAuthorization(Permission.ManageMembers)
            .WithName("MakeSetupLink")
            .WithSummary("Make a set-up link for a member")
            .WithDescription("The path is shown once. An earlier unused link of the member stops working.");
        api.MapPost("/members/setup-links", MakeSetupLinks.HandleAsync)
            .RequireAuthorization(Permission.ManageMembers)
            .WithName("MakeSetupLinks")
            .WithSummary("Make set-up links for all who cannot sign in yet")
            .WithDescription("A CSV for a mail merge: given_name, family_name, email, path, expires_on; one row for each active member without a password.");
        api.MapPost("/agencies/{id:guid}/coordinators/{memberId:guid}/setup-link", MakeSetupLink.ForCoordinatorAsync)
            .RequireAuthorization(Permission.OnboardAgencies)
            .WithName("MakeCoordinatorSetupLink")
            .WithSummary("Make a set-up link for a coordinator of an agency")
            .WithDescription("The path is shown once. Others of the agency get theirs from their own coordinator.");
    }

    private static void MapLists(RouteGroupBuilder api)
    {
        api.MapGet("/members", ListMembers.HandleAsync)
            .RequireAuthorization(Permission.ManageMembers)
            .WithName("ListMembers")
            .WithSummary("The members of one's own agency")
            .WithDescription("Active members by family name. All words of search must be found in name, staff number or e-mail address; accents and case do not matter.");
        api.MapGet("/teams", ListTeams.HandleAsync)
            .RequireAuthorization(Permission.OwnAgency)
            .WithName("ListTeams")
            .WithSummary("The teams of one's own agency")
            .WithDescription("By name, with how many active members each has.");
        api.MapGet("/agencies", ListAgencies.HandleAsync)
            .RequireAuthorization(Permission.OnboardAgencies)
            .WithName("ListAgencies")
            .WithSummary("The agencies of one's own network")
            .WithDescription("By name, with counts of teams and members and the names of their coordinators.");
    }

    private static void MapOnboarding(RouteGroupBuilder onboarding)
    {
        onboarding.MapPost("/", UploadFile.HandleAsync)
            .RequireAuthorization(Permission.OnboardAgencies)
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .Accepts<string>("text/csv")
            .WithName("UploadOnboardingFile")
            .WithSummary("Upload agencies, teams and members as CSV")
            .WithDescription("UTF-8, comma or semicolon, a header, at most 64 MiB. Columns in any order: agency_code, agency_name, time_zone, help_contact (optional), "
                + "team_code, team_name, staff_number, given_name, family_name, email, roles, language (optional). Makes a preview; nothing is changed before the import is asked for.");
        onboarding.MapGet("/", SeeFiles.AllAsync)
            .RequireAuthorization(Permission.OnboardAgencies)
            .WithName("ListOnboardingFiles")
            .WithSummary("Uploaded files, the newest first")
            .WithDescription("Previews that nobody imports are discarded after 14 days; imported files stay here as a record, without their content.");
        onboarding.MapGet("/{id:guid}", SeeFiles.OneAsync)
            .RequireAuthorization(Permission.OnboardAgencies)
            .WithName("SeeOnboardingFile")
            .WithSummary("Preview and progress of a file")
            .WithDescription("state is reading, faulty, ready, importing, imported or failed.");
        onboarding.MapGet("/{id:guid}/faults", SeeFiles.FaultsAsync)
            .RequireAuthorization(Permission.OnboardAgencies)
            .WithName("ListOnboardingFaults")
            .WithSummary("What is wrong with a file, by row and column")
            .WithDescription("row is the line in the file at which the row begins; the header is line 1.");
        onboarding.MapPost("/{id:guid}/import", ImportFile.HandleAsync)
            .RequireAuthorization(Permission.OnboardAgencies)
            .WithName("ImportOnboardingFile")
            .WithSummary("Import a file whose preview is ready")
            .WithDescription("All of it or nothing. If the network's data changed since the preview, nothing is imported and the state becomes failed.");
        onboarding.MapDelete("/{id:guid}", DiscardFile.HandleAsync)
            .RequireAuthorization(Permission.OnboardAgencies)
            .WithName("DiscardOnboardingFile")
            .WithSummary("Discard a preview")
            .WithDescription("Erases the file and its faults. A file that is being or was imported stays.");
    }

    private static void MapSubscriptions(RouteGroupBuilder api)
    {
        api.MapGet("/agencies/{id:guid}/subscriptions", ListSubscriptions.OfAgencyAsync)
            .RequireAuthorization(Permission.ManageSubscriptions)
            .WithName("ListSubscriptionsOfAgency")
            .WithSummary("Which services an agency uses")
            .WithDescription("Every service that can be subscribed to, with all periods in which the agency used it.");
        api.MapPut("/agencies/{id:guid}/subscriptions/{service}", ChangeSubscription.SubscribeAsync)
            .RequireAuthorization(Permission.ManageSubscriptions)
            .WithName("Subscribe")
            .WithSummary("Let an agency use a service")
            .WithDescription("From now on. People notice within ten minutes, when their access token is renewed. Asking twice changes nothing.");
        api.MapDelete("/agencies/{id:guid}/subscriptions/{service}", ChangeSubscription.EndAsync)
            .RequireAuthorization(Permission.ManageSubscriptions)
            .WithName("EndSubscription")
            .WithSummary("End an agency's use of a service")
            .WithDescription("No new token names the service; access tokens that do run out within ten minutes. Nothing is erased, and answers to open waves are still taken.");
        api.MapGet("/subscriptions", ListSubscriptions.OfOwnAsync)
            .RequireAuthorization(Permission.OwnAgency)
            .WithName("ListOwnSubscriptions")
            .WithSummary("Which services one's own agency uses")
            .WithDescription("Every service that can be subscribed to, with since when. The network's coordinator can change it.");
    }

    private static void MapApiClients(RouteGroupBuilder clients)
    {
        clients.MapGet("/", SeeClients.AllAsync)
            .RequireAuthorization(Permission.ManageClients)
            .WithName("ListApiClients")
            .WithSummary("The API clients of one's own agency, or of the network")
            .WithDescription("By name, those that were revoked at the end. Days only; never a secret.");
        clients.MapPost("/", MakeClient.HandleAsync)
            .RequireAuthorization(Permission.ManageClients)
            .WithName("MakeApiClient")
            .WithSummary("Make an API client")
            .WithDescription("The secret is shown once; only its hash is kept. Scopes an agency's coordinator can give: "
                + $"{ScopesGivenBy(Role.Coordinator)}. A network's: {ScopesGivenBy(Role.NetworkCoordinator)}.");
        clients.MapGet("/{id:guid}", SeeClients.OneAsync)
            .RequireAuthorization(Permission.ManageClients)
            .WithName("SeeApiClient")
            .WithSummary("One API client")
            .WithDescription("What it may do, who made, rotated or revoked it and on which day, and the last day on which it got a token.");
        clients.MapPost("/{id:guid}/secret", RotateSecret.HandleAsync)
            .RequireAuthorization(Permission.ManageClients)
            .WithName("RotateApiClientSecret")
            .WithSummary("Give an API client a new secret")
            .WithDescription("The new secret is shown once. The present one works for overlapDays more, 7 unless said, 0 to 30; one before it stops at once.");
        clients.MapDelete("/{id:guid}", RevokeClient.HandleAsync)
            .RequireAuthorization(Permission.ManageClients)
            .WithName("RevokeApiClient")
            .WithSummary("End an API client for good")
            .WithDescription("It gets no token from now on; access tokens that it has run out within ten minutes. It stays on the list.");
    }

    private static void MapProgramme(RouteGroupBuilder programme)
    {
        programme.MapGet("/charter", ReadCharter.HandleAsync)
            .RequireAuthorization(Permission.RunProgramme)
            .WithName("ReadCharter")
            .WithSummary("The charter of one's own agency's programme")
            .WithDescription("Every part in order, empty ones too, with its version and who wrote it on which day.");
        programme.MapPut("/charter/{section}", WriteSection.HandleAsync)
            .RequireAuthorization(Permission.RunProgramme)
            .WithName("WriteCharterSection")
            .WithSummary("Write a part of the charter")
            .WithDescription("basedOn is the version that the writer read, 0 for none. When somebody else saved meanwhile it is refused with 409, and both wordings can be read. The same words again change nothing.");
        programme.MapGet("/charter/{section}/wordings", ReadCharter.WordingsAsync)
            .RequireAuthorization(Permission.RunProgramme)
            .WithName("ListCharterWordings")
            .WithSummary("How a part of the charter read before")
            .WithDescription("Every wording, the newest first, at most 200.");
        programme.MapGet("/steps", ReadSteps.HandleAsync)
            .RequireAuthorization(Permission.RunProgramme)
            .WithName("ReadSteps")
            .WithSummary("The nine steps of setting up a programme")
            .WithDescription("With what is done. key marks the four of a quick start. toldBy says who knows; done is null where another service has to be asked. lang=en or es.");
        programme.MapPut("/tasks/{task}", MarkTask.HandleAsync)
            .RequireAuthorization(Permission.RunProgramme)
            .WithName("MarkTask")
            .WithSummary("Tick a task of the nine steps, or take the tick away")
            .WithDescription("Who and which day are on record. Refused for a task that is told from facts. A second time changes nothing.");
    }

    private static string ScopesGivenBy(Role role) =>
        string.Join(", ", AccessTable.ClientScopes.Where(s => s.GivenBy == role).Select(s => s.Name));
}
