using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Programme;

/// <summary>The nine steps with what each service of the agency knows of them.</summary>
/// <param name="IsWhole">False when a service that was to be asked did not answer.</param>
public sealed record SetUp(List<ProgrammeStep> Steps, bool IsWhole)
{
    public IEnumerable<ProgrammeTask> Tasks => Steps.SelectMany(s => s.Tasks);

    public List<ProgrammeTask> KeyTasks => [.. Tasks.Where(t => t.Key)];

    public bool IsReadyToRecruit => KeyTasks.TrueForAll(t => t.Done == true);

    /// <summary>Where a task that is told from facts is done; null for one that is ticked by hand.</summary>
    public static string? PlaceOf(ProgrammeTask task) => (task.ToldBy, task.Fact) switch
    {
        (null, _) => null,
        ("charter", { } section) => $"/programme/charter/{section}",
        ("people", _) => "/people",
        (ServiceName.Assessment, "closed-survey") => "/listening",
        (ServiceName.Assessment, _) => "/listening/new",
        (ServiceName.Recruitment, _) => task.Done == true ? "/searches" : "/searches/new",
        (ServiceName.Training, "essential-topics" or "mandated-reporting") => "/sessions/new",
        (ServiceName.Training, { } policy) => $"/programme/policies/{policy}",
        _ => null,
    };

    internal static async Task<SetUp> ReadAsync(
        ProgrammeApi programme, Asked asked, Reader reader, CancellationToken cancellationToken)
    {
        var steps = await programme.StepsAsync(cancellationToken);
        var facts = new Dictionary<string, IReadOnlyCollection<string>?>(StringComparer.Ordinal);
        foreach (var service in steps.SelectMany(s => s.Tasks).Where(t => t.Done is null).Select(t => t.ToldBy!).Distinct())
        {
            facts[service] = reader.Uses(service) ? await AskAsync(service, asked, cancellationToken) : null;
        }

        return new SetUp(
            [.. steps.Select(s => s with { Tasks = [.. s.Tasks.Select(t => t.Done is null ? t with { Done = facts[t.ToldBy!]?.Contains(t.Fact!) } : t)] })],
            facts.Values.All(f => f is not null));
    }

    /// <summary>What is done there; null when the service does not answer.</summary>
    private static async Task<IReadOnlyCollection<string>?> AskAsync(
        string service, Asked asked, CancellationToken cancellationToken)
    {
        try
        {
            return service switch
            {
                ServiceName.Assessment => Listened(
                    (await asked.Assessment.WavesAsync(null, 1, 1, cancellationToken)).Total, (await asked.Assessment.WavesAsync("closed", 1, 1, cancellationToken)).Total),
                ServiceName.Training => (await asked.Policies.SetUpAsync(cancellationToken)).Facts,
                ServiceName.Recruitment => (await asked.Recruitment.CampaignsAsync(1, 1, cancellationToken)).Total > 0 ? ["search"] : [],
                _ => null,
            };
        }
        catch (Exception e) when (e is ServiceSilent or ServiceRefused)
        {
            return null;
        }
    }

    private static List<string> Listened(int surveys, int closed) =>
        [.. surveys > 0 ? ["survey"] : (string[])[], .. closed > 0 ? ["closed-survey"] : (string[])[], .. surveys > 1 ? ["second-survey"] : (string[])[]];

    /// <summary>Whom to ask what is done.</summary>
    internal sealed record Asked(AssessmentApi Assessment, PoliciesApi Policies, RecruitmentApi Recruitment);
}
