using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Tokens;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.SignIn;

internal sealed record PublishedKeys(IReadOnlyList<PublishedKey> Keys);

/// <summary>A JSON Web Key (RFC 7517) of an elliptic curve (RFC 7518, 6.2).</summary>
internal sealed record PublishedKey(string Kty, string Crv, string Use, string Alg, string Kid, string X, string Y);

/// <summary>The keys that members' tokens are verified with; those that will sign later are among them.</summary>
internal static class PublishKeys
{
    public static async Task<Ok<PublishedKeys>> HandleAsync(TenancyDbContext db, HttpContext http, CancellationToken cancellationToken)
    {
        var keys = await SigningKeys.KeptAsync(db, cancellationToken);
        http.Response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Ok(new PublishedKeys([.. keys.Select(Publish)]));
    }

    private static PublishedKey Publish(SigningKey key)
    {
        using var half = ECDsa.Create();
        half.ImportSubjectPublicKeyInfo(key.PublicKey, out _);
        var point = half.ExportParameters(includePrivateParameters: false).Q;
        return new PublishedKey(
            "EC", "P-256", "sig", SecurityAlgorithms.EcdsaSha256, key.KeyId, Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
    }
}
