using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace PeerPlatform.Gateway.Tests;

public sealed class LimitTests
{
    private static readonly (string, string) AccountOfThree = ("Gateway:Limits:Account:Permits", "3");
    private static readonly (string, string) AccountByHour = ("Gateway:Limits:Account:Seconds", "3600");

    [Fact]
    public async Task Beyond_the_limit_a_program_is_told_when_to_come_back()
    {
        await using var gateway = await Replicas.StartAsync(1, null, AccountOfThree, AccountByHour);
        var token = gateway.TokenOf(Guid.NewGuid());
        Assert.Equal(3, await gateway.LetThroughAsync(3, token));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tenancy/v1/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await gateway.SignedIn[0].SendAsync(request);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("urn:peerplatform:too-many-requests", problem.GetProperty("type").GetString());
        Assert.Contains("Wait", problem.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1100, 1200);
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
    }

    [Fact]
    public async Task One_persons_limit_is_nobody_elses()
    {
        await using var gateway = await Replicas.StartAsync(1, null, AccountOfThree, AccountByHour);
        await gateway.LetThroughAsync(10, gateway.TokenOf(Guid.NewGuid()));

        Assert.Equal(200, await gateway.AskAsync(0, gateway.TokenOf(Guid.NewGuid())));
    }

    [Fact]
    public async Task Another_token_of_the_same_person_does_not_help()
    {
        await using var gateway = await Replicas.StartAsync(1, null, AccountOfThree, AccountByHour);
        var member = Guid.NewGuid();
        await gateway.LetThroughAsync(3, gateway.TokenOf(member));

        Assert.Equal(429, await gateway.AskAsync(0, gateway.TokenOf(member)));
    }

    [Fact]
    public async Task A_forged_token_uses_up_nobodys_limit()
    {
        await using var gateway = await Replicas.StartAsync(1, null, AccountOfThree, AccountByHour);
        await using var forger = await PeerPlatform.Testing.TestIssuer.StartAsync();
        var member = Guid.NewGuid();
        var forged = forger.Token(Guid.NewGuid(), Guid.NewGuid(), member);

        Assert.Equal(10, await gateway.LetThroughAsync(10, forged));
        Assert.Equal(200, await gateway.AskAsync(0, gateway.TokenOf(member)));
    }

