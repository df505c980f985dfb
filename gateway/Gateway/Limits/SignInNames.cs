using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PeerPlatform.Gateway.Limits;

/// <summary>Requests that try a credential, and the name they try it with: an e-mail address, or an API client's id.</summary>
internal static class SignInNames
{
    /// <summary>Larger forms than tenancy takes are not read here either.</summary>
    private const int LargestForm = 16 * 1024;

    private static readonly string[] Fields = ["username", "client_id", "email"];

    public static bool IsSignIn(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && (request.Path.Equals("/api/tenancy/v1/token", StringComparison.OrdinalIgnoreCase)
            || request.Path.Equals("/api/tenancy/v1/setup-links/redeem", StringComparison.OrdinalIgnoreCase)
            || request.Path.Equals("/sign-in", StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments("/set-up"));

    /// <summary>
    /// The name in lower case, null where there is none (a refresh token says none). The body is left to be read again.
    /// </summary>
    /// <exception cref="BadHttpRequestException">The form is larger than any sign-in is.</exception>
    public static async Task<string?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            && string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)
            && NameOfBasic(header.Parameter) is { Length: > 0 } client)
        {
            return client;
        }

        if (!request.HasFormContentType)
        {
            return null;
        }

        if (request.ContentLength > LargestForm)
        {
            throw TooLarge();
        }

        request.EnableBuffering(LargestForm, LargestForm);
        try
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return Array.Find(Fields, f => form[f].ToString() is { Length: > 0 }) is { } field ? form[field].ToString().Trim().ToLowerInvariant() : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw TooLarge();
        }
        finally
        {
            request.Body.Position = 0;
        }
    }

    private static BadHttpRequestException TooLarge() =>
        new("The form is larger than a sign-in needs.", StatusCodes.Status413PayloadTooLarge);

    /// <summary>RFC 7617, with the id encoded as a form's field (RFC 6749, 2.3.1).</summary>
    private static string? NameOfBasic(string? credentials)
    {
        var open = new byte[(credentials?.Length ?? 0) + 1];
        if (credentials is null || !Convert.TryFromBase64String(credentials, open, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(open, 0, length);
        return Uri.UnescapeDataString(text.Split(':', 2)[0]).Trim().ToLowerInvariant();
    }
}
