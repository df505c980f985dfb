using System.Globalization;

namespace PeerPlatform.Portal.Services;

/// <summary>Training's public API: barriers, proposals, practice library.</summary>
internal sealed class PracticeApi(ServiceClient client)
{
    private const string Root = "/api/training/v1";

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public Task<BarriersNamed> MyBarriersAsync(CancellationToken cancellationToken) => client.GetAsync<BarriersNamed>($"{Root}/my-barriers", cancellationToken);

    public Task<Reply<BarriersNamed>> NameBarriersAsync(IReadOnlyList<string> kinds, CancellationToken cancellationToken) =>
        client.PostAsync<BarriersNamed>($"{Root}/my-barriers", new { kinds }, cancellationToken);

    public Task<List<BarriersOfQuarter>> BarriersAsync(CancellationToken cancellationToken) =>
        client.GetAsync<List<BarriersOfQuarter>>($"{Root}/barriers", cancellationToken);

    public Task<Listed<Proposal>> ProposalsAsync(bool decided, int page, int size, CancellationToken cancellationToken) =>
        client.GetAsync<Listed<Proposal>>(In($"{Root}/proposals", ("decided", decided ? "true" : null), ("page", page), ("size", size)), cancellationToken);

    public Task<Reply<Proposal>> ProposeAsync(string title, string about, CancellationToken cancellationToken) =>
        client.PostAsync<Proposal>(In($"{Root}/proposals"), new { title, about }, cancellationToken);

    public Task<Reply<Nothing>> TakeBackAsync(Guid id, CancellationToken cancellationToken) => client.DeleteAsync($"{Root}/proposals/{id}", cancellationToken);

    public Task<Reply<Proposal>> VoteAsync(Guid id, CancellationToken cancellationToken) =>
        client.PutAsync<Proposal>(In($"{Root}/proposals/{id}/vote"), new { }, cancellationToken);

    public Task<Reply<Nothing>> TakeVoteBackAsync(Guid id, CancellationToken cancellationToken) =>
        client.DeleteAsync($"{Root}/proposals/{id}/vote", cancellationToken);

    public Task<Reply<Proposal>> OfferHelpAsync(Guid id, IReadOnlyList<string> ways, CancellationToken cancellationToken) =>
        client.PutAsync<Proposal>(In($"{Root}/proposals/{id}/help"), new { ways }, cancellationToken);

    public Task<Listed<PlannersProposal>> PlannersProposalsAsync(bool decided, int page, int size, CancellationToken cancellationToken) =>
        client.GetAsync<Listed<PlannersProposal>>(
            In($"{Root}/curriculum/proposals", ("decided", decided ? "true" : null), ("page", page), ("size", size)), cancellationToken);

    public Task<Reply<PlannersProposal>> TakeProposalAsync(Guid id, NewTopic topic, CancellationToken cancellationToken) =>
        client.PostAsync<PlannersProposal>(In($"{Root}/curriculum/proposals/{id}/taken"), topic, cancellationToken);

    public Task<Reply<PlannersProposal>> DeclineProposalAsync(Guid id, string reason, CancellationToken cancellationToken) =>
        client.PostAsync<PlannersProposal>(In($"{Root}/curriculum/proposals/{id}/answer"), new { reason }, cancellationToken);

    public Task<Reply<List<ListedText>>> LibraryAsync(string? search, string? kind, CancellationToken cancellationToken) =>
        client.TryGetAsync<List<ListedText>>(In($"{Root}/library", ("search", search), ("kind", kind)), cancellationToken);

    public async Task<LibraryText> TextAsync(string code, CancellationToken cancellationToken) => (await TryTextAsync(code, cancellationToken)).OrThrow("training");

    public Task<Reply<LibraryText>> TryTextAsync(string code, CancellationToken cancellationToken) =>
        client.TryGetAsync<LibraryText>(In($"{Root}/library/{Uri.EscapeDataString(code)}"), cancellationToken);

    public Task<Reply<WrittenText>> WrittenAsync(string code, CancellationToken cancellationToken) =>
        client.TryGetAsync<WrittenText>($"{Root}/library/{Uri.EscapeDataString(code)}/written", cancellationToken);

    public Task<Reply<WrittenText>> AddTextAsync(WrittenText text, CancellationToken cancellationToken) =>
        client.PostAsync<WrittenText>($"{Root}/library", Sent(text), cancellationToken);

    public Task<Reply<WrittenText>> ChangeTextAsync(string code, WrittenText text, CancellationToken cancellationToken) =>
        client.PutAsync<WrittenText>($"{Root}/library/{Uri.EscapeDataString(code)}", Sent(text), cancellationToken);

    public Task<Reply<Nothing>> WithdrawTextAsync(string code, CancellationToken cancellationToken) =>
        client.DeleteAsync($"{Root}/library/{Uri.EscapeDataString(code)}", cancellationToken);

    private static object Sent(WrittenText text) => new { text.Kind, text.TitleEn, text.TextEn, text.TitleEs, text.TextEs };

    private static string In(string path, params (string Name, object? Value)[] values) => Query.Of(path, [.. values, ("lang", Language)]);
}

public sealed record BarriersNamed(bool Named, DateOnly NextFrom);

public sealed record BarriersOfQuarter(DateOnly From, DateOnly Through, List<BarrierFigure> Figures);

/// <param name="AtLeast">A multiple of five; null when it is withheld.</param>
public sealed record BarrierFigure(string Kind, int? AtLeast);

/// <param name="State"><c>open</c>, <c>taken</c> or <c>answered</c>.</param>
/// <param name="MyHelp">Any of <c>design</c> and <c>lead</c>.</param>
public sealed record Proposal(
    Guid Id, string Title, string About, DateOnly ProposedOn, string State, int Votes, bool MyVote, int Helpers, List<string> MyHelp, bool Mine, string? Answer,
    string? Topic);

public sealed record PlannersProposal(
    Guid Id, string Title, string About, DateOnly ProposedOn, string State, int Votes, List<OfferedHelp> Help, string? Answer, string? Topic);

public sealed record OfferedHelp(Guid MemberId, string Name, List<string> Ways);

public sealed record NewTopic(string NameEn, string NameEs, string AboutEn, string AboutEs);

/// <param name="Language">Of title and beginning.</param>
public sealed record ListedText(string Code, string Kind, string Title, string About, string Language, bool Own);

public sealed record LibraryText(
    string Code, string Kind, string Title, string About, List<TextPart> Parts, string Language, bool Own, string? Source, DateOnly? ChangedOn);

public sealed record TextPart(string Heading, List<string> Lines);

public sealed record WrittenText(string Code, string Kind, string TitleEn, string TextEn, string TitleEs, string TextEs);