    [Fact]
    public async Task A_person_gets_a_page_with_the_help_line_in_both_languages()
    {
        await using var gateway = await Replicas.StartAsync(1, null, ("Gateway:Limits:Address:Permits", "1"), ("Gateway:Limits:Address:Seconds", "3600"));
        await gateway.AskAsync(0, null, "/");

        using var answer = await gateway.SignedIn[0].GetAsync("/");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("988", page, StringComparison.Ordinal);
        Assert.Contains("lang=\"es\"", page, StringComparison.Ordinal);
        Assert.Contains("3600 seconds", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_answered_whatever_the_limit()
    {
        await using var gateway = await Replicas.StartAsync(1, null, ("Gateway:Limits:Address:Permits", "1"), ("Gateway:Limits:Address:Seconds", "3600"));

        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.Equal(200, await gateway.AskAsync(0, null, "/health/live"));
        }
    }

    [Theory]
    [InlineData("/api/tenancy/v1/token", "grant_type=password&username=Casey%40massup.example&password=a")]
    [InlineData("/api/tenancy/v1/token", "grant_type=client_credentials&client_id=casey%40massup.example&client_secret=a")]
    [InlineData("/sign-in", "email=casey%40massup.example+&password=a")]
    public async Task Signing_in_is_limited_by_name_and_the_form_still_arrives(string path, string form)
    {
        await using var gateway = await Replicas.StartAsync(1, null, ("Gateway:Limits:SignInName:Permits", "2"), ("Gateway:Limits:SignInName:Seconds", "3600"));

        for (var i = 0; i < 2; i++)
        {
            using var taken = await SignInAsync(gateway, path, form);
            Assert.Equal(form, await taken.Content.ReadAsStringAsync());
        }

        using var refused = await SignInAsync(gateway, path, form.Replace("casey", "CASEY", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        using var other = await SignInAsync(gateway, path, form.Replace("asey", "orey", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task An_api_client_that_signs_in_by_header_is_limited_by_its_id()
    {
        await using var gateway = await Replicas.StartAsync(1, null, ("Gateway:Limits:SignInName:Permits", "1"), ("Gateway:Limits:SignInName:Seconds", "3600"));
        var statuses = new List<int>();
        foreach (var credentials in new[] { "payroll:a", "payroll:b", "rota:a" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tenancy/v1/token") { Content = Form("grant_type=client_credentials") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
            using var answer = await gateway.SignedIn[0].SendAsync(request);
            statuses.Add((int)answer.StatusCode);
        }

        Assert.Equal([200, 429, 200], statuses);
    }

    [Fact]
    public async Task A_sign_in_larger_than_any_is_not_read()
    {
        await using var gateway = await Replicas.StartAsync(1, null);
        using var answer = await SignInAsync(gateway, "/sign-in", "email=" + new string('a', 20_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_in_from_one_address_has_a_smaller_limit_than_pages()
    {
        await using var gateway = await Replicas.StartAsync(1, null, ("Gateway:Limits:SignIn:Permits", "2"), ("Gateway:Limits:SignIn:Seconds", "3600"));
        var statuses = new List<int>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            using var answer = await SignInAsync(gateway, "/sign-in", $"email={name}");
            statuses.Add((int)answer.StatusCode);
        }

        Assert.Equal([200, 200, 429], statuses);
        Assert.Equal(200, await gateway.AskAsync(0, null, "/sign-in"));
    }

    [Fact]
    public async Task Large_bodies_have_a_limit_of_their_own()
    {
        await using var gateway = await Replicas.StartAsync(1, null, ("Gateway:Limits:Upload:Permits", "1"), ("Gateway:Limits:Upload:Seconds", "3600"));
        var statuses = new List<int>();
        foreach (var length in new[] { 2_000_000, 2_000_000, 1000 })
        {
            using var body = new ByteArrayContent(new byte[length]);
            using var answer = await gateway.SignedIn[0].PostAsync("/api/tenancy/v1/onboarding", body);
            statuses.Add((int)answer.StatusCode);
        }

        using var json = await gateway.SignedIn[0].PostAsJsonAsync("/api/tenancy/v1/members", new { sentWithoutItsLength = true });
        using var file = new StreamContent(new UnknownLength());
        using var streamed = await gateway.SignedIn[0].PostAsync("/api/tenancy/v1/onboarding", file);

        Assert.Equal([200, 429, 200], statuses);
        Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, streamed.StatusCode);
    }

    [Theory]
    [InlineData("", 429)]
    [InlineData("127.0.0.0/8", 200)]
    public async Task An_address_in_a_header_counts_only_when_a_trusted_proxy_wrote_it(string trusted, int second)
    {
        await using var gateway = await Replicas.StartAsync(
            1, null, ("Gateway:TrustedProxies", trusted), ("Gateway:Limits:Address:Permits", "1"), ("Gateway:Limits:Address:Seconds", "3600"));
        var statuses = new List<int>();
        foreach (var hops in new[] { "198.51.100.1", "198.51.100.2", "203.0.113.77, 198.51.100.1, 127.0.0.9" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Add("X-Forwarded-For", hops);
            using var answer = await gateway.SignedIn[0].SendAsync(request);
            statuses.Add((int)answer.StatusCode);
        }

        // The third claims another origin, but the proxy saw the first one's address.
        Assert.Equal([200, second, 429], statuses);
    }

    private static async Task<HttpResponseMessage> SignInAsync(Replicas gateway, string path, string form)
    {
        using var content = Form(form);
        return await gateway.SignedIn[0].PostAsync(path, content);
    }

    private sealed class UnknownLength() : MemoryStream([1, 2, 3])
    {
        public override bool CanSeek => false;
    }

    private static StringContent Form(string fields) => new(fields, Encoding.UTF8, "application/x-www-form-urlencoded");
}
