using System.Globalization;
using System.Security.Cryptography;
using System.Buffers.Text;
using PeerPlatform.Testing;

namespace PeerPlatform.Faults.Tests;

/// <summary>What must hold when a fault is over, whatever it was. Everything is read from the databases and queues themselves.</summary>
internal sealed class Promises(LocalProduction platform, Broker broker)
{
    private sealed record StoredWave(
        Guid Id, Guid Tenant, Guid Agency, Guid Network, string Title, string State, int Invited, string Instrument, DateOnly? ClosedOn);

    private sealed record Fact(Guid Tenant, Guid Agency, string Title, int Invited, int Answered, string Instrument, DateOnly ClosedOn, bool AddsUp);

    private sealed record AnswerCount(long Rows, long Different, Guid Tenant);

    /// <summary>What does not hold (yet), in sentences; empty when all of it does.</summary>
    /// <param name="letters">Dead letters that the scenario itself has made.</param>
    public async Task<List<string>> BrokenAsync(IReadOnlyList<Entry> ledger, string run, int letters)
    {
        var broken = new List<string>();
        var waves = await WavesAsync(run);
        Opened(ledger, waves, broken);
        await AnsweredAsync(ledger, waves, broken);
        await FactsAsync(waves, broken);
        await AgenciesAsync(ledger, run, broken);
        await NothingWaitsAsync(letters, broken);
        return broken;
    }

    /// <summary>
    /// What does not hold of databases that were restored as they were some time after <paramref name="before"/> was written; what
    /// was sent later may be there or not, but not in parts.
    /// </summary>
    public async Task<List<string>> BrokenAfterRestoreAsync(IReadOnlyList<Entry> before, IReadOnlyList<Entry> after, string run)
    {
        var broken = new List<string>();
        var waves = await WavesAsync(run);
        var titles = waves.Select(w => w.Title).ToList();
        var states = waves.ToDictionary(w => w.Id.ToString(), w => w.State);
        var used = await UsedTicketsAsync(waves);
        var kept = await AnswersAsync(waves);
        broken.AddRange(Done(before, "open").Where(title => titles.Count(t => t == title) != 1).Select(t => $"wave '{t}' is not there once"));
        broken.AddRange(titles.Except(after.Where(e => e.Kind == "open").Select(e => e.Key)).Select(title => $"nobody opened wave '{title}'"));
        broken.AddRange(Done(before, "close").Where(id => states.GetValueOrDefault(id) != "Closed").Select(id => $"wave {id} is not closed"));
        broken.AddRange(Done(before, "answer").Where(ticket => !used.Contains(HashOf(ticket))).Select(_ => "an answer that was acked is not there"));
        var usedOf = after.Where(e => e.Kind == "answer").DistinctBy(e => e.Key).Where(e => used.Contains(HashOf(e.Key))).ToLookup(e => Guid.Parse(e.Wave!));
        broken.AddRange(waves
            .Where(w => kept.GetValueOrDefault(w.Id, new AnswerCount(0, 0, w.Tenant)) != new AnswerCount(usedOf[w.Id].Count(), usedOf[w.Id].Count(), w.Tenant))
            .Select(w => $"wave '{w.Title}': {usedOf[w.Id].Count()} tickets are used and {kept.GetValueOrDefault(w.Id)} is kept"));
        await FactsAsync(waves, broken);
        await AgenciesAsync(before, run, broken);
        await NothingWaitsAsync(0, broken);
        return broken;

        static IEnumerable<string> Done(IReadOnlyList<Entry> ledger, string kind) => LastWords(ledger, kind).Where(w => IsDone(w.Value)).Select(w => w.Key);
    }

    /// <summary>The last word on each key: what was acknowledged, or found done, is done once; what was refused is not done.</summary>
    private static Dictionary<string, Outcome> LastWords(IEnumerable<Entry> ledger, string kind) => ledger
        .Where(e => e.Kind == kind)
        .GroupBy(e => e.Key)
        .ToDictionary(g => g.Key, g => g.Any(e => e.Outcome is Outcome.Acked) ? Outcome.Acked : g.Last().Outcome);

    private static bool IsDone(Outcome outcome) => outcome is Outcome.Acked or Outcome.FoundDone;

