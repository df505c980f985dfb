using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using PeerPlatform.Testing;

namespace PeerPlatform.Bench;

/// <summary>Tickets by the thousand, and people who answer with them over fifty connections.</summary>
internal static class AnswerLoad
{
    private const int Connections = 50;

    public static List<string> Tickets(int count)
    {
        var secret = new byte[32];
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            RandomNumberGenerator.Fill(secret);
            return Base64Url.EncodeToString(secret);
        })];
    }

    public static byte[] HashOf(string ticket) => SHA256.HashData(Base64Url.DecodeFromChars(ticket));

    public static async Task<LoadResult> RunAsync(Uri collectingSide, List<string> tickets)
    {
        using var collect = SignedIn.Nobody(collectingSide);
        var items = (await Journey.AllFirstChoicesAsync(collect, tickets[0])).Keys.ToList();
        var random = new Random(1);
        var bodies = tickets.ConvertAll(ticket => JsonSerializer.SerializeToUtf8Bytes(new
        {
            ticket, lang = "en", answers = items.ToDictionary(item => item, _ => random.Next(5)),
        }));
        return await LoadResult.RunAsync(Connections, TimeSpan.FromMinutes(5), i => i < bodies.Count ? SendAsync(collect, bodies[i]) : null);
    }

    private static async Task<bool> SendAsync(HttpClient collect, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await collect.PostAsync(new Uri("/collect/v1/answers", UriKind.Relative), content);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode;
    }
}
