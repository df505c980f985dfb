using System.Net.Http.Json;
using PeerPlatform.Tenancy;
using PeerPlatform.Testing;
using PeerPlatform.Training;

namespace PeerPlatform.Recruitment.Tests;

/// <summary>Recruitment, training and tenancy in one host: whoever becomes a supporter, or is one no longer, is so everywhere.</summary>
public sealed class ChainTests : IAsyncLifetime
{
    private const string Password = "quiet-harbor-lantern";
    private TestPlatform _platform = null!;

    public async ValueTask InitializeAsync() => _platform = await TestPlatform.StartAsync(
        [new TenancyService(), new RecruitmentService(), new TrainingService()],
        new Dictionary<string, string?>
        {
            ["Tenancy:Start:Demonstration"] = Path.Combine(AppContext.BaseDirectory, "network-case.csv"),
            ["Tenancy:Start:DemonstrationPassword"] = Password,
        });

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task A_supporter_has_role_and_path_everywhere_and_loses_both_when_they_leave()
    {
        using var casey = await SignedInAsync("casey.coordinator@massup.example");
        using var morgan = await SignedInAsync("morgan.member@massup.example");
        var id = (await morgan.GetJsonAsync("/api/tenancy/v1/me")).GetProperty("memberId").GetGuid();

        await casey.PostAsync("/api/recruitment/v1/supporters", new { memberId = id });

        using var supporter = (await Eventually.GetAsync(SupporterAsync, client => client is not null, "the role of a supporter, with a path"))!;
        Assert.Contains("Morgan", await casey.GetStringAsync("/api/training/v1/board"), StringComparison.Ordinal);

        var today = (await supporter.GetJsonAsync("/api/recruitment/v1/my-service")).GetProperty("since").GetString();
        (await supporter.PutAsJsonAsync("/api/recruitment/v1/my-service/notice", new { lastDay = today })).EnsureSuccessStatusCode();

        await Eventually.HoldsAsync(
            async () => !(await casey.GetStringAsync("/api/training/v1/board")).Contains("Morgan", StringComparison.Ordinal)
                && await SupporterAsync() is null,
            "no role and no path");
    }

    [Fact]
    public async Task Those_whom_the_agencys_own_file_names_as_supporters_are_of_the_team_and_can_leave()
    {
        const string Imported = "staff00007@massup.example";
        using var casey = await SignedInAsync("casey.coordinator@massup.example");
        var team = await Eventually.GetAsync(
            () => casey.GetJsonAsync("/api/recruitment/v1/supporters"), t => t.GetProperty("total").GetInt32() > 0, "those whom the file names");
        Assert.Equal(14, team.GetProperty("total").GetInt32());
        using var jo = await SignedInAsync(Imported);
        Assert.Contains("supporter", (await jo.GetJsonAsync("/api/tenancy/v1/me")).ToString(), StringComparison.OrdinalIgnoreCase);

        var today = (await jo.GetJsonAsync("/api/recruitment/v1/my-service")).GetProperty("since").GetString();
        (await jo.PutAsJsonAsync("/api/recruitment/v1/my-service/notice", new { lastDay = today })).EnsureSuccessStatusCode();

        await Eventually.HoldsAsync(
            async () =>
            {
                using var again = await SignedInAsync(Imported);
                return !(await again.GetJsonAsync("/api/tenancy/v1/me")).ToString().Contains("supporter", StringComparison.OrdinalIgnoreCase);
            },
            "the role is gone");
    }

    /// <summary>Morgan with a new token, once it holds the role and training knows the path.</summary>
    private async Task<HttpClient?> SupporterAsync()
    {
        var client = await SignedInAsync("morgan.member@massup.example");
        return (await client.GetAsync("/api/training/v1/my-path")).IsSuccessStatusCode ? client : null;
    }

    private Task<HttpClient> SignedInAsync(string email) => SignedIn.AsAsync(new Uri(_platform.HttpAddress), email, Password);
}
