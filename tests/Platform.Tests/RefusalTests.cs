using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Contracts.Assessment.V1;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Tests.Notes;

namespace PeerPlatform.Platform.Tests;

public sealed class RefusalTests
{
    public static TheoryData<RefusalKind, int, StatusCode> Kinds { get; } = new()
    {
        { RefusalKind.Invalid, 400, StatusCode.InvalidArgument },
        { RefusalKind.NotFound, 404, StatusCode.NotFound },
        { RefusalKind.Conflict, 409, StatusCode.FailedPrecondition },
        { RefusalKind.Forbidden, 403, StatusCode.PermissionDenied },
        { RefusalKind.Gone, 410, StatusCode.FailedPrecondition },
        { RefusalKind.TooMany, 429, StatusCode.ResourceExhausted },
        { RefusalKind.TooLarge, 413, StatusCode.ResourceExhausted },
        { RefusalKind.Unavailable, 503, StatusCode.Unavailable },
    };

    [Fact]
    public void Every_kind_of_refusal_is_in_the_table_above() =>
        Assert.Equal(Enum.GetValues<RefusalKind>(), Kinds.Select(row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_refusal_is_a_problem_with_field_reason_and_remedy(RefusalKind kind, int status, StatusCode grpc)
    {
        await using var world = await NotesWorld.StartAsync();
        using var client = world.Platform.Anonymous();

        var answer = await client.GetAsync($"/api/notes/v1/refusals/{kind}");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal("urn:peerplatform:note-refused", (string?)problem["type"]);
        Assert.Equal("This note cannot be taken.", (string?)problem["title"]);
        Assert.Equal("text", (string?)problem["field"]);
        Assert.Equal("Send another one.", (string?)problem["remedy"]);
        Assert.Equal(status, (int)problem["status"]!);

        await using var scope = world.Platform.Scope(world.Agency, NotesWorld.Network);
        var facts = scope.ServiceProvider.GetRequiredService<WaveFactsService.WaveFactsServiceClient>();
        using var call = facts.StreamWaveFacts(new StreamWaveFactsRequest { WaveId = kind.ToString() }, deadline: DateTime.UtcNow.AddSeconds(20));
        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(grpc, refused.StatusCode);
        Assert.Equal("note-refused", refused.Trailers.GetValue("refusal"));
    }

    [Theory]
    [InlineData("""{"text":"a","colour":"red"}""", "colour", "not known")]
    [InlineData("""{"text":"a","place":{"line":1,"row":2}}""", "place.row", "not known")]
    [InlineData("""{"text":7}""", "text", "expected type")]
    [InlineData("""{"text":"a","place":{"line":"1"}}""", "place.line", "expected type")]
    [InlineData("""{"text":""", "text", "expected type")]
    [InlineData("not json", "body", "expected type")]
    [InlineData("", "request", "")]
    [InlineData("null", "request", "")]
    public async Task A_body_that_cannot_be_read_names_the_field(string body, string field, string why)
    {
        await using var world = await NotesWorld.StartAsync();
        using var client = world.Member();

        var answer = await client.PostAsync("/api/notes/v1/notes", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(field, (string?)problem["field"]);
        Assert.Contains(why, (string?)problem["title"], StringComparison.Ordinal);
        Assert.NotNull(problem["remedy"]);
        Assert.DoesNotContain("PeerPlatform.", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/notes/v1/refusals/Sideways", 400)]
    [InlineData("GET", "/api/notes/v1/notes", 401)]
    [InlineData("GET", "/api/notes/v1/nowhere", 404)]
    [InlineData("DELETE", "/api/notes/v1/fault", 405)]
    [InlineData("GET", "/api/notes/v1/fault", 500)]
    public async Task What_no_use_case_foresaw_is_a_problem_that_shows_nothing_of_ours(string method, string path, int status)
    {
        await using var world = await NotesWorld.StartAsync();
        using var client = world.Platform.Anonymous();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var answer = await client.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_another_media_type_is_refused()
    {
        await using var world = await NotesWorld.StartAsync();
        using var client = world.Member();

        var answer = await client.PostAsync("/api/notes/v1/notes", new StringContent("text=a", Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
