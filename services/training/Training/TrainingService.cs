using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Contracts.Events;
using PeerPlatform.Contracts.Tenancy.V1;
using PeerPlatform.Platform;
using PeerPlatform.Training.Agencies;
using PeerPlatform.Training.Barriers;
using PeerPlatform.Training.Curriculum;
using PeerPlatform.Training.Data;
using PeerPlatform.Training.Demonstration;
using PeerPlatform.Training.Library;
using PeerPlatform.Training.Policies;
using PeerPlatform.Training.Proposals;
using PeerPlatform.Training.Qualification;
using PeerPlatform.Training.Sessions;
using PeerPlatform.Training.Supervision;
using PeerPlatform.Training.Supporters;

namespace PeerPlatform.Training;

/// <summary>Readies supporters and keeps them ready: sessions, hours, attestations, and who is qualified until when and why; barriers, proposals, supervision, practice library (P-4.1 to 4.10).</summary>
public sealed class TrainingService : PlatformService
{
    /// <inheritdoc />
    public override string Name => "training";

    /// <inheritdoc />
    public override void Register(ServiceRegistration registration)
    {
        registration.AddDatabase<TrainingDbContext>();
        registration.AddGrpcClient<DirectoryService.DirectoryServiceClient>("tenancy");
        registration.Services.AddSingleton(new ShippedRules());
        registration.Services.AddScoped<AgencyReader>();
        registration.Services.AddSingleton<LookAtDueStandings>();
        registration.Services.AddHostedService(provider => provider.GetRequiredService<LookAtDueStandings>());
        registration.Services.AddScoped<RememberAgency>();
        if (registration.Configuration["Training:Start:DemonstrationAgencies"] is { Length: > 0 } codes)
        {
            registration.Services.AddSingleton(new DemonstrationAgencies(codes));
            registration.Handle<AgencyOnboarded, ImagineSupporters, TrainingDbContext>(happened => happened.AgencyId);
        }
        else
        {
            registration.Handle<AgencyOnboarded, RememberAgency, TrainingDbContext>(happened => happened.AgencyId);
        }
        registration.Handle<SupporterSelected, BeginPathOfSelectedSupporter, TrainingDbContext>(happened => happened.AgencyId);
        registration.Handle<SupporterStoodDown, EndPathOfWhoStoodDown, TrainingDbContext>(happened => happened.AgencyId);
    }

    /// <inheritdoc />
    public override void MapApi(RouteGroupBuilder api)
    {
        MapOwn(api);
        MapSessions(api);
        MapProgramme(api);
        BarrierRoutes.Map(api);
        ProposalRoutes.Map(api);
        SupervisionRoutes.Map(api);
        LibraryRoutes.Map(api);
    }

