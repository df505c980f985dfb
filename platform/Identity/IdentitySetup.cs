using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using PeerPlatform.Contracts.Access;

namespace PeerPlatform.Platform.Identity;

/// <summary>Names of claims in the platform's tokens.</summary>
public static class PlatformClaims
{
    /// <summary>Who issues members' tokens, and for whom.</summary>
    public const string Issuer = "peerplatform";

    /// <summary>The tenant: an agency, or the network itself.</summary>
    public const string Tenant = "tenant";

    /// <summary>The network of the tenant.</summary>
    public const string Network = "network";

    /// <summary>One value a role, in the words of <see cref="Role"/>.</summary>
    public const string Roles = "roles";

    /// <summary>The person's name as shown to themselves.</summary>
    public const string Name = "name";

    /// <summary>The person's id.</summary>
    public const string Subject = "sub";

    /// <summary>One value a service that the tenant subscribes to.</summary>
    public const string Services = "services";

    /// <summary>The API client's id; such a token has no person in it.</summary>
    public const string Client = "client_id";

    /// <summary>What the API client may do: names of scopes with spaces between (RFC 8693, 4.2).</summary>
    public const string Scope = "scope";
}

/// <summary>
/// Every service verifies tokens itself: tokens of members and of API clients (ES256) by the published keys, other services' tokens by the
/// deployment's service key or their own. Policies are the permissions of the access table; a route without a policy is closed.
/// </summary>
internal static class IdentitySetup
{
    public const string ServicePolicy = "service";
    private const string MemberScheme = "member";
    private const string ServiceScheme = "service";

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var serviceKeys = new ServiceKeys(configuration);
        services.AddSingleton(serviceKeys);
        services.AddSingleton<ServiceTokens>();
        // No default scheme: each policy names its own, so that a service's token is not first tried as a member's.
        services.AddAuthentication()
            .AddJwtBearer(MemberScheme, _ => { })
            .AddJwtBearer(ServiceScheme, options => VerifyServices(options, serviceKeys));
        services.AddOptions<JwtBearerOptions>(MemberScheme).Configure<TimeProvider>((options, clock) => VerifyMembers(options, configuration, clock));
        var authorization = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(MemberScheme).RequireAssertion(LeadsNowhere).Build())
            .AddPolicy(ServicePolicy, policy => policy.AddAuthenticationSchemes(ServiceScheme).RequireAuthenticatedUser());
        foreach (var permission in AccessTable.Rows.Keys)
        {
            authorization.AddPolicy(permission, policy => policy
                .AddAuthenticationSchemes(MemberScheme)
                .RequireAuthenticatedUser()
                .RequireAssertion(context => AccessTable.Allows(permission, RolesOf(context.User))
                    || AccessTable.AllowsClient(permission, ScopesOf(context.User))));
        }
    }

    /// <summary>Enters the tenant of the verified principal, after authorization and before the endpoint.</summary>
    public static Task EnterTenantAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity?.IsAuthenticated == true
            && Guid.TryParse(context.User.FindFirstValue(PlatformClaims.Tenant), out var tenant)
            && Guid.TryParse(context.User.FindFirstValue(PlatformClaims.Network), out var network))
        {
            context.RequestServices.GetRequiredService<TenantScope>().Enter(
                tenant,
                network,
                new Caller(IdOf(context.User, PlatformClaims.Subject), context.User.FindFirstValue(PlatformClaims.Name), RolesOf(context.User).ToHashSet())
                {
                    ClientId = IdOf(context.User, PlatformClaims.Client),
                    Services = Entitlement.ServicesOf(context.User),
                });
        }

        return next(context);
    }

    /// <summary>
    /// True where no route answers: an unknown address, or the framework's own 405 and 415. They say what is wrong
    /// with the request; a 401 or 403 in their place would not.
    /// </summary>
    private static bool LeadsNowhere(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint;

    private static Guid? IdOf(ClaimsPrincipal user, string claim) =>
        Guid.TryParse(user.FindFirstValue(claim), out var id) ? id : null;

    /// <summary>Only of a client's token.</summary>
    private static string[] ScopesOf(ClaimsPrincipal user) =>
        user.HasClaim(c => c.Type == PlatformClaims.Client) ? user.FindFirstValue(PlatformClaims.Scope)?.Split(' ') ?? [] : [];

    private static IEnumerable<Role> RolesOf(ClaimsPrincipal user)
    {
        foreach (var claim in user.FindAll(PlatformClaims.Roles))
        {
            if (Enum.TryParse<Role>(claim.Value, ignoreCase: false, out var role))
            {
                yield return role;
            }
        }
    }

    private static void VerifyMembers(JwtBearerOptions options, IConfiguration configuration, TimeProvider clock)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = PlatformClaims.Issuer,
            ValidAudience = PlatformClaims.Issuer,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = PlatformClaims.Name,
            RoleClaimType = PlatformClaims.Roles,
        };
        var address = configuration["Identity:Keys"] ?? throw new InvalidOperationException("Identity:Keys, the address of the published keys, is not set.");
        options.ConfigurationManager = new PublishedKeys(address, clock);
    }

    private static void VerifyServices(JwtBearerOptions options, ServiceKeys keys)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = keys.Verification();
        if (keys.AreOfEachService)
        {
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(new RememberedTokens(TimeProvider.System));
        }
    }
}
