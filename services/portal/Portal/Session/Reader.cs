using System.Security.Claims;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Platform.Identity;
using PeerPlatform.Portal.Services;

namespace PeerPlatform.Portal.Session;

/// <summary>Who reads the page: a visitor, or a signed-in person as tenancy described them at the last refresh.</summary>
public sealed class Reader(ClaimsPrincipal user)
{
    private const string GivenNameClaim = "given_name";
    private const string LanguageClaim = "language";
    private const string NetworkNameClaim = "network_name";
    private const string AgencyNameClaim = "agency_name";
    private const string TimeZoneClaim = "time_zone";
    private const string HelpContactClaim = "help_contact";
    private const string TeamClaim = "team_name";

    private readonly HashSet<string> _services = [.. user.FindAll(PlatformClaims.Services).Select(c => c.Value)];

    private readonly HashSet<Role> _roles = [.. user.FindAll(PlatformClaims.Roles)
        .Select(c => Enum.TryParse<Role>(c.Value, out var role) ? role : (Role?)null)
        .OfType<Role>()];

    public bool IsSignedIn => user.Identity is { IsAuthenticated: true, AuthenticationType: SessionSetup.Scheme };

    public string Name => Claim(PlatformClaims.Name) ?? "";

    public string GivenName => Claim(GivenNameClaim) ?? Name;

    public string? Language => Claim(LanguageClaim);

    public string? NetworkName => Claim(NetworkNameClaim);

    /// <summary>Null for network coordinators, who belong to no agency.</summary>
    public string? AgencyName => Claim(AgencyNameClaim);

    public string? TeamName => Claim(TeamClaim);

    /// <summary>Whom the agency names for hard moments.</summary>
    public string? HelpContact => Claim(HelpContactClaim);

    public TimeZoneInfo TimeZone =>
        Claim(TimeZoneClaim) is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;

    public bool May(string permission) => IsSignedIn && AccessTable.Allows(permission, _roles);

    /// <summary>True when the agency subscribes to the service, or the service is always there.</summary>
    public bool Uses(string service) => !ServiceName.NeedsSubscription(service) || _services.Contains(service);

    /// <summary>What is worth showing: allowed, and of a service that the agency uses.</summary>
    public bool Sees(string permission) => May(permission) && Uses(AccessTable.ServiceOf(permission));

    /// <summary>What this person can let a connection do.</summary>
    internal IReadOnlyList<ClientScope> ScopesToGive =>
        May(Permission.ManageClients) ? [.. AccessTable.ClientScopes.Where(s => _roles.Contains(s.GivenBy) && Uses(s.Service))] : [];

    internal static ClaimsPrincipal PrincipalOf(Me me)
    {
        var claims = new List<Claim>
        {
            new(PlatformClaims.Subject, me.MemberId.ToString()),
            new(PlatformClaims.Name, me.Name),
            new(PlatformClaims.Network, me.Network.Id.ToString()),
            new(PlatformClaims.Tenant, (me.Agency?.Id ?? me.Network.Id).ToString()),
            new(GivenNameClaim, me.GivenName),
            new(LanguageClaim, me.Language),
            new(NetworkNameClaim, me.Network.Name),
        };
        claims.AddRange(me.Services.Select(s => new Claim(PlatformClaims.Services, s)));
        claims.AddRange(me.Roles.Select(r => new Claim(PlatformClaims.Roles, r.ToString())));
        if (me.Agency is { } agency)
        {
            claims.Add(new Claim(AgencyNameClaim, agency.Name));
            claims.Add(new Claim(TimeZoneClaim, agency.TimeZone));
            AddIfSaid(claims, HelpContactClaim, agency.HelpContact);
            AddIfSaid(claims, TeamClaim, agency.TeamName);
        }

        return PrincipalOf(claims);
    }

    /// <summary>From claims that this class has made before.</summary>
    internal static ClaimsPrincipal PrincipalOf(IEnumerable<Claim> claims) =>
        new(new ClaimsIdentity(claims, SessionSetup.Scheme, PlatformClaims.Name, PlatformClaims.Roles));

    private static void AddIfSaid(List<Claim> claims, string type, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            claims.Add(new Claim(type, value));
        }
    }

    private string? Claim(string type) => user.FindFirst(type)?.Value;
}
