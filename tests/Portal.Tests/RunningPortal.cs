using PeerPlatform.Assessment;
using PeerPlatform.Recruitment;
using PeerPlatform.Reporting;
using PeerPlatform.Tenancy;
using PeerPlatform.Testing;
using PeerPlatform.Training;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(PeerPlatform.Portal.Tests.RunningPortal))]

namespace PeerPlatform.Portal.Tests;

/// <summary>
/// The real services with the demonstration's network in one host, and the portal in another, as they run in production.
/// Tests use it together and leave each other's people alone.
/// </summary>
public sealed class RunningPortal : IAsyncLifetime
{
    public const string Password = "quiet-harbor-lantern";
    public const string Nora = "nora@network.example";
    public const string Casey = "casey.coordinator@massup.example";
    public const string Morgan = "morgan.member@massup.example";

    private TestPlatform _services = null!;
    private TestPlatform _portal = null!;

    public string Address => _portal.HttpAddress;

    /// <summary>Where the services themselves answer, as the gateway would make them.</summary>
    public string ServicesAddress => _services.HttpAddress;

    public IServiceProvider Services => _portal.Services;

    public async ValueTask InitializeAsync()
    {
        _services = await TestPlatform.StartAsync(
            [new TenancyService(), new AssessmentService(), new RecruitmentService(), new TrainingService(), new ReportingService()],
            new Dictionary<string, string?>
            {
                ["Tenancy:Start:Demonstration"] = Path.Combine(AppContext.BaseDirectory, "network-case.csv"),
                ["Tenancy:Start:DemonstrationPassword"] = Password,
            });
        _portal = await StartPortalAsync();
    }

    /// <summary>A portal of its own over the same services, for what a test has to set otherwise.</summary>
    internal Task<TestPlatform> StartPortalAsync(TimeProvider? clock = null, params (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Portal:CollectAddress"] = "http://127.0.0.1:1" };
        foreach (var service in new[] { "tenancy", "assessment", "recruitment", "training", "reporting" })
        {
            all[$"Services:{service}:Http"] = _services.HttpAddress;
        }

        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return TestPlatform.StartAsync(
            [new PortalService()],
            all,
            configure: builder =>
            {
                if (clock is not null)
                {
                    builder.Services.AddSingleton(clock);
                }
            });
    }

    internal Visitor Visitor() => new(Address);

    internal Task<Visitor> SignedInAsync(string email) => PeerPlatform.Portal.Tests.Visitor.SignedInAsync(Address, email);

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _services.DisposeAsync();
    }
}
