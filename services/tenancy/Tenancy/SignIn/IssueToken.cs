using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>The fields of a token request (RFC 6749, 4.3 and 6).</summary>
internal sealed record TokenFields(
    [property: JsonPropertyName("grant_type")] string GrantType,
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken);

/// <param name="ExpiresIn">Seconds.</param>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("refresh_token")] string RefreshToken);

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
        "unsupported_grant_type", "grant_type is one of password, refresh_token.");
}

/// <summary>The token endpoint of OAuth 2.0: a password, or a refresh token, for an access token and the next refresh token.</summary>
internal static class IssueToken
{
    public static async Task<Results<Ok<TokenAnswer>, JsonHttpResult<TokenRefused>>> HandleAsync(
        HttpContext http, PasswordGrant byPassword, RefreshGrant byRefreshToken, CancellationToken cancellationToken)
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
            default:
                granted = refused is null ? TokenRefused.GrantType : TokenRefused.Field(refused);
                break;
        }

        return granted.Answer is { } answer
            ? TypedResults.Ok(answer)
            : TypedResults.Json(granted.Refused, statusCode: StatusCodes.Status400BadRequest);
    }
}

/// <summary>Tokens, or why not.</summary>
internal readonly record struct TokenGranted(TokenAnswer? Answer, TokenRefused? Refused)
{
    public static implicit operator TokenGranted(TokenAnswer answer) => new(answer, null);

    public static implicit operator TokenGranted(TokenRefused refused) => new(null, refused);
}
