using System.Globalization;

namespace PeerPlatform.Portal.Services;

/// <summary>Recruitment's public API.</summary>
internal sealed class RecruitmentApi(ServiceClient client)
{
    private const string Root = "/api/recruitment/v1";

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public Task<List<MyCampaign>> MyCampaignsAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<MyCampaign>>(In($"{Root}/my-campaigns"), cancellationToken);

    public Task<Reply<NominationPass>> PassAsync(Guid campaign, CancellationToken cancellationToken) =>
        client.PostAsync<NominationPass>($"{Root}/my-campaigns/{campaign}/nomination-pass", null, cancellationToken);

    public Task<Reply<Nothing>> SayNoAsync(Guid campaign, CancellationToken cancellationToken) =>
        client.PostAsync<Nothing>($"{Root}/my-campaigns/{campaign}/no", null, cancellationToken);

    public Task<Reply<OwnApplication>> BeginAsync(Guid campaign, CancellationToken cancellationToken) =>
        client.PostAsync<OwnApplication>(In($"{Root}/my-campaigns/{campaign}/application"), null, cancellationToken);

    public Task<OwnApplication> MyApplicationAsync(Guid campaign, CancellationToken cancellationToken) =>
        client.GetAsync<OwnApplication>(In($"{Root}/my-campaigns/{campaign}/application"), cancellationToken);

    public Task<Reply<OwnApplication>> WriteAsync(Guid campaign, IReadOnlyDictionary<string, string?> answers, CancellationToken cancellationToken) =>
        client.PutAsync<OwnApplication>(In($"{Root}/my-campaigns/{campaign}/application"), new { answers }, cancellationToken);

    public Task<Reply<OwnApplication>> SubmitAsync(Guid campaign, CancellationToken cancellationToken) =>
        client.PostAsync<OwnApplication>(In($"{Root}/my-campaigns/{campaign}/application/submission"), null, cancellationToken);

    public Task<Reply<Nothing>> WithdrawAsync(Guid campaign, CancellationToken cancellationToken) =>
        client.DeleteAsync($"{Root}/my-campaigns/{campaign}/application", cancellationToken);

    public Task<MyService> MyServiceAsync(CancellationToken cancellationToken) => client.GetAsync<MyService>(In($"{Root}/my-service"), cancellationToken);

    public Task<Reply<Nothing>> GiveNoticeAsync(DateOnly? lastDay, CancellationToken cancellationToken) =>
        client.PutAsync<Nothing>($"{Root}/my-service/notice", new { lastDay }, cancellationToken);

    public Task<Reply<Nothing>> StayAsync(CancellationToken cancellationToken) => client.DeleteAsync($"{Root}/my-service/notice", cancellationToken);

    public Task<Reply<Nothing>> MarkStepAsync(string step, bool done, CancellationToken cancellationToken) =>
        client.PutAsync<Nothing>($"{Root}/my-service/welcome/{Uri.EscapeDataString(step)}", new { done }, cancellationToken);

    public Task<List<RoleCase>> MyCasesAsync(CancellationToken cancellationToken) => client.GetAsync<List<RoleCase>>($"{Root}/my-cases", cancellationToken);

    public Task<Reply<RoleCase>> SayAsync(Guid about, string text, CancellationToken cancellationToken) =>
        client.PutAsync<RoleCase>($"{Root}/my-cases/{about}/statement", new { text }, cancellationToken);

    public Task<Reply<RoleCase>> AppealAsync(Guid about, string text, CancellationToken cancellationToken) =>
        client.PostAsync<RoleCase>($"{Root}/my-cases/{about}/appeal", new { text }, cancellationToken);

    public Task<List<Colleague>> ColleaguesAsync(Guid campaign, string? search, CancellationToken cancellationToken) =>
        client.GetAsync<List<Colleague>>(Query.Of($"{Root}/campaigns/{campaign}/colleagues", ("search", search)), cancellationToken);

    public Task<Reply<Nothing>> NominateAsLeaderAsync(Guid campaign, Guid? memberId, string words, CancellationToken cancellationToken) =>
        client.PostAsync<Nothing>($"{Root}/campaigns/{campaign}/leader-nominations", new { memberId, words }, cancellationToken);

    public Task<List<PanelTask>> MyPanelAsync(CancellationToken cancellationToken) => client.GetAsync<List<PanelTask>>($"{Root}/my-panel", cancellationToken);

    public Task<PanelApplication> PanelApplicationAsync(Guid id, CancellationToken cancellationToken) =>
        client.GetAsync<PanelApplication>(In($"{Root}/my-panel/{id}"), cancellationToken);

    public Task<Reply<PanelApplication>> ScoreAsync(
        Guid id, IReadOnlyDictionary<string, int> scores, IReadOnlyList<string> flags, string note, CancellationToken cancellationToken) =>
        client.PutAsync<PanelApplication>(In($"{Root}/my-panel/{id}/scorecard"), new { scores, flags, note }, cancellationToken);

    public Task<Reply<Nothing>> StepAsideAsync(Guid id, CancellationToken cancellationToken) =>
        client.PostAsync<Nothing>($"{Root}/my-panel/{id}/step-aside", null, cancellationToken);

