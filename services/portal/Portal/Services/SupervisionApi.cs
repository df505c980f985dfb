using System.Globalization;

namespace PeerPlatform.Portal.Services;

/// <summary>Training's public API: supervision, co-reflection, and who supervises whom.</summary>
internal sealed class SupervisionApi(ServiceClient client)
{
    private const string Root = "/api/training/v1";

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public Task<Reply<OwnMeetings>> MyMeetingsAsync(CancellationToken cancellationToken) => client.TryGetAsync<OwnMeetings>($"{Root}/my-meetings", cancellationToken);

    public Task<Reply<OwnMeetings>> BeginReflectionAsync(DateOnly? day, int? minutes, CancellationToken cancellationToken) =>
        client.PostAsync<OwnMeetings>($"{Root}/my-meetings/co-reflections", new { day, minutes }, cancellationToken);

    public Task<Reply<OwnMeetings>> JoinReflectionAsync(string code, CancellationToken cancellationToken) =>
        client.PostAsync<OwnMeetings>($"{Root}/my-meetings/co-reflections/joined", new { code }, cancellationToken);

    public Task<OwnTeam> MyTeamAsync(CancellationToken cancellationToken) => client.GetAsync<OwnTeam>(In($"{Root}/my-team"), cancellationToken);

    public Task<Reply<OwnTeam>> PlanAsync(PlanMeetings plan, CancellationToken cancellationToken) =>
        client.PostAsync<OwnTeam>(In($"{Root}/my-team/meetings"), plan, cancellationToken);

    public Task<Reply<OwnTeam>> HoldAsync(Guid meeting, IReadOnlyList<Guid> present, CancellationToken cancellationToken) =>
        client.PostAsync<OwnTeam>(In($"{Root}/my-team/meetings/{meeting}/held"), new { present }, cancellationToken);

    public Task<Reply<Nothing>> CallOffAsync(Guid meeting, CancellationToken cancellationToken) =>
        client.DeleteAsync($"{Root}/my-team/meetings/{meeting}", cancellationToken);

    public Task<Teams> TeamsAsync(int page, int size, CancellationToken cancellationToken) =>
        client.GetAsync<Teams>(Query.Of($"{Root}/teams", ("page", page), ("size", size)), cancellationToken);

    public Task<Reply<PlaceInTeam>> ChangeSupervisingAsync(Guid member, bool supervises, CancellationToken cancellationToken) =>
        client.PutAsync<PlaceInTeam>($"{Root}/supporters/{member}/supervising", new { supervises }, cancellationToken);

    public Task<Reply<PlaceInTeam>> ChangeSupervisorAsync(Guid member, Guid? supervisorId, CancellationToken cancellationToken) =>
        client.PutAsync<PlaceInTeam>($"{Root}/supporters/{member}/supervisor", new { supervisorId }, cancellationToken);

    private static string In(string path) => Query.Of(path, ("lang", Language));
}

/// <param name="Supervisor">Null while nobody is named.</param>
public sealed record OwnMeetings(
    DateOnly Today, string? Supervisor, List<PlannedMeeting> Planned, List<OwnReflection> Reflections, List<MeetingOnRecord> OnRecord);

/// <param name="Form"><c>oneToOne</c> or <c>group</c>.</param>
public sealed record PlannedMeeting(string Form, DateOnly Day, int Minutes);

public sealed record OwnReflection(DateOnly Day, int Minutes, string Code, int Others, DateOnly CodeUntil);

/// <param name="Kind"><c>supervision</c> or <c>coReflection</c>.</param>
public sealed record MeetingOnRecord(DateOnly HeldOn, string Kind);

public sealed record OwnTeam(DateOnly Today, List<PersonOfTeam> People, List<TeamMeeting> Planned, List<TeamMeeting> Held);

public sealed record PersonOfTeam(Guid MemberId, string Name, string State, DateOnly? LapsesOn, string Summary, List<string> Open, DateOnly? LastMet);

public sealed record TeamMeeting(Guid Id, string Form, DateOnly Day, int Minutes, bool CanBeHeld, List<PersonOfMeeting> People, int Others);

public sealed record PersonOfMeeting(Guid MemberId, string Name, bool Attended);

internal sealed record PlanMeetings(string? Form, DateOnly? Day, int? Minutes, IReadOnlyList<Guid> People, int? EveryWeeks, int? Times);

public sealed record Teams(List<SupervisorOfTeam> Supervisors, Listed<PlaceInTeam> People);

public sealed record SupervisorOfTeam(Guid MemberId, string Name, int People);

public sealed record PlaceInTeam(Guid MemberId, string Name, bool Supervises, Guid? SupervisorId, string? SupervisorName);
