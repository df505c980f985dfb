using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>The fields of a token request (RFC 6749, 2.3, 4.3, 4.4 and 6).</summary>
internal sealed record TokenFields(
    [property: JsonPropertyName("grant_type")] string GrantType,
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken,
    [property: JsonPropertyName("client_id")] string? ClientId,
    [property: JsonPropertyName("client_secret")] string? ClientSecret,
    [property: JsonPropertyName("scope")] string? Scope);

/// <param name="ExpiresIn">Seconds.</param>
/// <param name="RefreshToken">For members only.</param>
/// <param name="Scope">What the token allows; for API clients only.</param>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken,
    [property: JsonPropertyName("scope"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Scope)
{
    public static TokenAnswer ForMember(string accessToken, string refreshToken) =>
        new(accessToken, "Bearer", (int)AccessTokens.Valid.TotalSeconds, refreshToken, null);

    public static TokenAnswer ForClient(string accessToken, string scope) =>
        new(accessToken, "Bearer", (int)AccessTokens.Valid.TotalSeconds, null, scope);
}

/// <summary>RFC 6749, 5.2.</summary>
internal sealed record TokenRefused(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description)
{
    /// <summary>One answer whether the e-mail address is unknown, the password wrong or the address locked.</summary>
    public static TokenRefused WrongPassword { get; } = new(
        "invalid_grant",
        "The e-mail address or the password is not right. After five tries in a row, wait five minutes and try again.");

    public static TokenRefused SignInAgain { get; } = new("invalid_grant", "This sign-in has ended. Please sign in again.");

    public static TokenRefused Field(string name) => new("invalid_request", $"Send {name} once, as a form field.");

    public static TokenRefused GrantType { get; } = new(
        "unsupported_grant_type", "grant_type is one of password, refresh_token, client_credentials.");

    /// <summary>One answer whether the client is unknown, revoked or locked, or the secret wrong or too old.</summary>
    public static TokenRefused InvalidClient { get; } = new(
        "invalid_client",
        "The client id or the secret is not right, or the client was ended. After five tries in a row, wait five minutes and try again.");

    public static TokenRefused TwoWays { get; } = new(
        "invalid_request", "Send the client's id and secret once: in the Authorization header, or as client_id and client_secret.");

    public static TokenRefused InvalidScope(string allowed) => new("invalid_scope", $"This client may have: {allowed}.");
}

/// <summary>The token endpoint of OAuth 2.0: a password or a refresh token for an access token and the next refresh token,
/// or a client's secret for an access token.</summary>
internal static class IssueToken
{
    public static async Task<Results<Ok<TokenAnswer>, JsonHttpResult<TokenRefused>>> HandleAsync(
        HttpContext http, PasswordGrant byPassword, RefreshGrant byRefreshToken, ClientGrant byClient, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Pragma = "no-cache";
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancellationToken) : FormCollection.Empty;
        string? refused = null;
        string Field(string name)
        {
            if (form.TryGetValue(name, out var values) && values is [{ Length: > 0 } value])
            {
                return value;
            }

            refused ??= name;
            return "";
        }

        TokenGranted granted;
        switch (Field("grant_type"))
        {
            case "password":
                var (username, password) = (Field("username"), Field("password"));
                granted = refused is null ? await byPassword.TryAsync(username, password, cancellationToken) : TokenRefused.Field(refused);
                break;
            case "refresh_token":
                var token = Field("refresh_token");
                granted = refused is null ? await byRefreshToken.TryAsync(token, cancellationToken) : TokenRefused.Field(refused);
                break;
            case "client_credentials":
                granted = await byClient.TryAsync(http.Request.Headers.Authorization, form, cancellationToken);
                break;
            default:
                granted = refused is null ? TokenRefused.GrantType : TokenRefused.Field(refused);
                break;
        }

        if (granted.Answer is { } answer)
        {
            return TypedResults.Ok(answer);
        }

        var isClient = granted.Refused == TokenRefused.InvalidClient;
        if (isClient)
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"peerplatform\", charset=\"UTF-8\"";
        }

        return TypedResults.Json(granted.Refused, statusCode: isClient ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest);
    }
}

/// <summary>Tokens, or why not.</summary>
internal readonly record struct TokenGranted(TokenAnswer? Answer, TokenRefused? Refused)
{
    public static implicit operator TokenGranted(TokenAnswer answer) => new(answer, null);

    public static implicit operator TokenGranted(TokenRefused refused) => new(null, refused);
}
