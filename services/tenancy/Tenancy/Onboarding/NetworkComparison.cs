using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;
using PeerPlatform.Tenancy.Data;
using PeerPlatform.Tenancy.Members;
using PeerPlatform.Tenancy.Networks;
using PeerPlatform.Tenancy.SignIn;
using PeerPlatform.Tenancy.Subscriptions;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>
/// Compares rows with what the network has, batch by batch, and changes it accordingly. Whoever is not in the file
/// stays as they are. Each agency's rows are handled inside its own tenant.
/// </summary>
internal sealed class NetworkComparison(TenancyDbContext db, TenantScope scope, Guid network, DateTimeOffset now) : IDisposable
{
    private const int LongestSample = 20;

    private readonly Dictionary<string, KnownAgency> _agencies = new(StringComparer.Ordinal);
    private readonly List<Member> _newMembers = [];
    private readonly List<Account> _newAccounts = [];
    private readonly IncrementalHash _decisions = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public Tally Agencies { get; } = new();

    public Tally Teams { get; } = new();

    public Tally Members { get; } = new();

    public List<string> Sample { get; } = [];

    public string Decisions() => Convert.ToHexString(_decisions.GetCurrentHash());

    /// <param name="save">False throws the changes away.</param>
    public async Task TakeAsync(IReadOnlyList<MemberRow> rows, List<Fault> faults, bool save, CancellationToken cancellationToken)
    {
        var owners = await OwnersOfEmailsAsync(rows, cancellationToken);
        await MeetAgenciesAsync(rows, cancellationToken);
        foreach (var group in rows.GroupBy(r => r.AgencyCode, StringComparer.Ordinal))
        {
            var agency = _agencies[group.Key];
            scope.Enter(agency.Id, network, scope.Caller);
            await TakeGroupAsync(agency, [.. group], owners, faults, cancellationToken);
            if (save)
            {
                await db.SaveChangesAsync(cancellationToken);
                await db.InsertAllAsync(_newMembers, cancellationToken);
                await db.InsertAllAsync(_newAccounts, cancellationToken);
                db.ChangeTracker.Clear();
            }

            _newMembers.Clear();
            _newAccounts.Clear();
        }

        db.ChangeTracker.Clear();
    }

    public void Dispose() => _decisions.Dispose();

    private async Task<Dictionary<string, Guid>> OwnersOfEmailsAsync(IReadOnlyList<MemberRow> rows, CancellationToken cancellationToken)
    {
        var keys = rows.Select(r => Account.KeyOf(r.Details.Email)).ToList();
        return await db.Accounts
            .Where(a => EF.Parameter(keys).Contains(a.EmailKey))
            .Select(a => new { a.EmailKey, a.MemberId })
            .ToDictionaryAsync(a => a.EmailKey, a => a.MemberId, StringComparer.Ordinal, cancellationToken);
    }

    private async Task MeetAgenciesAsync(IReadOnlyList<MemberRow> rows, CancellationToken cancellationToken)
    {
        var unmet = rows.DistinctBy(r => r.AgencyCode).Where(r => !_agencies.ContainsKey(r.AgencyCode)).ToList();
        if (unmet.Count == 0)
        {
            return;
        }

        var codes = unmet.Select(r => r.AgencyCode).ToList();
        var known = await db.Agencies
            .Where(a => a.NetworkId == network && EF.Parameter(codes).Contains(a.Code))
            .ToDictionaryAsync(a => a.Code, StringComparer.Ordinal, cancellationToken);
        foreach (var row in unmet)
        {
            if (known.TryGetValue(row.AgencyCode, out var agency))
            {
                var changed = agency.Change(row.SaysHelpContact ? row.Agency : row.Agency with { HelpContact = agency.HelpContact });
                Decide(Agencies, agency.Id, changed, () => $"Agency {agency.Name} ({agency.Code}): {string.Join(", ", changed)} changed.");
            }
            else
            {
                agency = Agency.Join(network, row.AgencyCode, row.Agency);
                db.Agencies.Add(agency);
                Decide(Agencies, null, [], () => $"New agency {agency.Name} ({agency.Code}).");
            }

            var isNew = !known.ContainsKey(row.AgencyCode);
            _agencies[row.AgencyCode] = new KnownAgency(agency.Id, agency.Name, isNew) { Joins = isNew ? agency : null };
        }
    }

