using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform.Identity;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.SignIn;
using PeerPlatform.Testing;

namespace PeerPlatform.Tenancy.Tests;

/// <summary>Tenancy on real ports with a real database, set up through its own first link, without demonstration.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string Password = "four warm words here";
    public const string Nora = "nora@network.example";
    private const string Api = "/api/tenancy/v1";

    private readonly List<HttpClient> _clients = [];
    private SigningCredentials? _signing;

    private World(TestPlatform platform, ShiftedClock clock)
    {
        Platform = platform;
        Clock = clock;
        Nobody = Keep(platform.Anonymous());
    }

    public TestPlatform Platform { get; }

    public ShiftedClock Clock { get; }

    /// <summary>A client that is not signed in.</summary>
    public HttpClient Nobody { get; }

    /// <summary>The network's coordinator, signed in.</summary>
    public HttpClient Coordinator { get; private set; } = null!;

    public Guid Network { get; private set; }

    /// <summary>The service with nothing in it.</summary>
    public static async Task<World> StartEmptyAsync(string? folder = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var clock = new ShiftedClock();
        var platform = await TestPlatform.StartAsync(
            [new TenancyService()], settings, folder, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await using var scope = platform.Services.CreateAsyncScope();
        return new World(platform, clock)
        {
            _signing = await platform.Services.GetRequiredService<SigningKeys>()
                .CurrentAsync(scope.ServiceProvider.GetRequiredService<TenancyDbContext>(), clock.GetUtcNow(), CancellationToken.None),
        };
    }

    /// <summary>The service with a network, its coordinator, and what the rows say.</summary>
    public static Task<World> StartAsync(params string[] rows) => StartAsync(null, rows);

    /// <summary>The same on PostgreSQL, whatever the other tests run on.</summary>
    public static Task<World> StartOnPostgresAsync(params string[] rows) =>
        StartAsync(new Dictionary<string, string?> { ["Database:Provider"] = "postgres" }, rows);

    private static async Task<World> StartAsync(IReadOnlyDictionary<string, string?>? settings, string[] rows)
    {
        var world = await StartEmptyAsync(settings: settings);
        await world.SetUpAsync();
        if (rows.Length > 0)
        {
            await world.OnboardAsync(Csv.File(rows));
        }

        return world;
    }

    public async Task SetUpAsync(string? folder = null)
    {
        var path = await File.ReadAllTextAsync(Path.Combine(folder ?? Platform.Folder, "first-set-up.txt"));
        await Nobody.PostAsync($"{Api}/setup-links/redeem", new
        {
            token = path.Trim().Split('/')[^1], password = Password, networkName = "Test Network", givenName = "Nora", familyName = "Quill", email = Nora,
        });
        await SignInCoordinatorAsync();
    }

    public async Task SignInCoordinatorAsync()
    {
        Coordinator = await SignInAsync(Nora);
        Network = (await Coordinator.GetJsonAsync($"{Api}/me")).GetProperty("network").GetProperty("id").GetGuid();
    }

    public async Task<HttpClient> SignInAsync(string email, string password = Password) =>
        Keep(await SignedIn.AsAsync(new Uri(Platform.HttpAddress), email, password));

    /// <summary>A client whose token says what the test says, signed with the service's own key.</summary>
    public HttpClient As(Guid tenant, Guid? member, params Role[] roles) => As(tenant, Network, member, roles);

    /// <summary>A coordinator of some other network of the deployment.</summary>
    public HttpClient AsNetwork(Guid network) => As(network, network, null, Role.NetworkCoordinator);

    private HttpClient As(Guid tenant, Guid network, Guid? member, params Role[] roles)
    {
        var now = DateTime.UtcNow;
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = PlatformClaims.Issuer,
            Audience = PlatformClaims.Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(10),
            SigningCredentials = _signing,
            Claims = new Dictionary<string, object>
            {
                [PlatformClaims.Subject] = (member ?? Guid.NewGuid()).ToString(),
                [PlatformClaims.Tenant] = tenant.ToString(),
                [PlatformClaims.Network] = network.ToString(),
                [PlatformClaims.Roles] = roles.Select(r => r.ToString()).ToArray(),
                [PlatformClaims.Name] = "Test Person",
            },
        });
        var client = Keep(Platform.Anonymous());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async Task<HttpResponseMessage> TokenAsync(params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await Nobody.PostAsync(new Uri($"{Api}/token", UriKind.Relative), content);
    }

    public async Task<string> UploadAsync(HttpContent content, string name = "people.csv")
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await Coordinator.PostAsync(new Uri($"{Api}/onboarding?fileName={name}", UriKind.Relative), content);
        return (await answer.ReadAsync()).GetProperty("id").GetString()!;
    }

    /// <summary>Uploads a file and waits until its preview is done, or whatever other state is waited for.</summary>
    public async Task<JsonElement> PreviewAsync(string file)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        return await WaitAsync(await UploadAsync(content), "ready", "faulty");
    }

    public Task<JsonElement> WaitAsync(string id, params string[] states) => Eventually.GetAsync(
        () => Coordinator.GetJsonAsync($"{Api}/onboarding/{id}"),
        file => states.Contains(file.GetProperty("state").GetString()),
        $"the file is {string.Join(" or ", states)}");

    public async Task<JsonElement> ImportAsync(string id)
    {
        using var answer = await Coordinator.PostAsync(new Uri($"{Api}/onboarding/{id}/import", UriKind.Relative), null);
        await answer.ReadAsync();
        return await WaitAsync(id, "imported", "failed");
    }

    /// <summary>Preview and import; the file must be without fault.</summary>
    public async Task<JsonElement> OnboardAsync(string file)
    {
        var preview = await PreviewAsync(file);
        Assert.True(preview.GetProperty("state").GetString() == "ready", preview.ToString());
        return await ImportAsync(preview.GetProperty("id").GetString()!);
    }

    public async Task<Guid> AgencyAsync(string code)
    {
        var listed = await Coordinator.GetJsonAsync($"{Api}/agencies?search={code}");
        return listed.GetProperty("items").EnumerateArray().Single(a => a.GetProperty("code").GetString() == code).GetProperty("id").GetGuid();
    }

    /// <summary>The agency's coordinator by token only; nobody needs a password for most tests.</summary>
    public async Task<HttpClient> CoordinatorOfAsync(string agency) =>
        As(await AgencyAsync(agency), null, Role.Member, Role.Coordinator);

    /// <summary>The member of the agency gets a link, chooses the password and signs in.</summary>
    public async Task<HttpClient> WithPasswordAsync(string agency, string email)
    {
        var coordinator = await CoordinatorOfAsync(agency);
        var found = (await coordinator.GetJsonAsync($"{Api}/members?search={email}")).GetProperty("items")[0];
        var link = await coordinator.PostAsync($"{Api}/members/{found.GetProperty("id").GetString()}/setup-link");
        await Nobody.PostAsync($"{Api}/setup-links/redeem", new { token = link.GetProperty("path").GetString()!.Split('/')[^1], password = Password });
        return await SignInAsync(email);
    }

    /// <summary>Looks into the database from inside a tenant.</summary>
    public async Task<T> LookAsync<T>(Guid tenant, Func<TenancyDbContext, Task<T>> look)
    {
        await using var scope = Platform.Scope(tenant, Network);
        return await look(scope.ServiceProvider.GetRequiredService<TenancyDbContext>());
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await Platform.DisposeAsync();
    }

    private HttpClient Keep(HttpClient client)
    {
        _clients.Add(client);
        return client;
    }
}