    private static void MapOwn(RouteGroupBuilder api)
    {
        api.MapGet("/my-path", MyPath.HandleAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("readMyPath")
            .WithSummary("Your own way to being qualified, and how long it lasts")
            .WithDescription("One step for each requirement, each with a plain sentence. lang=en or es.");
        api.MapGet("/my-sessions", OfferedSessions.HandleAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("listMySessions")
            .WithSummary("Sessions you can come to, the soonest first")
            .WithDescription("mine is null, seat, waiting or attended. The link is shown to those with a seat. Nobody sees who else comes. At most 200 a page.");
        api.MapPost("/my-sessions/{id:guid}/enrolment", ChangeEnrolment.EnrolAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("enrol")
            .WithSummary("Take a seat, or a place on the waiting list")
            .WithDescription("A second time changes nothing. Refused once a live session has begun.");
        api.MapDelete("/my-sessions/{id:guid}/enrolment", ChangeEnrolment.WithdrawAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("withdraw")
            .WithSummary("Give your seat back")
            .WithDescription("Whoever waits longest has it at once. No reason is asked.");
        api.MapPost("/my-sessions/{id:guid}/check-in", ChangeEnrolment.CheckInAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("checkIn")
            .WithSummary("Say at the door that you are there")
            .WithDescription("With the six digits that the trainer shows, from half an hour before the beginning to half an hour after the end. After five wrong codes the trainer's list decides.");
        api.MapGet("/my-sessions/{id:guid}/certificate", MyCertificate.HandleAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("readMyCertificate")
            .WithSummary("What you can show of a session that is over")
            .WithDescription("404 until the session is over and for those who were not on its list.");
        api.MapGet("/my-sessions/{id:guid}/calendar.ics", MyCalendarFile.HandleAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("readMyCalendarFile")
            .WithSummary("A session that you have a seat at, for your calendar")
            .WithDescription("iCalendar (RFC 5545). Each download has the same UID, so that a calendar replaces what it has. 404 without a seat.")
            .Produces(StatusCodes.Status200OK, contentType: "text/calendar");
        api.MapGet("/policies/{policy}/{version:int}", ReadPolicy.HandleAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("readPolicy")
            .WithSummary("The text of a version of a policy")
            .WithDescription("A version never changes: what somebody attested stays readable.");
        api.MapPost("/policies/{policy}/{version:int}/attestation", AttestPolicy.HandleAsync)
            .RequireAuthorization(Permission.OwnTraining)
            .WithName("attestPolicy")
            .WithSummary("Give your word to a version of a policy")
            .WithDescription("A second time changes nothing. Answered with your path.");
    }

    private static void MapSessions(RouteGroupBuilder api)
    {
        api.MapGet("/topics", ListTopics.HandleAsync)
            .RequireAuthorization(Permission.LeadSessions)
            .WithName("listTopics")
            .WithSummary("The curriculum: shipped topics with their source, then the agency's own")
            .WithDescription("lang=en or es.");
        api.MapPost("/sessions", PlanSession.HandleAsync)
            .RequireAuthorization(Permission.LeadSessions)
            .WithName("planSession")
            .WithSummary("Plan a session")
            .WithDescription("It takes enrolments at once. Say in ledBy who leads it, so that somebody can avoid it without explaining.");
        api.MapGet("/sessions", ListSessions.HandleAsync)
            .RequireAuthorization(Permission.LeadSessions)
            .WithName("listSessions")
            .WithSummary("Sessions with their lists")
            .WithDescription("Those to come by their beginning; over=true for those that are over, the latest first. At most 200 a page.");
        api.MapGet("/sessions/{id:guid}", SeeSession.HandleAsync)
            .RequireAuthorization(Permission.LeadSessions)
            .WithName("readSession")
            .WithSummary("One session with its list and its code for the door")
            .WithDescription("Those with a seat first, then those who wait, each in the order in which they enrolled.");
        api.MapPut("/sessions/{id:guid}/seats", ChangeSession.SeatsAsync)
            .RequireAuthorization(Permission.LeadSessions)
            .WithName("changeSeats")
            .WithSummary("Change how many can come")
            .WithDescription("More seats let people in from the waiting list at once. Fewer than are taken are refused: nobody loses a seat.");
        api.MapPut("/sessions/{id:guid}/attendance", ChangeSession.AttendanceAsync)
            .RequireAuthorization(Permission.LeadSessions)
            .WithName("markAttendance")
            .WithSummary("Keep the attendance list")
            .WithDescription("Exactly the members named were there, those who checked in with the code included only when named. Somebody who waited and came is given a seat.");
        api.MapPost("/sessions/{id:guid}/held", ChangeSession.HoldAsync)
            .RequireAuthorization(Permission.LeadSessions)
            .WithName("holdSession")
            .WithSummary("Close a session that is over")
            .WithDescription("Whoever attended has its hours and topics on record from this moment. This cannot be undone.");
        api.MapPost("/sessions/{id:guid}/call-off", ChangeSession.CallOffAsync)
            .RequireAuthorization(Permission.LeadSessions)
            .WithName("callOffSession")
            .WithSummary("Call a session off")
            .WithDescription("Nobody has it on record. This cannot be undone.");
    }

    private static void MapProgramme(RouteGroupBuilder api)
    {
        api.MapGet("/board", ComplianceBoard.HandleAsync)
            .RequireAuthorization(Permission.SeeQualification)
            .WithName("readBoard")
            .WithSummary("Who is qualified, who lapses soon, who is not there yet")
            .WithDescription("state=notQualified, lapsing or qualified; within=7, 15 or 30 for lapses within so many days. Counts are of everybody; people with nothing on record are listed, not missing. At most 200 a page.");
        api.MapGet("/board.csv", BoardFile.HandleAsync)
            .RequireAuthorization(Permission.SeeQualification)
            .WithName("downloadBoard")
            .WithSummary("The board as a CSV file")
            .WithDescription("RFC 4180, UTF-8 with byte order mark: everybody whom state and within ask for, with what is missing in words. lang=en or es.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
        api.MapGet("/supporters/{id:guid}", SeeSupporter.HandleAsync)
            .RequireAuthorization(Permission.SeeQualification)
            .WithName("readSupporter")
            .WithSummary("One supporter's path")
            .WithDescription("One step for each requirement, each with a plain sentence. lang=en or es.");
        api.MapPost("/supporters", TakeUpSupporter.HandleAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("takeUpSupporter")
            .WithSummary("Begin somebody's path")
            .WithDescription("A member of the agency becomes a supporter on a day. A second time answers with the path that is there.");
        api.MapPost("/supporters/{id:guid}/equivalences", AddToRecord.EquivalenceAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("acceptEquivalence")
            .WithSummary("Take earlier training as the agency's own")
            .WithDescription("Counts for topics and live hours from today on, and expires from the day on which it was held; never for a quarter's hours.");
        api.MapPost("/supporters/{id:guid}/leaves", AddToRecord.LeaveAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("recordLeave")
            .WithSummary("Days on which nothing is asked")
            .WithDescription("Takes its days out of what a quarter asks. It wipes out nothing that was missed before.");
        api.MapPost("/supporters/{id:guid}/meetings", AddToRecord.MeetingAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("recordMeeting")
            .WithSummary("Somebody took part in supervision or co-reflection")
            .WithDescription("Only that it took place and on which day; what was said is nobody else's.");
        api.MapGet("/rules", ReadRules.HandleAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("readRules")
            .WithSummary("What the agency asks of its supporters, and from where")
            .WithDescription("Each requirement with its source, and the jurisdictions that can be chosen. lang=en or es.");
        api.MapPut("/rules", ChooseJurisdiction.HandleAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("chooseRules")
            .WithSummary("Choose whose law the agency goes by")
            .WithDescription("Every standing is looked at again at once.");
        api.MapGet("/set-up", SeeSetUp.HandleAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("readSetUp")
            .WithSummary("What of the programme's set-up is done here")
            .WithDescription("Codes of published policies; essential-topics and mandated-reporting once sessions for them are planned or were held.");
        api.MapPost("/topics", AddTopic.HandleAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("addTopic")
            .WithSummary("Add a topic of the agency's own")
            .WithDescription("In both languages. It can be taught at once; no shipped requirement asks for it.");
        MapPolicies(api.MapGroup("/policies"));
    }

    private static void MapPolicies(RouteGroupBuilder policies)
    {
        policies.MapGet("/", SeePolicies.AllAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("listPolicies")
            .WithSummary("The agency's policies")
            .WithDescription("Every policy that a requirement asks for, with its versions, the text being worked on, and whose word is missing as counts. lang=en or es.");
        policies.MapPost("/", PublishPolicy.HandleAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("publishPolicy")
            .WithSummary("Put the next version of a policy in force")
            .WithDescription("From its day on an older attestation is no longer enough. A version never changes. draft publishes the draft of that version as it is; refused while a place in double brackets is open.");
        policies.MapGet("/{policy}", SeePolicies.OneAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("readPolicyFile")
            .WithSummary("One policy")
            .WithDescription("Its versions, the text being worked on with the places that are open, and what hangs on a new version. lang=en or es.");
        policies.MapGet("/{policy}/versions/{version:int}", SeePolicies.VersionAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("readPolicyVersion")
            .WithSummary("A version of a policy, and who gave their word to it when")
            .WithDescription("state is overdue, asked, replaced, newer or attested; those whose word is missing stand first. At most 200 a page.");
        policies.MapPost("/{policy}/draft", ChangeDraft.BeginAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("beginPolicyDraft")
            .WithSummary("Begin the text of a policy's next version")
            .WithDescription("from=template with language en or es, or from=newest. One at a time for each policy.");
        policies.MapPut("/{policy}/draft", ChangeDraft.SaveAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("changePolicyDraft")
            .WithSummary("Save the text of a policy's next version")
            .WithDescription("basedOn is the draft's version that the writer read. When somebody else saved meanwhile it is refused with 409. Places may still be open.");
        policies.MapDelete("/{policy}/draft", ChangeDraft.DiscardAsync)
            .RequireAuthorization(Permission.RunTraining)
            .WithName("discardPolicyDraft")
            .WithSummary("Discard the text of a policy's next version")
            .WithDescription("basedOn is the draft's version that was read. Where there is none, nothing happens.");
    }
}
