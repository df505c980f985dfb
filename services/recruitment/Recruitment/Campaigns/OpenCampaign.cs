using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Campaigns;

/// <summary>A search for supporters with its position description (P-3.1, P-3.2).</summary>
/// <param name="Title">1 to 100 characters.</param>
/// <param name="TeamId">The team whose members are looked for; the whole agency when missing.</param>
/// <param name="Tasks">1 to 2,000 characters.</param>
/// <param name="HoursAMonth">1 to 80.</param>
/// <param name="Months">Length of the commitment, 1 to 60.</param>
/// <param name="Pay"><c>voluntary</c>, <c>hourly</c> or <c>stipend</c>.</param>
/// <param name="Cents">US cents an hour, or of the stipend; nothing when voluntary.</param>
/// <param name="Places">1 to 100; 2 unless said.</param>
/// <param name="Goal">Up to 300 characters: whom the team of supporters lacks.</param>
/// <param name="NominateUntil">The last day for nominations, at most 180 days ahead.</param>
/// <param name="ApplyUntil">The last day for applications, not before the last for nominations.</param>
/// <param name="Weights">By code of the criterion, 1 to 5 each; 3 for those not named.</param>
public sealed record OpenCampaignRequest(
    string? Title,
    Guid? TeamId,
    string? Tasks,
    int? HoursAMonth,
    int? Months,
    string? Pay,
    int? Cents,
    int? Places,
    string? Goal,
    DateOnly? NominateUntil,
    DateOnly? ApplyUntil,
    IReadOnlyDictionary<string, int>? Weights);

internal static class OpenCampaign
{
    private const int UsualPlaces = 2;

    public static async Task<Results<Created<CampaignForCoordinator>, ProblemHttpResult>> HandleAsync(
        OpenCampaignRequest request,
        string? lang,
        RecruitmentDbContext db,
        AgencyReader agencies,
        AgencyDirectory directory,
        FairPay fair,
        TenantScope scope,
        CancellationToken cancellationToken)
    {
        if (Read(request, out var plan) is { } unreadable)
        {
            return unreadable.ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        if (request.TeamId is { } asked)
        {
            var teams = (await directory.AgencyAsync(cancellationToken)).Teams;
            if (teams.FirstOrDefault(t => t.TeamId == asked.ToString()) is not { } team)
            {
                return new FieldRefused("teamId", "This team is not in your agency.", "Choose from your agency's teams.").ToProblem();
            }

            plan = plan! with { TeamName = team.Name };
        }

        if (Campaign.Open(plan!, today, out var campaign) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Campaigns.Add(campaign!);
        db.RunningCampaigns.Add(new RunningCampaign { CampaignId = campaign!.Id, AgencyId = scope.TenantId!.Value, NetworkId = scope.NetworkId!.Value });
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.Created(
            $"/api/recruitment/v1/campaigns/{campaign.Id}",
            CampaignForCoordinator.Of(campaign, CampaignNumbers.None, today, fair, Languages.Named(lang)));
    }

    private static Refusal? Read(OpenCampaignRequest request, out CampaignPlan? plan)
    {
        plan = null;
        var (tasks, goal) = ("", "");
        if ((PlainText.Line(request.Title, "title", Campaign.LongestTitle, out var title)
            ?? PlainText.Paragraphs(request.Tasks, "tasks", Position.LongestTasks, out tasks)
            ?? PlainText.Line(request.Goal, "goal", Campaign.LongestGoal, out goal, mayBeEmpty: true)) is { } unreadable)
        {
            return unreadable;
        }

        if (request.HoursAMonth is not ({ } hours and >= 1 and <= Position.MostHours))
        {
            return new FieldRefused("hoursAMonth", $"The work takes 1 to {Position.MostHours} hours a month.", "Say about how many hours a month.");
        }

        if (request.Months is not ({ } months and >= 1 and <= Position.MostMonths))
        {
            return new FieldRefused("months", $"The commitment is 1 to {Position.MostMonths} months.", "Say for how many months.");
        }

        if (!Enum.TryParse<Pay>(request.Pay ?? "voluntary", ignoreCase: true, out var pay) || !Enum.IsDefined(pay))
        {
            return new FieldRefused("pay", "It is voluntary, paid by the hour, or with a stipend.", "Send voluntary, hourly or stipend.");
        }

        var cents = pay == Pay.Voluntary ? 0 : request.Cents ?? 0;
        if (pay != Pay.Voluntary && cents is < 1 or > Position.MostCents)
        {
            return new FieldRefused("cents", "The amount is missing or too large.", "Say how much, or choose voluntary.");
        }

        if ((request.Places ?? UsualPlaces) is not ({ } places and >= 1 and <= Campaign.MostPlaces))
        {
            return new FieldRefused("places", $"A search has 1 to {Campaign.MostPlaces} places.", "Say how many supporters are looked for.");
        }

        if (request.NominateUntil is not { } nominateUntil)
        {
            return new FieldRefused("nominateUntil", "The last day for nominations is missing.", "Say until when people can be named.");
        }

        if (Matrix.Read(request.Weights, out var matrix) is { } weights)
        {
            return weights;
        }

        plan = new CampaignPlan(
            title, request.TeamId, "", new Position(tasks, hours, months, pay, cents), places, goal, nominateUntil, request.ApplyUntil ?? nominateUntil.AddDays(14), matrix);
        return null;
    }
}