    private async Task TakeGroupAsync(
        KnownAgency agency, List<MemberRow> rows, Dictionary<string, Guid> owners, List<Fault> faults, CancellationToken cancellationToken)
    {
        if (agency.Joins is { } joins)
        {
            db.Subscriptions.AddRange(Subscription.BeginAll(joins, now));
            agency.Joins = null;
        }

        await MeetTeamsAsync(agency, rows, cancellationToken);
        var numbers = rows.Select(r => r.StaffNumber).ToList();
        var known = agency.IsNew
            ? []
            : await db.Members
                .Where(m => EF.Parameter(numbers).Contains(m.StaffNumber))
                .ToDictionaryAsync(m => m.StaffNumber, StringComparer.Ordinal, cancellationToken);
        var moved = new List<Member>();
        foreach (var row in rows)
        {
            var member = known.GetValueOrDefault(row.StaffNumber);
            if (owners.TryGetValue(Account.KeyOf(row.Details.Email), out var owner) && owner != member?.Id)
            {
                faults.Add(new Fault(
                    row.Line, Column.Email, row.Details.Email, "Another person of the network has this e-mail address already.",
                    "Give each person an address of their own; if it moved from one to the other, change that person first."));
                continue;
            }

            var details = row.Details with { TeamId = row.Team is { } team ? agency.Teams[team.Code] : null };
            if (member is null)
            {
                member = new Member(row.StaffNumber, details);
                _newMembers.Add(member);
                _newAccounts.Add(new Account(member.Id, agency.Id, network, member.Email));
                Decide(Members, null, [], () => $"New member {member.Name}, {agency.Name}.");
            }
            else
            {
                var changed = member.Change(details);
                Decide(Members, member.Id, changed, () => $"{member.Name}, {agency.Name}: {string.Join(", ", changed)} changed.");
                if (changed.Contains("e-mail"))
                {
                    moved.Add(member);
                }
            }
        }

        await MoveAccountsAsync(moved, cancellationToken);
    }

    private async Task MeetTeamsAsync(KnownAgency agency, List<MemberRow> rows, CancellationToken cancellationToken)
    {
        var unmet = rows.Select(r => r.Team).OfType<TeamNamed>().DistinctBy(t => t.Code).Where(t => !agency.Teams.ContainsKey(t.Code)).ToList();
        var codes = unmet.Select(t => t.Code).ToList();
        var known = agency.IsNew || unmet.Count == 0
            ? []
            : await db.Teams
                .Where(t => EF.Parameter(codes).Contains(t.Code))
                .ToDictionaryAsync(t => t.Code, StringComparer.Ordinal, cancellationToken);
        foreach (var named in unmet)
        {
            if (known.TryGetValue(named.Code, out var team))
            {
                Decide(Teams, team.Id, team.Rename(named.Name) ? ["name"] : [], () => $"Team {team.Name}, {agency.Name}: name changed.");
            }
            else
            {
                team = new Team(named.Code, named.Name);
                db.Teams.Add(team);
                Decide(Teams, null, [], () => $"New team {team.Name}, {agency.Name}.");
            }

            agency.Teams[named.Code] = team.Id;
        }
    }

    private async Task MoveAccountsAsync(List<Member> moved, CancellationToken cancellationToken)
    {
        if (moved.Count == 0)
        {
            return;
        }

        var emails = moved.ToDictionary(m => m.Id, m => m.Email);
        var ids = emails.Keys.ToList();
        foreach (var account in await db.Accounts.Where(a => EF.Parameter(ids).Contains(a.MemberId)).ToListAsync(cancellationToken))
        {
            account.ChangeEmail(emails[account.MemberId]);
        }
    }

    private void Decide(Tally tally, Guid? id, IReadOnlyCollection<string> changed, Func<string> sentence)
    {
        if (id is null)
        {
            tally.New++;
        }
        else if (changed.Count > 0)
        {
            tally.Changed++;
        }
        else
        {
            tally.Unchanged++;
        }

        if ((id is null || changed.Count > 0) && Sample.Count < LongestSample)
        {
            Sample.Add(sentence());
        }

        _decisions.AppendData(Encoding.UTF8.GetBytes($"{id}:{string.Join(',', changed)}\n"));
    }

    private sealed record KnownAgency(Guid Id, string Name, bool IsNew)
    {
        /// <summary>An agency that the file has named for the first time; null once its tenant was entered.</summary>
        public Agency? Joins { get; set; }

        /// <summary>Ids by code, of the teams that the file has named so far.</summary>
        public Dictionary<string, Guid> Teams { get; } = new(StringComparer.Ordinal);
    }
}