    public Task<Listed<ListedCampaign>> CampaignsAsync(int page, int size, CancellationToken cancellationToken) =>
        client.GetAsync<Listed<ListedCampaign>>(Query.Of($"{Root}/campaigns", ("page", page), ("size", size)), cancellationToken);

    public Task<Reply<Campaign>> OpenAsync(OpenCampaign plan, CancellationToken cancellationToken) =>
        client.PostAsync<Campaign>(In($"{Root}/campaigns"), plan, cancellationToken);

    public Task<Campaign> CampaignAsync(Guid id, CancellationToken cancellationToken) => client.GetAsync<Campaign>(In($"{Root}/campaigns/{id}"), cancellationToken);

    public Task<Reply<Nothing>> NamePanelAsync(Guid id, IReadOnlyList<Guid> memberIds, CancellationToken cancellationToken) =>
        client.PutAsync<Nothing>($"{Root}/campaigns/{id}/panel", new { memberIds }, cancellationToken);

    public Task<Reply<Nothing>> CloseAsync(Guid id, CancellationToken cancellationToken) =>
        client.PostAsync<Nothing>($"{Root}/campaigns/{id}/close", null, cancellationToken);

    public Task<List<ListedApplication>> ApplicationsAsync(Guid campaign, CancellationToken cancellationToken) =>
        client.GetAsync<List<ListedApplication>>($"{Root}/campaigns/{campaign}/applications", cancellationToken);

    public Task<Application> ApplicationAsync(Guid id, CancellationToken cancellationToken) =>
        client.GetAsync<Application>(In($"{Root}/applications/{id}"), cancellationToken);

    public Task<Reply<Nothing>> PlanInterviewAsync(Guid id, DateTimeOffset? at, string place, CancellationToken cancellationToken) =>
        client.PutAsync<Nothing>($"{Root}/applications/{id}/interview", new { at, place }, cancellationToken);

    public Task<Reply<Application>> DecideAsync(Guid id, string outcome, string reasons, string words, CancellationToken cancellationToken) =>
        client.PostAsync<Application>(In($"{Root}/applications/{id}/decision"), new { outcome, reasons, words }, cancellationToken);

    public Task<Listed<ListedSupporter>> SupportersAsync(int page, int size, CancellationToken cancellationToken) =>
        client.GetAsync<Listed<ListedSupporter>>(Query.Of($"{Root}/supporters", ("page", page), ("size", size)), cancellationToken);

    public Task<Reply<ListedSupporter>> GiveBuddyAsync(Guid id, Guid? buddyId, CancellationToken cancellationToken) =>
        client.PutAsync<ListedSupporter>($"{Root}/supporters/{id}/buddy", new { buddyId }, cancellationToken);

    public Task<List<ListedCase>> CasesAsync(CancellationToken cancellationToken) => client.GetAsync<List<ListedCase>>($"{Root}/cases", cancellationToken);

    public Task<RoleCase> CaseAsync(Guid id, CancellationToken cancellationToken) => client.GetAsync<RoleCase>($"{Root}/cases/{id}", cancellationToken);

    public Task<Reply<RoleCase>> OpenCaseAsync(Guid supporterId, string ground, string summary, CancellationToken cancellationToken) =>
        client.PostAsync<RoleCase>($"{Root}/cases", new { supporterId, ground, summary }, cancellationToken);

    public Task<Reply<RoleCase>> AddEvidenceAsync(Guid id, string text, CancellationToken cancellationToken) =>
        client.PostAsync<RoleCase>($"{Root}/cases/{id}/evidence", new { text }, cancellationToken);

    public Task<Reply<RoleCase>> PlanHearingAsync(Guid id, DateTimeOffset? at, string place, CancellationToken cancellationToken) =>
        client.PutAsync<RoleCase>($"{Root}/cases/{id}/hearing", new { at, place }, cancellationToken);

    public Task<Reply<RoleCase>> DecideCaseAsync(Guid id, bool isAppeal, string outcome, string reasons, CancellationToken cancellationToken) =>
        client.PostAsync<RoleCase>($"{Root}/cases/{id}/{(isAppeal ? "appeal-decision" : "decision")}", new { outcome, reasons }, cancellationToken);

    public Task<List<OwnDimension>> MyRepresentationAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<OwnDimension>>(In($"{Root}/my-representation"), cancellationToken);

    public Task<Reply<List<OwnDimension>>> SayOfMyselfAsync(IReadOnlyDictionary<string, string> said, CancellationToken cancellationToken) =>
        client.PutAsync<List<OwnDimension>>(In($"{Root}/my-representation"), new { said }, cancellationToken);

    public Task<List<RepresentedDimension>> RepresentationAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<RepresentedDimension>>(In($"{Root}/representation"), cancellationToken);

    public Task<RecruitmentSettings> SettingsAsync(CancellationToken cancellationToken) => client.GetAsync<RecruitmentSettings>($"{Root}/settings", cancellationToken);

    public Task<Reply<RecruitmentSettings>> ChangeSettingsAsync(int? monthsKept, CancellationToken cancellationToken) =>
        client.PutAsync<RecruitmentSettings>($"{Root}/settings", new { monthsKept }, cancellationToken);

    private static string In(string path) => Query.Of(path, ("lang", Language));
}
