namespace PeerPlatform.Portal.Services;

/// <summary>Recruitment's collecting side: the day's pass is all that is ever sent about whoever names somebody.</summary>
internal sealed class NominationsApi(ServiceClient client)
{
    public Task<Reply<NominationForm>> FormAsync(Guid campaign, string pass, string? search, CancellationToken cancellationToken) =>
        client.TryGetAsync<NominationForm>(Query.Of($"/collect/v1/nominations/{campaign}/{Uri.EscapeDataString(pass)}", ("search", search)), cancellationToken);

    public Task<Reply<Nothing>> NameAsync(Guid campaign, string pass, Guid nominee, CancellationToken cancellationToken) =>
        client.PostAsync<Nothing>("/collect/v1/nominations", new { campaignId = campaign, pass, nomineeId = nominee }, cancellationToken);
}

public sealed record NominationForm(string Title, string AgencyName, string? TeamName, DateOnly NominateUntil, List<Colleague> Colleagues, int Found);

public sealed record Colleague(Guid Id, string Name);
