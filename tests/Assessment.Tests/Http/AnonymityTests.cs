using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PeerPlatform.Assessment.Tests;

/// <summary>What the file, the log and the outbox tell about who answered: nothing (P-2.7).</summary>
public sealed class AnonymityTests
{
    [Theory]
    [InlineData("Answers", "WaveId Id GroupId Responses TenantId")]
    [InlineData("Tickets", "Hash WaveId GroupId Used")]
    public async Task Rows_have_no_place_for_a_member_a_time_or_an_order(string table, string columns)
    {
        await using var listening = await Listening.StartAsync();
        var file = new AssessmentFile(listening.Platform.Folder);
        Assert.Equal(columns.Split(' ').Order(), file.Rows($"SELECT name FROM pragma_table_info('{table}')").Select(r => r[0]).Order());
        var sql = file.Rows($"SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'")[0][0];
        Assert.EndsWith("WITHOUT ROWID", sql);
        Assert.DoesNotContain("AUTOINCREMENT", sql);
    }

    [Fact]
    public async Task Other_tables_are_what_they_were()
    {
        await using var listening = await Listening.StartAsync();
        var sql = new AssessmentFile(listening.Platform.Folder).Rows("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'Waves'")[0][0];
        Assert.DoesNotContain("WITHOUT ROWID", sql);
    }

    [Fact]
    public async Task The_file_lists_answers_in_another_order_than_they_came()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([40]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        var came = new List<string>();
        foreach (var (member, i) in agency.Members.Select((m, i) => (m, i)))
        {
            // The number of the person, written in choices of the first items.
            var answers = Sheets.Same("cbi", 0);
            answers["cbi-p1"] = i / 5 % 5;
            answers["cbi-p2"] = i % 5;
            answers["cbi-p3"] = i / 25;
            await Listening.ReadAsync(await listening.SendAsync(await listening.TicketAsync(agency, wave, member.Id), answers));
            came.Add($"{i / 5 % 5}{i % 5}{i / 25}000" + "0000000" + "000000");
        }

        var lies = new AssessmentFile(listening.Platform.Folder).Rows("SELECT Responses FROM Answers").Select(r => r[0]).ToList();
        Assert.Equal(came.Order(), lies.Order());
        Assert.NotEqual(came, lies);
        // As far from the order of arrival as chance is: neighbours keep their order about half the time.
        var rises = lies.Zip(lies.Skip(1)).Count(pair => came.IndexOf(pair.First) < came.IndexOf(pair.Second));
        Assert.InRange(rises, 8, 31);
    }

    [Fact]
    public async Task Answer_ids_are_random_and_tell_no_time()
    {
        await using var listening = await Listening.StartAsync();
        var (agency, wave) = await AnsweredAsync(listening);
        var ids = new AssessmentFile(listening.Platform.Folder).Rows("SELECT Id FROM Answers").Select(r => Guid.Parse(r[0])).Append(wave).ToList();
        Assert.Equal(agency.Members.Length + 1, ids.Count);
        Assert.All(ids, id => Assert.Equal(4, id.Version));
    }

    [Fact]
    public async Task After_closing_no_one_can_tell_who_was_invited_not_even_from_the_bytes_of_the_file()
    {
        await using var listening = await Listening.StartAsync();
        var (agency, wave) = await AnsweredAsync(listening);
        var file = new AssessmentFile(listening.Platform.Folder);
        Assert.Equal(agency.Members.Length, file.Count("Invitations"));
        Assert.True(file.Contains(agency.Members[3].Id.ToString()));

        await listening.CloseAsync(agency, wave);
        Assert.Equal(0, file.Count("Invitations"));
        Assert.All(agency.Members, member => Assert.False(file.Contains(member.Id.ToString()), "A member's id is still in the file."));
        Assert.Equal(agency.Members.Length, file.Count("Answers"));
    }

    [Fact]
    public async Task A_ticket_is_kept_as_its_hash_only()
    {
        await using var listening = await Listening.StartAsync();
        var agency = listening.Agency([6]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        var ticket = await listening.TicketAsync(agency, wave, agency.Members[0].Id);
        var secret = System.Buffers.Text.Base64Url.DecodeFromChars(ticket);
        Assert.Equal(32, secret.Length);
        var file = new AssessmentFile(listening.Platform.Folder);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(secret)), file.Rows("SELECT Hash FROM Tickets").Single()[0]);
        Assert.False(file.Contains(ticket));
    }

    [Fact]
    public async Task Neither_log_nor_outbox_nor_answer_headers_know_a_ticket_or_a_member()
    {
        var log = new CollectedLog();
        await using var listening = await Listening.StartAsync(builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
        });
        var agency = listening.Agency([6]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        var tickets = new List<string>();
        foreach (var member in agency.Members)
        {
            var ticket = await listening.TicketAsync(agency, wave, member.Id);
            tickets.Add(ticket);
            await listening.Nobody.GetAsync($"/collect/v1/forms/{ticket}");
            var sent = await listening.SendAsync(ticket, Sheets.Same("cbi", 1));
            Assert.False(sent.Headers.Contains("Set-Cookie"));
            Assert.Equal(HttpStatusCode.Gone, (await listening.SendAsync(ticket, Sheets.Same("cbi", 1))).StatusCode);
            await listening.SendAsync(ticket, new Dictionary<string, int?> { ["cbi-p1"] = 77 });
        }

        await listening.CloseAsync(agency, wave);
        var file = new AssessmentFile(listening.Platform.Folder);
        var told = string.Join('\n', log.Lines.Concat(file.Rows("SELECT * FROM Outbox").SelectMany(r => r)));
        Assert.Contains("WaveClosed", told);
        Assert.All(tickets, ticket => Assert.DoesNotContain(ticket, told, StringComparison.OrdinalIgnoreCase));
        Assert.All(file.Rows("SELECT Hash FROM Tickets"), row => Assert.DoesNotContain(row[0], told, StringComparison.OrdinalIgnoreCase));
        Assert.All(agency.Members, member => Assert.DoesNotContain(member.Id.ToString(), told, StringComparison.OrdinalIgnoreCase));
        Assert.All(agency.Members, member => Assert.DoesNotContain(member.Id.ToString("N"), told, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_collecting_side_leaves_no_trace_and_asks_nobody_to_sign_in()
    {
        await using var listening = await Listening.StartAsync();
        var collect = listening.Platform.Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints
            .OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("collect/", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(2, collect.Count);
        Assert.All(collect, e => Assert.NotNull(e.Metadata.GetMetadata<Platform.Operations.LeavesNoTrace>()));
        Assert.All(collect, e => Assert.NotNull(e.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>()));
    }

    private static async Task<(RosteredAgency Agency, Guid Wave)> AnsweredAsync(Listening listening)
    {
        var agency = listening.Agency([6]);
        var wave = (await listening.OpenAsync(agency)).GetProperty("id").GetGuid();
        foreach (var member in agency.Members)
        {
            await listening.AnswerAsync(agency, wave, member.Id);
        }

        return (agency, wave);
    }
}
