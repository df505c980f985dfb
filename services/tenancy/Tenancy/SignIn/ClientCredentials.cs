using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PeerPlatform.Tenancy.SignIn;

/// <summary>A client's id and secret as sent: in the Authorization header or in the form, never both (RFC 6749, 2.3.1).</summary>
internal sealed record ClientCredentials(string Id, string Secret)
{
    public static TokenRefused? Read(string? authorization, IFormCollection form, out ClientCredentials? credentials)
    {
        credentials = null;
        var inForm = form.ContainsKey("client_secret");
        if (!string.IsNullOrEmpty(authorization))
        {
            credentials = FromHeader(authorization);
            return inForm || (form.TryGetValue("client_id", out var named) && named != credentials?.Id)
                ? TokenRefused.TwoWays
                : credentials is null ? TokenRefused.InvalidClient : null;
        }

        if (!form.TryGetValue("client_id", out var id) || id is not [{ Length: > 0 }])
        {
            return inForm ? TokenRefused.Field("client_id") : TokenRefused.InvalidClient;
        }

        if (form["client_secret"] is not [{ Length: > 0 } secret])
        {
            return inForm ? TokenRefused.Field("client_secret") : TokenRefused.InvalidClient;
        }

        credentials = new ClientCredentials(id.ToString(), secret);
        return null;
    }

    /// <summary>Each part is form-encoded before the two are joined and put in Base64.</summary>
    private static ClientCredentials? FromHeader(string header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var sent) || !"Basic".Equals(sent.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[sent.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(sent.Parameter ?? "", bytes, out var length))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts is [{ Length: > 0 } id, { Length: > 0 } secret]
            ? new ClientCredentials(Uri.UnescapeDataString(id.Replace('+', ' ')), Uri.UnescapeDataString(secret.Replace('+', ' ')))
            : null;
    }
}
