using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace PeerPlatform.Gateway.Tests;

public sealed class GatewayTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("x-forwarded-host", "evil.example")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    [InlineData("X-Tenant-Id", "a")]
    [InlineData("x-user", "a")]
    [InlineData("X-Member-Id", "a")]
    [InlineData("X-Roles", "Coordinator")]
    [InlineData("X-MS-Client-Principal-Name", "a")]
    [InlineData("dapr-app-id", "a")]
    public async Task What_a_client_claims_about_itself_does_not_reach_a_service(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/tenancy/v1/claimed-{header}");
        request.Headers.Add(header, value);
        request.Headers.Add("X-Kept", "yes");
        using var answer = await gateway.SignedIn.SendAsync(request, Cancelled);

        var (_, headers) = gateway.Reached.Single(r => r.Path.EndsWith($"claimed-{header}", StringComparison.Ordinal));
        Assert.DoesNotContain(header, headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(headers.Keys, name => name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("yes", headers["X-Kept"]);
    }

    [Theory]
    [InlineData("/api/tenancy/v1/anything")]
    [InlineData("/collect/v1/answers")]
    [InlineData("/api/reporting/v1/releases")]
    [InlineData("/health/live")]
    public async Task Every_answer_carries_security_headers_errors_too(string path)
    {
        using var answer = await gateway.SignedIn.GetAsync(path, Cancelled);

        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.NotEmpty(answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.NotEmpty(answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.NotEmpty(answer.Headers.GetValues("Permissions-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/collect/v1/answers")]
    [InlineData("/collect/s/ticket")]
    public async Task The_collecting_side_is_not_reached_by_the_signed_in_port_whatever_the_host_header_says(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = gateway.Collect.BaseAddress!.Authority;
        using var answer = await gateway.SignedIn.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);

        using var there = await gateway.Collect.GetAsync(path, Cancelled);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
    }

    [Theory]
    [InlineData("/api/tenancy/v1/me")]
    [InlineData("/sign-in")]
    [InlineData("/")]
    [InlineData("/.well-known/jwks.json")]
    public async Task Nothing_signed_in_is_reached_by_the_collecting_port(string path)
    {
        using var answer = await gateway.Collect.GetAsync(path, Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task On_the_collecting_side_no_cookie_identity_agent_or_trace_goes_in_and_no_cookie_comes_out()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/collect/v1/bare");
        request.Headers.Add("Cookie", "__Host-session=secret");
        request.Headers.Add("Authorization", "Bearer secret");
        request.Headers.Add("User-Agent", "Phone/1.0");
        request.Headers.Add("Referer", "http://somewhere.example/");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var answer = await gateway.Collect.SendAsync(request, Cancelled);

        var (_, headers) = gateway.Reached.Single(r => r.Path == "/collect/v1/bare");
        Assert.Empty(headers.Keys.Intersect(
            ["Cookie", "Authorization", "User-Agent", "Referer", "traceparent", "tracestate", "baggage"], StringComparer.OrdinalIgnoreCase));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_cookie_of_the_signed_in_side_passes_both_ways()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/signed-in-page");
        request.Headers.Add("Cookie", "__Host-session=kept");
        using var answer = await gateway.SignedIn.SendAsync(request, Cancelled);

        var (_, headers) = gateway.Reached.Single(r => r.Path == "/signed-in-page");
        Assert.Equal("__Host-session=kept", headers["Cookie"]);
        Assert.True(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_silent_service_gives_a_program_a_problem_with_a_remedy()
    {
        using var answer = await gateway.SignedIn.GetAsync("/api/reporting/v1/releases", Cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.NotEmpty(problem.GetProperty("remedy").GetString()!);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_silent_service_gives_a_person_a_page_with_the_help_line()
    {
        using var answer = await gateway.SignedIn.GetAsync("/silent", Cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("988", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_down_is_seen_and_does_not_take_the_gateway_away()
    {
        using var all = await gateway.SignedIn.GetAsync("/health/services", Cancelled);
        using var itself = await gateway.SignedIn.GetAsync("/health/ready", Cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, all.StatusCode);
        Assert.Equal(HttpStatusCode.OK, itself.StatusCode);
        var services = await all.Content.ReadFromJsonAsync<Dictionary<string, bool>>(Cancelled);
        Assert.False(services!["reporting"]);
        Assert.True(services["tenancy"]);
    }

    [Fact]
    public async Task An_onboarding_file_of_forty_megabytes_streams_through()
    {
        using var body = new ByteArrayContent(new byte[40 * 1024 * 1024]);
        using var answer = await gateway.SignedIn.PostAsync("/api/tenancy/v1/onboarding", body, Cancelled);

        Assert.Equal($"{40 * 1024 * 1024}", await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        using var body = new ByteArrayContent(new byte[65 * 1024 * 1024]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tenancy/v1/onboarding") { Content = body };
        request.Headers.ExpectContinue = true;
        using var answer = await gateway.SignedIn.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }
}