    private static void Opened(IReadOnlyList<Entry> ledger, List<StoredWave> waves, List<string> broken)
    {
        var opened = LastWords(ledger, "open");
        var closed = LastWords(ledger, "close");
        foreach (var (title, word) in opened)
        {
            var kept = waves.Count(w => w.Title == title);
            if (kept != (IsDone(word) ? 1 : 0))
            {
                broken.Add($"wave '{title}' was {word} and is there {kept} times");
            }
        }

        broken.AddRange(waves.Where(w => !opened.ContainsKey(w.Title)).Select(w => $"nobody opened wave '{w.Title}'"));
        foreach (var wave in waves)
        {
            var word = closed.GetValueOrDefault(wave.Id.ToString(), Outcome.Refused);
            if ((wave.State == "Closed") != IsDone(word))
            {
                broken.Add($"closing of wave '{wave.Title}' was {word} and it is {wave.State}");
            }
        }
    }

    private async Task AnsweredAsync(IReadOnlyList<Entry> ledger, List<StoredWave> waves, List<string> broken)
    {
        var words = LastWords(ledger, "answer");
        var ofWave = ledger.Where(e => e.Kind == "answer").DistinctBy(e => e.Key).ToLookup(e => Guid.Parse(e.Wave!), e => e.Key);
        var kept = await AnswersAsync(waves);
        var used = await UsedTicketsAsync(waves);
        foreach (var wave in waves)
        {
            var done = ofWave[wave.Id].Where(key => IsDone(words[key])).ToList();
            var rows = kept.GetValueOrDefault(wave.Id, new AnswerCount(0, 0, wave.Tenant));
            if (rows.Rows != done.Count || rows.Different != done.Count)
            {
                broken.Add($"wave '{wave.Title}': {done.Count} answers are done by the ledger, {rows.Rows} are kept, {rows.Different} different");
            }

            if (rows.Tenant != wave.Tenant)
            {
                broken.Add($"wave '{wave.Title}': answers of another tenant");
            }

            broken.AddRange(ofWave[wave.Id].Where(key => used.Contains(HashOf(key)) != IsDone(words[key])).Select(
                key => $"wave '{wave.Title}': an answer was {words[key]} and its ticket is {(used.Contains(HashOf(key)) ? "used" : "not used")}"));
        }
    }

    /// <summary>Reporting's figures are those of the services that own them, once each, in the tenant they belong to.</summary>
    private async Task FactsAsync(List<StoredWave> waves, List<string> broken)
    {
        var facts = (await platform.QueryAsync(
            "reporting",
            """
            SELECT f."WaveId", f."TenantId", f."AgencyId", f."Title", f."Invited", f."Answered", f."InstrumentCode", f."ClosedOn",
                (SELECT bool_and((s->>'scored')::int + (s->>'notScored')::int = f."Answered"
                    AND (SELECT sum((b->>'count')::int) FROM jsonb_array_elements(s->'bands') AS b) = (s->>'scored')::int)
                 FROM jsonb_array_elements(f."Scales"::jsonb) AS s)
            FROM "Facts" AS f
            """,
            r => (Wave: r.GetGuid(0), Fact: new Fact(
                r.GetGuid(1), r.GetGuid(2), r.GetString(3), r.GetInt32(4), r.GetInt32(5), r.GetString(6), r.GetFieldValue<DateOnly>(7), r.GetBoolean(8)))))
            .ToLookup(f => f.Wave, f => f.Fact);
        var answers = await AnswersAsync(waves);
        foreach (var wave in waves)
        {
            var expected = new Fact(
                wave.Network, wave.Agency, wave.Title, wave.Invited, (int)answers.GetValueOrDefault(wave.Id, new AnswerCount(0, 0, default)).Rows,
                wave.Instrument, wave.ClosedOn ?? default, true);
            var told = facts[wave.Id].ToList();
            if (wave.State != "Closed" ? told.Count > 0 : told is not [var only] || only != expected)
            {
                broken.Add($"wave '{wave.Title}' ({wave.State}): reporting has {(told.Count == 0 ? "nothing" : string.Join(" and ", told))}, assessment {expected}");
            }
        }
    }

