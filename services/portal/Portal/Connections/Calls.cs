using System.Globalization;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Connections;

/// <summary>A call that a developer can copy and run as it stands.</summary>
/// <param name="Scope">What the connection needs to be allowed for it; null for the call that gets a token.</param>
/// <param name="Lines">Null while there is nothing yet to call it with.</param>
public sealed record TryCall(string? Scope, string? Lines);

/// <summary>
/// Calls with the address of this installation and the connection's own id filled in; the secret is <c>$SECRET</c>. Each of them is
/// run by a test as it stands on the page.
/// </summary>
internal static class Calls
{
    public const string Teams = "tenancy:own-agency";
    public const string Waves = "assessment:run-waves";
    public const string InviteByCount = "assessment:invite-by-count";
    public const string Results = "assessment:see-agency-results";
    public const string Qualification = "training:see-qualification";
    public const string Releases = "reporting:network-releases";

    private const string Curl = "curl --silent --show-error --fail-with-body";

    /// <param name="closedWave">A closed survey, whose results can be read.</param>
    /// <param name="lastDay">For a survey that is opened.</param>
    public static List<TryCall> Of(Connection connection, Reader reader, string address, string collect, Guid? closedWave, DateOnly lastDay)
    {
        var usable = connection.Scopes.Where(name => reader.ScopesToGive.Any(s => s.Name == name)).ToList();
        return
        [
            new TryCall(null, $$"""
                TOKEN=$({{Curl}} --user "{{connection.ClientId}}:$SECRET" \
                  --data grant_type=client_credentials {{address}}/api/tenancy/v1/token \
                  | sed -E 's/.*"access_token":"([^"]+)".*/\1/')
                """),
            .. usable.Select(scope => new TryCall(scope, LinesOf(scope, reader, address, collect, closedWave, lastDay))),
        ];
    }

    private static string? LinesOf(string scope, Reader reader, string address, string collect, Guid? closedWave, DateOnly lastDay) => scope switch
    {
        Teams => $"{Get($"{address}/api/tenancy/v1/teams")}\n{Get($"{address}/api/tenancy/v1/subscriptions")}",
        Waves => $"{Get($"{address}/api/assessment/v1/instruments")}\n{Get($"{address}/api/assessment/v1/waves?state=open")}",
        Results => closedWave is { } wave ? Get($"{address}/api/assessment/v1/waves/{wave}/results") : null,
        Qualification => Get($"{address}/api/training/v1/board"),
        Releases => $"{Get($"{address}/api/reporting/v1/waiting")}\n{Get($"{address}/api/reporting/v1/releases")}",
        InviteByCount => $$"""
            {{Curl}} --header "Authorization: Bearer $TOKEN" \
              --header "Content-Type: application/json" --header "Accept: text/csv" --output tickets.csv --data '{
                "title": "Trying it out", "instrument": "pressures", "closesOn": "{{lastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}}",
                "agencyName": "{{Plain(reader.AgencyName)}}", "timeZone": "{{reader.TimeZone.Id}}",
                "groups": [{ "name": "Night shift", "people": 6 }] }' {{address}}/api/assessment/v1/waves/by-count
            tr -d '\r' < tickets.csv | sed -n '2,$ s|.*,\(.*\)|{{collect}}/collect/s/\1|p'
            """,
        _ => null,
    };

    private static string Get(string address) => $"{Curl} --header \"Authorization: Bearer $TOKEN\" \\\n  \"{address}\"";

    /// <summary>A name inside JSON inside single quotes of a shell: letters, digits and a few signs.</summary>
    private static string Plain(string? name) =>
        new([.. (name ?? "").Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.' or ',').Take(100)]);
}
