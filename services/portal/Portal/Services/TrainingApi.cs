using System.Globalization;

namespace PeerPlatform.Portal.Services;

/// <summary>Training's public API.</summary>
internal sealed class TrainingApi(ServiceClient client)
{
    private const string Root = "/api/training/v1";

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public Task<Reply<TrainingPath>> MyPathAsync(CancellationToken cancellationToken) =>
        client.TryGetAsync<TrainingPath>(In($"{Root}/my-path"), cancellationToken);

    public Task<Listed<OfferedSession>> MySessionsAsync(int page, int size, CancellationToken cancellationToken) =>
        client.GetAsync<Listed<OfferedSession>>(In($"{Root}/my-sessions", ("page", page), ("size", size)), cancellationToken);

    public Task<Reply<OfferedSession>> EnrolAsync(Guid session, CancellationToken cancellationToken) =>
        client.PostAsync<OfferedSession>(In($"{Root}/my-sessions/{session}/enrolment"), null, cancellationToken);

    public Task<Reply<OfferedSession>> WithdrawAsync(Guid session, CancellationToken cancellationToken) =>
        client.SendAsync<OfferedSession>(HttpMethod.Delete, In($"{Root}/my-sessions/{session}/enrolment"), null, cancellationToken);

    public Task<Reply<OfferedSession>> CheckInAsync(Guid session, string code, CancellationToken cancellationToken) =>
        client.PostAsync<OfferedSession>(In($"{Root}/my-sessions/{session}/check-in"), new { code }, cancellationToken);

    public Task<Certificate> CertificateAsync(Guid session, CancellationToken cancellationToken) =>
        client.GetAsync<Certificate>(In($"{Root}/my-sessions/{session}/certificate"), cancellationToken);

    public Task<HttpResponseMessage> CalendarFileAsync(Guid session, CancellationToken cancellationToken) =>
        client.OpenAsync(HttpMethod.Get, $"{Root}/my-sessions/{session}/calendar.ics", cancellationToken);

    public Task<PolicyVersion> PolicyAsync(string policy, int version, CancellationToken cancellationToken) =>
        client.GetAsync<PolicyVersion>(In($"{Root}/policies/{Uri.EscapeDataString(policy)}/{version.ToString(CultureInfo.InvariantCulture)}"), cancellationToken);

    public Task<Reply<TrainingPath>> AttestAsync(string policy, int version, CancellationToken cancellationToken) => client.PostAsync<TrainingPath>(
        In($"{Root}/policies/{Uri.EscapeDataString(policy)}/{version.ToString(CultureInfo.InvariantCulture)}/attestation"), null, cancellationToken);

    public Task<List<Topic>> TopicsAsync(CancellationToken cancellationToken) => client.GetAsync<List<Topic>>(In($"{Root}/topics"), cancellationToken);

    public Task<Listed<LedSession>> SessionsAsync(bool over, int page, int size, CancellationToken cancellationToken) =>
        client.GetAsync<Listed<LedSession>>(In($"{Root}/sessions", ("over", over ? "true" : null), ("page", page), ("size", size)), cancellationToken);

    public Task<LedSession> SessionAsync(Guid id, CancellationToken cancellationToken) =>
        client.GetAsync<LedSession>(In($"{Root}/sessions/{id}"), cancellationToken);

    public Task<Reply<LedSession>> PlanAsync(PlanSession plan, CancellationToken cancellationToken) =>
        client.PostAsync<LedSession>(In($"{Root}/sessions"), plan, cancellationToken);

    public Task<Reply<LedSession>> ChangeSeatsAsync(Guid id, int? seats, CancellationToken cancellationToken) =>
        client.PutAsync<LedSession>(In($"{Root}/sessions/{id}/seats"), new { seats }, cancellationToken);

    public Task<Reply<LedSession>> MarkAttendanceAsync(Guid id, IReadOnlyList<Guid> present, CancellationToken cancellationToken) =>
        client.PutAsync<LedSession>(In($"{Root}/sessions/{id}/attendance"), new { present }, cancellationToken);

    public Task<Reply<LedSession>> HoldAsync(Guid id, CancellationToken cancellationToken) =>
        client.PostAsync<LedSession>(In($"{Root}/sessions/{id}/held"), null, cancellationToken);

    public Task<Reply<LedSession>> CallOffAsync(Guid id, CancellationToken cancellationToken) =>
        client.PostAsync<LedSession>(In($"{Root}/sessions/{id}/call-off"), null, cancellationToken);

    public Task<Board> BoardAsync(string? state, int? within, int page, int size, CancellationToken cancellationToken) =>
        client.GetAsync<Board>(In($"{Root}/board", ("state", state), ("within", within), ("page", page), ("size", size)), cancellationToken);

    public Task<HttpResponseMessage> BoardFileAsync(string? state, int? within, CancellationToken cancellationToken) =>
        client.OpenAsync(HttpMethod.Get, In($"{Root}/board.csv", ("state", state), ("within", within)), cancellationToken);

    public Task<TrainingPath> SupporterAsync(Guid id, CancellationToken cancellationToken) =>
        client.GetAsync<TrainingPath>(In($"{Root}/supporters/{id}"), cancellationToken);

    public Task<Reply<TrainingPath>> TakeUpAsync(Guid member, CancellationToken cancellationToken) =>
        client.PostAsync<TrainingPath>(In($"{Root}/supporters"), new { memberId = member }, cancellationToken);

