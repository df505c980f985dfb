using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerPlatform.Contracts.Access;
using PeerPlatform.Portal.Layout;
using PeerPlatform.Portal.Services;
using PeerPlatform.Portal.Session;

namespace PeerPlatform.Portal.Home;

/// <summary>The first page: for a visitor, or what this person most likely came for.</summary>
internal static class HomePages
{
    /// <summary>Of a larger network the home page says what it found among these, and that there may be more.</summary>
    private const int AgenciesLookedAt = 100;
    private const int SearchesLookedAt = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.OpenPage("/", ShowAsync);

    private static async Task<IResult> ShowAsync(
        HttpContext context, AssessmentApi assessment, RecruitmentApi recruitment, TenancyApi tenancy, TrainingApi training, ReportingApi reporting, CancellationToken cancellationToken)
    {
        var reader = new Reader(context.User);
        if (!reader.IsSignedIn)
        {
            return new RazorComponentResult<VisitorHome>();
        }

        if (reader.May(Permission.OnboardAgencies))
        {
            return await NetworkAsync(tenancy, reporting, cancellationToken);
        }

        var own = reader.Sees(Permission.AnswerWaves) ? await TryAsync(() => assessment.MyWavesAsync(cancellationToken)) : null;
        var open = reader.Sees(Permission.RunWaves)
            ? await TryAsync(() => assessment.WavesAsync("open", 1, 10, cancellationToken))
            : null;
        var closed = reader.Sees(Permission.RunWaves)
            ? await TryAsync(() => assessment.WavesAsync("closed", 1, 3, cancellationToken))
            : null;
        var path = reader.Sees(Permission.OwnTraining) ? await TryAsync(() => training.MyPathAsync(cancellationToken)) : null;
        var campaigns = reader.Sees(Permission.OwnRecruitment) ? await TryAsync(() => recruitment.MyCampaignsAsync(cancellationToken)) : null;
        var toScore = reader.Sees(Permission.ScoreApplications) ? await TryAsync(() => recruitment.MyPanelAsync(cancellationToken)) : null;
        var searches = reader.Sees(Permission.RunRecruitment) ? await TryAsync(() => recruitment.CampaignsAsync(1, SearchesLookedAt, cancellationToken)) : null;
        var board = reader.Sees(Permission.SeeQualification) ? await TryAsync(() => training.BoardAsync(null, null, 1, 1, cancellationToken)) : null;
        return new RazorComponentResult<MemberHome>(new
        {
            Surveys = own,
            Open = open?.Items,
            Closed = closed?.Items,
            ToRead = path?.Value?.Steps.FindAll(s => s.Attests is not null) ?? [],
            IsAsked = campaigns?.Exists(c => c.Asked) == true,
            ToScore = toScore?.Count(t => !t.Scored) ?? 0,
            Undecided = searches?.Items.Sum(s => s.Undecided) ?? 0,
            Lapsing = board?.Counts.LapsesIn15 ?? 0,
            Next = path?.Value?.Steps.Find(s => !s.IsDone && s.Attests is null),
        });
    }

    private static async Task<IResult> NetworkAsync(TenancyApi tenancy, ReportingApi reporting, CancellationToken cancellationToken)
    {
        var agencies = await TryAsync(() => tenancy.AgenciesAsync(null, 1, cancellationToken, AgenciesLookedAt));
        var imports = await TryAsync(() => tenancy.OnboardingsAsync(1, cancellationToken));
        var waiting = await TryAsync(() => reporting.WaitingAsync(cancellationToken));
        var releases = await TryAsync(() => reporting.ReleasesAsync(1, 1, cancellationToken));
        var latest = releases is { Items: [var newest, ..] } ? await TryAsync(() => reporting.ReleaseAsync(newest.Id, cancellationToken)) : null;
        return new RazorComponentResult<NetworkHome>(new
        {
            Agencies = agencies,
            Unfinished = imports?.Items.Where(i => i.State is "reading" or "faulty" or "ready" or "importing").ToList(),
            Waiting = waiting,
            Releases = releases,
            Latest = latest,
        });
    }

    /// <summary>A home page stays useful when one service does not answer: that part says so, the others are there.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is ServiceSilent or ServiceRefused)
        {
            return null;
        }
    }
}
