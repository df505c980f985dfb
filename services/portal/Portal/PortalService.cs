using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Platform;
using PeerPlatform.Portal.Collect;
using PeerPlatform.Portal.Connections;
using PeerPlatform.Portal.Errors;
using PeerPlatform.Portal.Figures;
using PeerPlatform.Portal.Files;
using PeerPlatform.Portal.Help;
using PeerPlatform.Portal.Home;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Listening;
using PeerPlatform.Portal.Network;
using PeerPlatform.Portal.People;
using PeerPlatform.Portal.Practice;
using PeerPlatform.Portal.Programme;
using PeerPlatform.Portal.Recruitment;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;
using PeerPlatform.Portal.SignIn;
using PeerPlatform.Portal.Supervision;
using PeerPlatform.Portal.Surveys;
using PeerPlatform.Portal.Training;

namespace PeerPlatform.Portal;

/// <summary>The pages that people see. They know the other services only by their public HTTP APIs and keep no database.</summary>
public sealed class PortalService : PlatformService
{
    /// <inheritdoc />
    public override string Name => "portal";

    /// <inheritdoc />
    public override void Register(ServiceRegistration registration)
    {
        var services = registration.Services;
        services.AddRazorComponents();
        services.AddLocalization();
        services.AddExceptionHandler<PageProblems>();
        ServiceClients.Add(services, registration.Configuration);
        SessionSetup.Add(services, registration.Configuration);
    }

    /// <inheritdoc />
    public override void MapFixed(WebApplication app)
    {
        PageFrame.Use(app);
        AssetFiles.Map(app);
        HomePages.Map(app);
        SignInPages.Map(app);
        HelpPages.Map(app);
        SurveyPages.Map(app);
        CollectPages.Map(app);
        ListeningPages.Map(app);
        PeoplePages.Map(app);
        BecomingPages.Map(app);
        NominatePages.Map(app);
        PanelPages.Map(app);
        CampaignPages.Map(app);
        TeamPages.Map(app);
        TrainingPages.Map(app);
        SessionPages.Map(app);
        BoardPages.Map(app);
        RecordPages.Map(app);
        LibraryPages.Map(app);
        BarrierPages.Map(app);
        ProposalPages.Map(app);
        SupervisionPages.Map(app);
        SupportersPages.Map(app);
        ProgrammePages.Map(app);
        CharterPages.Map(app);
        PolicyPages.Map(app);
        FiguresPages.Map(app);
        NetworkPages.Map(app);
        ConnectionPages.Map(app);
        ErrorPages.Map(app);
    }
}
