using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Operations;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Cases;
using PeerPlatform.Recruitment.Data;
using PeerPlatform.Recruitment.Demonstration;
using PeerPlatform.Recruitment.Nominations;
using PeerPlatform.Recruitment.Panel;
using PeerPlatform.Recruitment.Representation;
using PeerPlatform.Recruitment.Retention;
using PeerPlatform.Recruitment.Supporters;

namespace PeerPlatform.Recruitment;

/// <summary>Chooses supporters with care, and lets go with care: campaigns, nominations, applications, panel, decisions, the team and its cases (P-3.1 to 3.9).</summary>
public sealed class RecruitmentService : PlatformService
{
    /// <inheritdoc />
    public override string Name => "recruitment";

    /// <inheritdoc />
    public override void Register(ServiceRegistration registration)
    {
        registration.AddDatabase<RecruitmentDbContext>();
        registration.AddGrpcClient<DirectoryService.DirectoryServiceClient>("tenancy");
        registration.Services.AddScoped<AgencyDirectory>();
        registration.Services.AddScoped<AgencyReader>();
        registration.Services.AddScoped<NominationDoor>();
        registration.Services.AddSingleton<Colleagues>();
        registration.Services.AddSingleton<FairPay>();
        registration.Services.AddSingleton<NominationWriter>();
        registration.Services.AddHostedService(provider => provider.GetRequiredService<NominationWriter>());
        registration.Services.AddSingleton<BeginDay>();
        registration.Services.AddHostedService(provider => provider.GetRequiredService<BeginDay>());
        registration.Services.AddScoped<RememberAgency>();
        registration.Services.AddScoped<TakeInThoseWhoServe>();
        if (registration.Configuration["Recruitment:Start:DemonstrationAgencies"] is { Length: > 0 } codes)
        {
            registration.Services.AddSingleton(new DemonstrationAgencies(codes));
            registration.Handle<AgencyOnboarded, ImagineSearches, RecruitmentDbContext>(happened => happened.AgencyId);
        }
        else
        {
            registration.Handle<AgencyOnboarded, TakeInThoseWhoServe, RecruitmentDbContext>(happened => happened.AgencyId);
        }
    }

    /// <inheritdoc />
    public override void MapApi(RouteGroupBuilder api)
    {
        MapOwn(api);
        MapLeaders(api);
        MapPanel(api);
        MapCampaigns(api);
        MapTeam(api);
        MapCases(api);
    }

    /// <inheritdoc />
    public override void MapFixed(WebApplication app)
    {
        var collect = app.MapGroup("/collect/v1/nominations").AllowAnonymous().WithMetadata(LeavesNoTrace.Instance);
        collect.MapGet("/{campaign:guid}/{pass}", ShowColleagues.HandleAsync)
            .WithName("showColleagues")
            .WithSummary("Whom one can name")
            .WithDescription("By the day's pass of a campaign; at most 60 of those found. 404 when the pass is not good any more, 410 when nobody can be named any more.");
        collect.MapPost("", SendNomination.HandleAsync)
            .WithMetadata(new RequestSizeLimitAttribute(SendNomination.LargestBody))
            .WithName("sendNomination")
            .WithSummary("Name a colleague, without saying who you are")
            .WithDescription("Answered after it is on disk, and always the same: who was named before, or has answered, can't be told.");
    }