    public Task<Reply<TrainingPath>> AcceptTrainingAsync(
        Guid id, DateOnly? trainedOn, int? liveMinutes, IReadOnlyList<string> topics, CancellationToken cancellationToken) =>
        client.PostAsync<TrainingPath>(In($"{Root}/supporters/{id}/equivalences"), new { trainedOn, liveMinutes, topics }, cancellationToken);

    public Task<Reply<TrainingPath>> RecordLeaveAsync(Guid id, DateOnly? from, DateOnly? through, CancellationToken cancellationToken) =>
        client.PostAsync<TrainingPath>(In($"{Root}/supporters/{id}/leaves"), new { from, through }, cancellationToken);

    public Task<RulesInForce> RulesAsync(CancellationToken cancellationToken) => client.GetAsync<RulesInForce>(In($"{Root}/rules"), cancellationToken);

    public Task<Reply<RulesInForce>> ChooseRulesAsync(string jurisdiction, CancellationToken cancellationToken) =>
        client.PutAsync<RulesInForce>(In($"{Root}/rules"), new { jurisdiction }, cancellationToken);

    private static string In(string path, params (string Name, object? Value)[] values) => Query.Of(path, [.. values, ("lang", Language)]);
}

/// <param name="State"><c>notQualified</c>, <c>lapsing</c> or <c>qualified</c>.</param>
public sealed record TrainingPath(
    Guid MemberId, string Name, DateOnly JoinedOn, string State, DateOnly? LapsesOn, string Summary, List<PathStep> Steps, List<PathTraining> Trainings);

/// <param name="DoBy">The last day for what the running quarter still asks, while the step is met; null when nothing is left to do.</param>
/// <param name="Attests">The version of a policy that is asked for and not attested yet; null for any other step.</param>
/// <param name="Attested">The newest version that the reader gave their word to; null for any other step.</param>
public sealed record PathStep(
    string Code, string Name, bool IsMet, DateOnly? LapsesOn, DateOnly? DoBy, string Sentence, string Source, PolicyToAttest? Attests, PolicyToAttest? Attested)
{
    public bool IsDone => IsMet && DoBy is null;
}

/// <param name="NoticeDays">A lapse is announced from so many days before.</param>
public sealed record RulesInForce(string Jurisdiction, string Name, int NoticeDays, List<RequirementInForce> Requirements, List<JurisdictionChoice> Choices);

/// <param name="Source">Where it is asked.</param>
public sealed record RequirementInForce(string Code, string Name, string Source)
{
    /// <summary>The source when it is a law; what we read ourselves stands in brackets and tells a coordinator nothing.</summary>
    public string? Law => Source.StartsWith('[') ? null : Source;
}

public sealed record JurisdictionChoice(string Jurisdiction, string Name);

public sealed record PolicyToAttest(string Policy, int Version);

/// <param name="SessionId">The session that gave it, whose certificate can be printed; null for training from elsewhere.</param>
public sealed record PathTraining(DateOnly CompletedOn, int Minutes, bool Live, List<string> Topics, Guid? SessionId);

/// <param name="Mine">Null, <c>seat</c>, <c>waiting</c> or <c>attended</c>.</param>
public sealed record OfferedSession(
    Guid Id, string Title, List<string> Topics, bool Live, DateTimeOffset StartsAt, DateTimeOffset EndsAt, int Minutes, int FreeSeats, int Waiting, string LedBy,
    string Place, string? Link, List<string> Accessibility, string State, string? Mine, int? WaitingBefore);

public sealed record Certificate(string Name, string Agency, string Title, List<string> Topics, int Minutes, bool Live, DateOnly CompletedOn, string LedBy);

/// <param name="Language">Of the text, <c>en</c> or <c>es</c>.</param>
/// <param name="Changes">What is different from the version before; empty for the first.</param>
public sealed record PolicyVersion(
    string Policy, string Name, int Version, DateOnly RequiredFrom, string Text, string Language, string Changes, DateOnly PublishedOn, string PublishedBy);

public sealed record Topic(string Code, string Name, string About, bool Essential, string? Source);

/// <param name="State"><c>planned</c>, <c>held</c> or <c>calledOff</c>.</param>
public sealed record LedSession(
    Guid Id, string Title, List<string> Topics, bool Live, DateTimeOffset StartsAt, DateTimeOffset EndsAt, int Minutes, int Seats, int FreeSeats, int Waiting,
    string LedBy, string Place, string Link, List<string> Accessibility, string State, string DoorCode, List<EnrolledPerson> People)
{
    public bool IsPlanned => State == "planned";
}

public sealed record EnrolledPerson(Guid MemberId, string Name, bool HasSeat, bool Attended);

internal sealed record PlanSession(
    string Title, IReadOnlyList<string> Topics, bool Live, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, int? Minutes, int? Seats, string LedBy, string Place,
    string Link, IReadOnlyList<string> Accessibility);

public sealed record Board(BoardCounts Counts, Listed<BoardRow> Supporters);

public sealed record BoardCounts(int Supporters, int NotQualified, int LapsesIn7, int LapsesIn15, int LapsesIn30);

/// <param name="Supervises">True for a supervisor, whose own readiness this is.</param>
public sealed record BoardRow(Guid MemberId, string Name, string State, DateOnly? LapsesOn, string Summary, List<string> Open, bool Supervises);
