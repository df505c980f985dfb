using System.Text.Json.Serialization;
using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Portal.Services;

/// <summary>Tenancy's public API, as far as pages need it.</summary>
internal sealed class TenancyApi(ServiceClient client)
{
    private const string Root = "/api/tenancy/v1";

    public Task<Reply<TokenGranted>> SignInAsync(string email, string password, CancellationToken cancellationToken) =>
        TokenAsync(cancellationToken, ("grant_type", "password"), ("username", email), ("password", password));

    /// <summary>New tokens, or null when the session is over.</summary>
    public async Task<TokenGranted?> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var reply = await TokenAsync(cancellationToken, ("grant_type", "refresh_token"), ("refresh_token", refreshToken));
        return reply.Problem switch
        {
            null => reply.Value,
            { Status: 400 or 401 or 403 } => null,
            _ => throw new ServiceSilent("tenancy", null),
        };
    }

    public async Task<Me> MeAsync(string accessToken, CancellationToken cancellationToken) =>
        (await client.SendAsync<Me>(HttpMethod.Get, $"{Root}/me", null, cancellationToken, accessToken)).OrThrow("tenancy");

    public Task<Reply<Nothing>> SignOutAsync(CancellationToken cancellationToken) =>
        client.PostAsync<Nothing>($"{Root}/sign-out", null, cancellationToken);

    public Task<Reply<SetupLink>> SetupLinkAsync(string token, CancellationToken cancellationToken) =>
        client.TryGetAsync<SetupLink>($"{Root}/setup-links/{Uri.EscapeDataString(token)}", cancellationToken);

    public Task<Reply<Nothing>> RedeemAsync(RedeemSetupLink redeem, CancellationToken cancellationToken) =>
        client.PostAsync<Nothing>($"{Root}/setup-links/redeem", redeem, cancellationToken);

    public Task<Listed<MemberRow>> MembersAsync(string? search, Guid? team, int page, CancellationToken cancellationToken) =>
        client.GetAsync<Listed<MemberRow>>(Query.Of($"{Root}/members", ("search", search), ("team", team), ("page", page), ("size", 25)), cancellationToken);

    public Task<List<TeamRow>> TeamsAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<TeamRow>>($"{Root}/teams", cancellationToken);

    public Task<Reply<MadeLink>> MakeSetupLinkAsync(Guid member, CancellationToken cancellationToken) =>
        client.PostAsync<MadeLink>($"{Root}/members/{member}/setup-link", null, cancellationToken);

    public Task<Reply<MadeLink>> MakeCoordinatorLinkAsync(Guid agency, Guid member, CancellationToken cancellationToken) =>
        client.PostAsync<MadeLink>($"{Root}/agencies/{agency}/coordinators/{member}/setup-link", null, cancellationToken);

    public Task<HttpResponseMessage> AllSetupLinksAsync(CancellationToken cancellationToken) =>
        client.OpenAsync(HttpMethod.Post, $"{Root}/members/setup-links", cancellationToken);

    public Task<Listed<AgencyRow>> AgenciesAsync(string? search, int page, CancellationToken cancellationToken, int size = 25) =>
        client.GetAsync<Listed<AgencyRow>>(Query.Of($"{Root}/agencies", ("search", search), ("page", page), ("size", size)), cancellationToken);

    public Task<Reply<Created>> UploadAsync(string fileName, HttpContent csv, CancellationToken cancellationToken) =>
        client.PostContentAsync<Created>(Query.Of($"{Root}/onboarding", ("fileName", fileName)), csv, cancellationToken);

    public Task<Listed<Onboarding>> OnboardingsAsync(int page, CancellationToken cancellationToken) =>
        client.GetAsync<Listed<Onboarding>>(Query.Of($"{Root}/onboarding", ("page", page), ("size", 20)), cancellationToken);

    public Task<Onboarding> OnboardingAsync(Guid id, CancellationToken cancellationToken) =>
        client.GetAsync<Onboarding>($"{Root}/onboarding/{id}", cancellationToken);

    public Task<Listed<Fault>> FaultsAsync(Guid id, int page, CancellationToken cancellationToken) =>
        client.GetAsync<Listed<Fault>>(Query.Of($"{Root}/onboarding/{id}/faults", ("page", page), ("size", 25)), cancellationToken);

    public Task<Reply<Nothing>> ImportAsync(Guid id, CancellationToken cancellationToken) =>
        client.PostAsync<Nothing>($"{Root}/onboarding/{id}/import", null, cancellationToken);

    public Task<Reply<Nothing>> DiscardAsync(Guid id, CancellationToken cancellationToken) =>
        client.DeleteAsync($"{Root}/onboarding/{id}", cancellationToken);

    private async Task<Reply<TokenGranted>> TokenAsync(CancellationToken cancellationToken, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await client.SendAsync<TokenGranted>(HttpMethod.Post, $"{Root}/token", content, cancellationToken, token: "");
    }
}

internal sealed record TokenGranted(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("refresh_token")] string RefreshToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);

internal sealed record Me(
    Guid MemberId, string Name, string GivenName, string Email, string Language, List<Role> Roles, NamedNetwork Network, OwnAgency? Agency,
    List<string> Services);

internal sealed record NamedNetwork(Guid Id, string Name);

internal sealed record OwnAgency(Guid Id, string Code, string Name, string TimeZone, string? HelpContact, Guid? TeamId, string? TeamName);

/// <param name="Kind"><c>password</c> for a member's own, <c>network</c> for the first start.</param>
public sealed record SetupLink(string Kind, string? Name, string? Email, string? AgencyName, DateOnly ExpiresOn);

internal sealed record RedeemSetupLink(
    string Token,
    string Password,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NetworkName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? GivenName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FamilyName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email);

public sealed record MemberRow(
    Guid Id, string StaffNumber, string GivenName, string FamilyName, string Email, string? TeamName, List<Role> Roles, string Language, bool CanSignIn);

public sealed record TeamRow(Guid Id, string Code, string Name, int Members);

/// <summary>A link as tenancy shows it once.</summary>
public sealed record MadeLink(string Path, DateOnly ExpiresOn);

public sealed record AgencyRow(
    Guid Id, string Code, string Name, string TimeZone, string? HelpContact, int Teams, int Members, List<CoordinatorName> Coordinators,
    List<string> Services);

public sealed record CoordinatorName(Guid MemberId, string Name, bool CanSignIn);

public sealed record Onboarding(
    Guid Id, string FileName, DateTimeOffset UploadedAt, string UploadedBy, string State, int RowsRead, int? RowsTotal, int Percent,
    Changes Agencies, Changes Teams, Changes Members, int FaultyRows, List<string>? Sample, string? Failure)
{
    public bool IsUnderWay => State is "reading" or "importing";
}

public sealed record Changes(int New, int Changed, int Unchanged);

public sealed record Fault(int Row, string? Column, string? Value, string Reason, string? Remedy);

internal sealed record Created(Guid Id);
