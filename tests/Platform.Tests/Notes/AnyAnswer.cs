namespace PeerPlatform.Platform.Tests.Notes;

internal static class AnyAnswer
{
    /// <summary>The text of an answer, whatever its status.</summary>
    public static async Task<string> GetStringAnyAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }
}
