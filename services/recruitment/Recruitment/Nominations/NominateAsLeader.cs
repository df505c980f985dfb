using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;
using PeerPlatform.Recruitment.Agencies;
using PeerPlatform.Recruitment.Applications;
using PeerPlatform.Recruitment.Campaigns;
using PeerPlatform.Recruitment.Data;

namespace PeerPlatform.Recruitment.Nominations;

/// <summary>A leader names somebody in their own name.</summary>
/// <param name="Words">Up to 500 characters: why. The coordinator reads it once the person has said yes; the person and the panel never do.</param>
public sealed record NominateAsLeaderRequest(Guid? MemberId, string? Words);

/// <summary>The answer is the same whether the person is asked, was asked, or has said no: a no is silent.</summary>
internal static class NominateAsLeader
{
    private const int LongestWords = 500;

    /// <summary>Whom a leader can name.</summary>
    public static async Task<Results<Ok<NamedColleague[]>, ProblemHttpResult>> ListAsync(
        Guid id, string? search, RecruitmentDbContext db, AgencyDirectory directory, Colleagues colleagues, CancellationToken cancellationToken)
    {
        const int most = 60;
        return await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.State == CampaignState.Open, cancellationToken) is { } campaign
            ? TypedResults.Ok(
                (await colleagues.OfAsync(campaign, directory, cancellationToken)).Find(search).Take(most).Select(m => new NamedColleague(m.Id, m.Name)).ToArray())
            : new CampaignUnknown().ToProblem();
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id,
        NominateAsLeaderRequest request,
        RecruitmentDbContext db,
        AgencyReader agencies,
        AgencyDirectory directory,
        Colleagues colleagues,
        TenantScope scope,
        CancellationToken cancellationToken)
    {
        if (PlainText.Paragraphs(request.Words, "words", LongestWords, out var words, mayBeEmpty: true) is { } unreadable)
        {
            return unreadable.ToProblem();
        }

        if (await agencies.TodayAsync(cancellationToken) is not { } today)
        {
            return new AgencySilent().ToProblem();
        }

        await using var alone = await db.BeginAloneAsync(RecruitmentDbContext.Work, cancellationToken);
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign)
        {
            return new CampaignUnknown().ToProblem();
        }

        if (!campaign.TakesNominationsOn(today.Today))
        {
            return new NominationsOver().ToProblem();
        }

        if (request.MemberId is not { } member || !(await colleagues.OfAsync(campaign, directory, cancellationToken)).Has(member))
        {
            return new FieldRefused("memberId", "Nobody of this list was chosen.", "Choose a colleague from the list.").ToProblem();
        }

        if (member == scope.MemberId)
        {
            return new NominateYourself().ToProblem();
        }

        var said = new LeadersWord(scope.MemberId, scope.Caller!.Name ?? "", words);
        if (await db.Applications.SingleOrDefaultAsync(a => a.CampaignId == id && a.MemberId == member, cancellationToken) is { } application)
        {
            application.Hear(said);
        }
        else
        {
            await KeepAsync(db, campaign, member, said, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task KeepAsync(RecruitmentDbContext db, Campaign campaign, Guid member, LeadersWord said, CancellationToken cancellationToken)
    {
        var nominee = NomineeHash.Of(campaign, member);
        await db.InsertUnlessThereAsync(new Ask(campaign.Id, nominee), cancellationToken);
        if (await db.Asks.AnyAsync(a => a.CampaignId == campaign.Id && a.Nominee == nominee && a.Answered, cancellationToken))
        {
            return;
        }

        var known = await db.LeaderNominations.SingleOrDefaultAsync(
            n => n.CampaignId == campaign.Id && n.Nominee == nominee && n.LeaderId == said.LeaderId, cancellationToken);
        if (known is not null)
        {
            known.Words = said.Words;
            return;
        }

        db.LeaderNominations.Add(new LeaderNomination
        {
            Id = Guid.NewGuid(), CampaignId = campaign.Id, Nominee = nominee, LeaderId = said.LeaderId, LeaderName = said.Name, Words = said.Words,
        });
    }
}
