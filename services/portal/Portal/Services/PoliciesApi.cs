using System.Globalization;

namespace PeerPlatform.Portal.Services;

/// <summary>Training's public API for an agency's policies.</summary>
internal sealed class PoliciesApi(ServiceClient client)
{
    private const string Root = "/api/training/v1";

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public Task<ProgrammeFacts> SetUpAsync(CancellationToken cancellationToken) => client.GetAsync<ProgrammeFacts>($"{Root}/set-up", cancellationToken);

    public Task<List<PolicyFile>> AllAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<PolicyFile>>(Query.Of($"{Root}/policies", ("lang", Language)), cancellationToken);

    public Task<PolicyFile> OneAsync(string policy, CancellationToken cancellationToken) =>
        client.GetAsync<PolicyFile>(Query.Of(PathOf(policy), ("lang", Language)), cancellationToken);

    public Task<PolicyAttestations> VersionAsync(string policy, int version, int page, int size, CancellationToken cancellationToken) =>
        client.GetAsync<PolicyAttestations>(
            Query.Of($"{PathOf(policy)}/versions/{version.ToString(CultureInfo.InvariantCulture)}", ("page", page), ("size", size), ("lang", Language)), cancellationToken);

    public Task<Reply<PolicyDraft>> BeginAsync(string policy, string from, string? language, CancellationToken cancellationToken) =>
        client.PostAsync<PolicyDraft>($"{PathOf(policy)}/draft", new { from, language }, cancellationToken);

    public Task<Reply<PolicyDraft>> SaveAsync(string policy, string text, int? basedOn, CancellationToken cancellationToken) =>
        client.PutAsync<PolicyDraft>($"{PathOf(policy)}/draft", new { text, basedOn }, cancellationToken);

    public Task<Reply<Nothing>> DiscardAsync(string policy, int? basedOn, CancellationToken cancellationToken) =>
        client.DeleteAsync(Query.Of($"{PathOf(policy)}/draft", ("basedOn", basedOn)), cancellationToken);

    public Task<Reply<PolicyVersion>> PublishAsync(string policy, int? draft, DateOnly? requiredFrom, string changes, CancellationToken cancellationToken) =>
        client.PostAsync<PolicyVersion>($"{Root}/policies", new { policy, draft, requiredFrom, changes }, cancellationToken);

    private static string PathOf(string policy) => $"{Root}/policies/{Uri.EscapeDataString(policy)}";
}

/// <param name="Facts">Codes of what is done in training.</param>
internal sealed record ProgrammeFacts(List<string> Facts);

/// <param name="Name">As it stands inside a sentence.</param>
/// <param name="Versions">The newest first.</param>
/// <param name="Qualified">How many supporters are qualified today: what hangs on a new version.</param>
public sealed record PolicyFile(
    string Policy, string Name, string? About, List<PolicyFileVersion> Versions, PolicyDraft? Draft, int Supporters, int Qualified, DateOnly Today)
{
    /// <summary>The version that is required today.</summary>
    public PolicyFileVersion? InForce => Versions.Find(v => v.RequiredFrom <= Today);
}

public sealed record PolicyFileVersion(
    int Version, DateOnly RequiredFrom, DateOnly PublishedOn, string PublishedBy, string Changes, AttestationCounts Counts);

/// <param name="Asked">Their word is missing, and there is time.</param>
/// <param name="Overdue">Their word is missing, and the version is required by now.</param>
/// <param name="Hanging">Of those whose word is missing: qualified today.</param>
public sealed record AttestationCounts(int Attested, int Asked, int Overdue, int Hanging);

/// <param name="OpenPlaces">What is still to be filled in.</param>
public sealed record PolicyDraft(string Policy, string Language, string Text, List<string> OpenPlaces, int Version, string ChangedBy, DateOnly ChangedOn);

public sealed record PolicyAttestations(PolicyVersion Policy, AttestationCounts Counts, Listed<PolicyPerson> People);

/// <param name="State"><c>overdue</c>, <c>asked</c>, <c>replaced</c>, <c>newer</c> or <c>attested</c>.</param>
public sealed record PolicyPerson(Guid MemberId, string Name, string State, DateOnly? AttestedOn);