    private static void MapOwn(RouteGroupBuilder api)
    {
        api.MapGet("/my-campaigns", MyCampaigns.HandleAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("listMyCampaigns")
            .WithSummary("Searches for supporters that you can take part in")
            .WithDescription("asked says that somebody would like you to do it; by whom, and how many, is known to nobody. lang=en or es.");
        api.MapPost("/my-campaigns/{id:guid}/nomination-pass", TakeNominationPass.HandleAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("takeNominationPass")
            .WithSummary("The day's pass to name a colleague with")
            .WithDescription("The same for everybody, and nothing is kept when it is given. The page to use it on is /collect/n/{campaign}/{pass} at the collecting address.");
        api.MapPost("/my-campaigns/{id:guid}/no", SayNo.HandleAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("sayNo")
            .WithSummary("Say no to being asked")
            .WithDescription("Final for this campaign and told to nobody. Can also be said before anybody asked.");
        api.MapPost("/my-campaigns/{id:guid}/application", ChangeMyApplication.BeginAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("beginMyApplication")
            .WithSummary("Say yes to being asked, or put yourself forward")
            .WithDescription("Nothing tells one from the other. A second time answers with what is there. lang=en or es.");
        api.MapGet("/my-campaigns/{id:guid}/application", ChangeMyApplication.ReadAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("readMyApplication")
            .WithSummary("Your application, and the letter once it is decided")
            .WithDescription("404 before you begin one, and after it was erased. lang=en or es.");
        api.MapPut("/my-campaigns/{id:guid}/application", ChangeMyApplication.WriteAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("writeMyApplication")
            .WithSummary("Keep what you wrote so far")
            .WithDescription("Seen by nobody but you until you send it.");
        api.MapPost("/my-campaigns/{id:guid}/application/submission", ChangeMyApplication.SubmitAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("submitMyApplication")
            .WithSummary("Send your application")
            .WithDescription("The coordinator and the panel can read it from then on. It stays as it is; it can be taken back as a whole.");
        api.MapDelete("/my-campaigns/{id:guid}/application", ChangeMyApplication.WithdrawAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("withdrawMyApplication")
            .WithSummary("Take your application back")
            .WithDescription("It is erased at once, with all scores. No reason is asked.");
        api.MapGet("/my-service", ChangeMyService.ReadAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("readMyService")
            .WithSummary("Your time as a supporter: since when, buddy, welcome plan")
            .WithDescription("serving is false for somebody who is no supporter. lang=en or es.");
        api.MapPut("/my-service/notice", ChangeMyService.GiveNoticeAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("giveNotice")
            .WithSummary("Say when you stop being a supporter")
            .WithDescription("At any time and without a reason. A last day that is today takes effect at once.");
        api.MapDelete("/my-service/notice", ChangeMyService.StayAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("takeNoticeBack")
            .WithSummary("Stay after all")
            .WithDescription("Until the last day has passed.");
        api.MapPut("/my-service/welcome/{step}", ChangeMyService.MarkStepAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("markWelcomeStep")
            .WithSummary("Mark a step of your welcome plan")
            .WithDescription("done=false takes it back.");
        api.MapGet("/my-representation", SayOfMyself.ReadAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("readMyRepresentation")
            .WithSummary("What you chose to say of yourself, for counting only")
            .WithDescription("Nobody but you sees it. lang=en or es.");
        api.MapPut("/my-representation", SayOfMyself.HandleAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("sayOfMyself")
            .WithSummary("Say of yourself what you wish to have counted, or nothing")
            .WithDescription("What is not named is not said; nothing named erases it.");
        api.MapGet("/my-cases", ReadCases.MineAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("listMyCases")
            .WithSummary("Whether your role is being looked at, and all that it rests on")
            .WithDescription("You read the same as those who decide.");
        api.MapPut("/my-cases/{id:guid}/statement", ChangeCase.SayAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("sayInMyCase")
            .WithSummary("Say how you see it")
            .WithDescription("Until it is decided. Nobody decides against you before you were heard.");
        api.MapPost("/my-cases/{id:guid}/appeal", ChangeCase.AppealAsync)
            .RequireAuthorization(Permission.OwnRecruitment)
            .WithName("appealMyCase")
            .WithSummary("Ask to have a decision looked at again")
            .WithDescription("Once, within 14 days. Somebody else decides.");
    }

    private static void MapLeaders(RouteGroupBuilder api)
    {
        api.MapGet("/campaigns/{id:guid}/colleagues", NominateAsLeader.ListAsync)
            .RequireAuthorization(Permission.NominateAsLeader)
            .WithName("listColleagues")
            .WithSummary("Whom a leader can name")
            .WithDescription("At most 60 of those found by search.");
        api.MapPost("/campaigns/{id:guid}/leader-nominations", NominateAsLeader.HandleAsync)
            .RequireAuthorization(Permission.NominateAsLeader)
            .WithName("nominateAsLeader")
            .WithSummary("Name somebody in your own name")
            .WithDescription("The coordinator reads it once the person has said yes; the person and the panel never do. The answer is always the same.");
    }

    private static void MapPanel(RouteGroupBuilder api)
    {
        api.MapGet("/my-panel", MyPanel.ListAsync)
            .RequireAuthorization(Permission.ScoreApplications)
            .WithName("listMyPanel")
            .WithSummary("Applications that you are to score")
            .WithDescription("Of the campaigns whose panel you are on; those that wait for you first.");
        api.MapGet("/my-panel/{id:guid}", MyPanel.SeeAsync)
            .RequireAuthorization(Permission.ScoreApplications)
            .WithName("readPanelApplication")
            .WithSummary("One application, with the criteria and your own scores")
            .WithDescription("Others' scores are there once all are in. lang=en or es.");
        api.MapPut("/my-panel/{id:guid}/scorecard", ScoreApplication.HandleAsync)
            .RequireAuthorization(Permission.ScoreApplications)
            .WithName("scoreApplication")
            .WithSummary("Score it, alone")
            .WithDescription("1 to 5 for every criterion. Can be changed until all scores are in.");
        api.MapPost("/my-panel/{id:guid}/step-aside", ScoreApplication.StepAsideAsync)
            .RequireAuthorization(Permission.ScoreApplications)
            .WithName("stepAside")
            .WithSummary("Step aside for a conflict of interest")
            .WithDescription("No reason is asked. You don't see the application any more. This cannot be undone.");
    }

    private static void MapCampaigns(RouteGroupBuilder api)
    {
        api.MapPost("/campaigns", OpenCampaign.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("openCampaign")
            .WithSummary("Begin a search for supporters")
            .WithDescription("With its position description. People can be named, and apply, from this moment on.");
        api.MapGet("/campaigns", ListCampaigns.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("listCampaigns")
            .WithSummary("The agency's searches, those that are open first")
            .WithDescription("At most 200 a page.");
        api.MapGet("/campaigns/{id:guid}", SeeCampaign.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("readCampaign")
            .WithSummary("One search with its numbers and a text to put up")
            .WithDescription("How many were named is not counted. lang=en or es.");
        api.MapPut("/campaigns/{id:guid}/panel", NamePanel.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("namePanel")
            .WithSummary("Say who scores")
            .WithDescription("2 to 12 people, until somebody has scored.");
        api.MapPost("/campaigns/{id:guid}/close", CloseCampaign.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("closeCampaign")
            .WithSummary("Close a search")
            .WithDescription("Refused while somebody waits for a decision. Who was asked is erased, and so is what was begun and never sent. This cannot be undone.");
        api.MapGet("/campaigns/{id:guid}/applications", ListApplications.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("listApplications")
            .WithSummary("Applications that were sent, by name")
            .WithDescription("Your own is not among them.");
        api.MapGet("/applications/{id:guid}", SeeApplication.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("readApplication")
            .WithSummary("One application")
            .WithDescription("Scores stand in it once all are in, side by side with their spread. lang=en or es.");
        api.MapPut("/applications/{id:guid}/interview", PlanInterview.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("planInterview")
            .WithSummary("Plan the interview")
            .WithDescription("The applicant and the panel see it.");
        api.MapPost("/applications/{id:guid}/decision", DecideApplication.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("decideApplication")
            .WithSummary("Decide, with reasons")
            .WithDescription("Once all scores are in. Whoever is selected is a supporter at once; the applicant finds a letter. From the waiting list somebody can be decided on again.");
        api.MapGet("/settings", ChangeSettings.ReadAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("readRecruitmentSettings")
            .WithSummary("How long what people wrote is kept")
            .WithDescription("In months after a decision, with the bounds.");
        api.MapPut("/settings", ChangeSettings.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("changeRecruitmentSettings")
            .WithSummary("Change how long what people wrote is kept")
            .WithDescription("For what is decided from now on; what was promised stays as it was promised.");
    }

    private static void MapTeam(RouteGroupBuilder api)
    {
        api.MapGet("/supporters", ListSupporters.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("listSupporters")
            .WithSummary("The team of supporters as it is now")
            .WithDescription("At most 200 a page.");
        api.MapPost("/supporters", RecordSupporter.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("recordSupporter")
            .WithSummary("Put somebody on the list who was a supporter before")
            .WithDescription("A second time changes nothing.");
        api.MapPut("/supporters/{id:guid}/buddy", GiveBuddy.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("giveBuddy")
            .WithSummary("Say whom somebody new can ask anything")
            .WithDescription("Another supporter; both see it.");
        api.MapGet("/representation", SeeRepresentation.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("readRepresentation")
            .WithSummary("The team against the workforce, as each chose to say")
            .WithDescription("Shares of groups of at least five, of the team and of the others; smaller ones are put together or withheld. A figure changes only when that tells of nobody. lang=en or es.");
    }

    private static void MapCases(RouteGroupBuilder api)
    {
        api.MapPost("/cases", OpenCase.HandleAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("openCase")
            .WithSummary("Look at whether somebody keeps the role")
            .WithDescription("The person sees it from this moment on, with all that is added.");
        api.MapGet("/cases", ReadCases.ListAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("listCases")
            .WithSummary("Cases, the latest first")
            .WithDescription("Those about yourself are not among them; they are erased after the agency's period.");
        api.MapGet("/cases/{id:guid}", ReadCases.SeeAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("readCase")
            .WithSummary("One case")
            .WithDescription("The person it is about reads the same.");
        api.MapPost("/cases/{id:guid}/evidence", ChangeCase.AddEvidenceAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("addEvidence")
            .WithSummary("Write down what happened")
            .WithDescription("Until it is decided.");
        api.MapPut("/cases/{id:guid}/hearing", ChangeCase.PlanHearingAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("planHearing")
            .WithSummary("Invite the person to be heard")
            .WithDescription("At least a day ahead.");
        api.MapPost("/cases/{id:guid}/decision", ChangeCase.DecideAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("decideCase")
            .WithSummary("Decide, with reasons")
            .WithDescription("Against the person only with evidence and after they were heard. The role then ends everywhere at once; other services learn that it ended, and not why.");
        api.MapPost("/cases/{id:guid}/appeal-decision", ChangeCase.DecideAppealAsync)
            .RequireAuthorization(Permission.RunRecruitment)
            .WithName("decideAppeal")
            .WithSummary("Decide again, as somebody else")
            .WithDescription("With stays the role is given back at once.");
    }
}