    private async Task AgenciesAsync(IReadOnlyList<Entry> ledger, string run, List<string> broken)
    {
        var prefix = run.ToUpperInvariant() + "-";
        var words = LastWords(ledger, "bring-in");
        var agencies = await platform.QueryAsync(
            "tenancy",
            $"""SELECT "Id", "Code", "Name", "NetworkId" FROM "Agencies" WHERE "Code" LIKE '{prefix}%'""",
            r => (Id: r.GetGuid(0), Code: r.GetString(1), Name: r.GetString(2), Network: r.GetGuid(3)));
        var people = (await platform.QueryAsync(
            "tenancy", """SELECT "TenantId", count(*) FROM "Members" GROUP BY "TenantId" """, r => (r.GetGuid(0), r.GetInt64(1)))).ToDictionary();
        var known = (await platform.QueryAsync(
            "reporting", """SELECT "AgencyId", "Name", "TenantId" FROM "Agencies" """, r => (Id: r.GetGuid(0), Name: r.GetString(1), Tenant: r.GetGuid(2))))
            .ToLookup(a => a.Id);
        foreach (var (code, word) in words)
        {
            var there = agencies.Where(a => a.Code == code).ToList();
            if (there.Count > 1 || (IsDone(word) && there.Count == 0))
            {
                broken.Add($"agency {code} was {word} and is there {there.Count} times");
            }
        }

        foreach (var agency in agencies)
        {
            if (people.GetValueOrDefault(agency.Id) != 2)
            {
                broken.Add($"agency {agency.Code} has {people.GetValueOrDefault(agency.Id)} people instead of 2");
            }

            if (known[agency.Id].ToList() is not [var told] || told.Name != agency.Name || told.Tenant != agency.Network)
            {
                broken.Add($"agency {agency.Code}: reporting knows it {known[agency.Id].Count()} times, or by another name or network");
            }
        }
    }

    private async Task NothingWaitsAsync(int letters, List<string> broken)
    {
        foreach (var service in LocalProduction.ServicesWithDatabase)
        {
            // What was told is kept for some days; what no queue takes in this version (subscriptions) is kept and offered again (decision 0005).
            var waiting = await platform.CountAsync(
                service,
                """SELECT count(*) FROM "Outbox" WHERE "NotBefore" < 9223372036854775807 AND "Type" NOT LIKE '%.SubscriptionChanged'""");
            if (waiting > 0)
            {
                broken.Add($"{waiting} events wait in the outbox of {service}");
            }
        }

        var dead = 0L;
        foreach (var queue in Broker.Queues)
        {
            if (await broker.CountAsync(queue) is > 0 and var waiting)
            {
                broken.Add($"{waiting} messages wait in {queue}");
            }

            dead += await broker.CountAsync(Broker.DeadOf(queue));
        }

        if (dead != letters)
        {
            broken.Add($"{dead} dead letters instead of {letters}");
        }
    }

    private Task<List<StoredWave>> WavesAsync(string run) => platform.QueryAsync(
        "assessment",
        $"""
        SELECT "Id", "TenantId", "AgencyId", "NetworkId", "Title", "State", "Invited", "InstrumentCode", "ClosedOn"
        FROM "Waves" WHERE "Title" LIKE '{run}-%'
        """,
        r => new StoredWave(
            r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetGuid(3), r.GetString(4), r.GetString(5), r.GetInt32(6), r.GetString(7),
            r.IsDBNull(8) ? null : r.GetFieldValue<DateOnly>(8)));

    private async Task<Dictionary<Guid, AnswerCount>> AnswersAsync(List<StoredWave> waves) => waves.Count == 0 ? [] : (await platform.QueryAsync(
        "assessment",
        $"""
        SELECT "WaveId", count(*), count(DISTINCT "Responses"), min("TenantId"::text), count(DISTINCT "TenantId")
        FROM "Answers" WHERE "WaveId" IN ({In(waves)}) GROUP BY "WaveId"
        """,
        r => (r.GetGuid(0), new AnswerCount(r.GetInt64(1), r.GetInt64(2), r.GetInt64(4) == 1 ? Guid.Parse(r.GetString(3), CultureInfo.InvariantCulture) : Guid.Empty))))
        .ToDictionary();

    private async Task<HashSet<string>> UsedTicketsAsync(List<StoredWave> waves) => waves.Count == 0 ? [] :
    [
        .. await platform.QueryAsync(
            "assessment",
            $"""SELECT encode("Hash", 'hex') FROM "Tickets" WHERE "Used" AND "WaveId" IN ({In(waves)})""",
            r => r.GetString(0)),
    ];

    private static string In(List<StoredWave> waves) => string.Join(',', waves.Select(w => $"'{w.Id}'"));

    private static string HashOf(string ticket) => Convert.ToHexStringLower(SHA256.HashData(Base64Url.DecodeFromChars(ticket)));
}
