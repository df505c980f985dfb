using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PeerPlatform.Assessment.Collecting;

namespace PeerPlatform.Assessment.Tests;

public sealed class CollectingTests
{
    [Fact]
    public async Task Of_two_hundred_posts_of_one_ticket_exactly_one_is_taken()
    {
        await using var listening = await Listening.StartAsync();
        var (agency, wave) = await OpenAsync(listening);
        var ticket = await listening.TicketAsync(agency, wave, agency.Members[0].Id);
        var posts = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => listening.SendAsync(ticket, Sheets.Same("cbi", i % 5))));
        Assert.Equal(1, posts.Count(p => p.StatusCode == HttpStatusCode.OK));
        Assert.Equal(199, posts.Count(p => p.StatusCode == HttpStatusCode.Gone));
        var file = new AssessmentFile(listening.Platform.Folder);
        Assert.Equal(1, file.Count("Answers"));
        Assert.Equal(1, file.Count("Tickets", "Used = 1"));
    }

    [Fact]
    public async Task Of_fifty_clicks_of_one_member_exactly_one_gets_a_ticket()
    {
        await using var listening = await Listening.StartAsync();
        var (agency, wave) = await OpenAsync(listening);
        using var member = listening.Member(agency, agency.Members[0].Id);
        var clicks = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => member.PostAsync($"/api/assessment/v1/waves/{wave}/invitation", null)));
        Assert.Equal(1, clicks.Count(c => c.StatusCode == HttpStatusCode.OK));
        Assert.Equal(49, clicks.Count(c => c.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(1, new AssessmentFile(listening.Platform.Folder).Count("Tickets"));
        var refused = await Listening.ReadAsync(clicks.First(c => c.StatusCode == HttpStatusCode.Conflict), HttpStatusCode.Conflict);
        Assert.Equal("urn:peerplatform:invitation-already-taken", refused.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Many_answers_at_once_are_all_kept_and_a_refused_neighbour_harms_none()
    {
        await using var listening = await Listening.StartAsync();
        var (agency, wave) = await OpenAsync(listening, 60);
        var tickets = new List<string>();
        foreach (var member in agency.Members)
        {
            tickets.Add(await listening.TicketAsync(agency, wave, member.Id));
        }

        var unknown = TicketSecret.Make().Text;
        var good = tickets.Select(t => listening.SendAsync(t, Sheets.Same("cbi", 1)));
        var bad = Enumerable.Range(0, 60).Select(i => (i % 3) switch
        {
            0 => listening.SendAsync(unknown, Sheets.Same("cbi", 1)),
            1 => listening.SendAsync(tickets[i], new Dictionary<string, int?> { ["cbi-p1"] = 9 }),
            _ => listening.SendAsync(tickets[i], new Dictionary<string, int?> { ["no-such-item"] = 1 }),
        });
        var sent = good.Zip(bad).SelectMany(pair => new[] { pair.First, pair.Second }).ToList();
        var answers = await Task.WhenAll(sent);
        Assert.All(answers.Where((_, i) => i % 2 == 0), a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.All(answers.Where((_, i) => i % 2 == 1), a => Assert.NotEqual(HttpStatusCode.OK, a.StatusCode));
        Assert.Equal(60, new AssessmentFile(listening.Platform.Folder).Count("Answers"));
    }

    [Fact]
    public async Task An_answer_is_in_the_file_before_the_sender_hears_of_it()
    {
        await using var listening = await Listening.StartAsync();
        var (agency, wave) = await OpenAsync(listening);
        var file = new AssessmentFile(listening.Platform.Folder);
        for (var i = 0; i < agency.Members.Length; i++)
        {
            await listening.AnswerAsync(agency, wave, agency.Members[i].Id);
            Assert.Equal(i + 1, file.Count("Answers"));
            Assert.Equal(i + 1, file.Count("Tickets", "Used = 1"));
        }
    }

    [Fact]
    public async Task After_closing_an_answer_and_the_form_are_gone()
    {
        await using var listening = await Listening.StartAsync();
        var (agency, wave) = await OpenAsync(listening);
        var ticket = await listening.TicketAsync(agency, wave, agency.Members[0].Id);
        await listening.CloseAsync(agency, wave);
        var refused = await Listening.ReadAsync(await listening.SendAsync(ticket, Sheets.Same("cbi", 1)), HttpStatusCode.Gone);
        Assert.Equal("urn:peerplatform:survey-over", refused.GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.Gone, (await listening.Nobody.GetAsync($"/collect/v1/forms/{ticket}")).StatusCode);
        Assert.Equal(0, new AssessmentFile(listening.Platform.Folder).Count("Answers"));

        using var member = listening.Member(agency, agency.Members[1].Id);
        Assert.Equal(HttpStatusCode.NotFound, (await member.PostAsync($"/api/assessment/v1/waves/{wave}/invitation", null)).StatusCode);
        Assert.Equal("[]", await member.GetStringAsync("/api/assessment/v1/my-waves"));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%20%20%20AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public async Task What_is_not_a_ticket_here_is_unknown(string ticket)
    {
        await using var listening = await Listening.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await listening.Nobody.GetAsync($"/collect/v1/forms/{ticket}")).StatusCode);
        var refused = await Listening.ReadAsync(
            await listening.SendAsync(Uri.UnescapeDataString(ticket), Sheets.Same("cbi", 1)), HttpStatusCode.NotFound);
        Assert.Equal("urn:peerplatform:ticket-unknown", refused.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("""{"ticket":"T","lang":"en","answers":{}}""", "answers")]
    [InlineData("""{"ticket":"T","lang":"en","answers":{"cbi-p1":null}}""", "answers")]
    [InlineData("""{"ticket":"T","lang":"en"}""", "answers")]
    [InlineData("""{"ticket":"T","lang":"en","answers":{"cbi-p1":5}}""", "answers.cbi-p1")]
    [InlineData("""{"ticket":"T","lang":"en","answers":{"cbi-p1":"often"}}""", "answers.cbi-p1")]
    [InlineData("""{"ticket":"T","answers":{"cbi-p1":1},"member":"me"}""", "member")]
    public async Task A_form_that_cannot_be_taken_is_refused_by_field_and_the_ticket_still_works(string body, string field)
    {
        await using var listening = await Listening.StartAsync();
        var (agency, wave) = await OpenAsync(listening);
        var ticket = await listening.TicketAsync(agency, wave, agency.Members[0].Id);
        using var content = new StringContent(body.Replace("\"T\"", $"\"{ticket}\"", StringComparison.Ordinal), Encoding.UTF8, "application/json");
        var refused = await Listening.ReadAsync(await listening.Nobody.PostAsync("/collect/v1/answers", content), HttpStatusCode.BadRequest);
        Assert.Contains(field, refused.GetProperty("field").GetString());
        Assert.NotEmpty(refused.GetProperty("remedy").GetString()!);
        await Listening.ReadAsync(await listening.SendAsync(ticket, Sheets.Same("cbi", 1)));
    }

    [Fact]
    public async Task A_body_far_longer_than_any_form_is_not_read()
    {
        await using var listening = await Listening.StartAsync();
        var response = await listening.Nobody.PostAsJsonAsync("/collect/v1/answers", new { ticket = new string('x', 100_000), answers = new { } });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Own_scores_come_back_with_their_meaning_in_the_language_asked()
    {
        await using var listening = await Listening.StartAsync();
        var (agency, wave) = await OpenAsync(listening);
        var english = await ScoresAsync(listening, agency, wave, 0, "en");
        Assert.Equal("75 of 100. Higher means more worn out, body and mind.", english[0].GetProperty("meaning").GetString());
        Assert.Equal("50 and above", english[0].GetProperty("band").GetString());
        var spanish = await ScoresAsync(listening, agency, wave, 1, "es");
        Assert.Equal("75 de 100. Un valor más alto significa más desgaste, de cuerpo y mente.", spanish[0].GetProperty("meaning").GetString());
        Assert.Equal("50 o más", spanish[0].GetProperty("band").GetString());
    }

    [Fact]
    public async Task A_scale_with_too_few_answers_has_no_score_and_the_answer_is_kept()
    {
        await using var listening = await Listening.StartAsync();
        var (agency, wave) = await OpenAsync(listening);
        var ticket = await listening.TicketAsync(agency, wave, agency.Members[0].Id);
        var sent = await Listening.ReadAsync(await listening.SendAsync(ticket, new Dictionary<string, int?> { ["cbi-p1"] = 0, ["cbi-p2"] = null }));
        Assert.Equal(JsonValueKind.Null, sent.GetProperty("scores")[0].GetProperty("score").ValueKind);
        Assert.Equal(JsonValueKind.Null, sent.GetProperty("scores")[0].GetProperty("band").ValueKind);
        Assert.Equal(1, new AssessmentFile(listening.Platform.Folder).Count("Answers"));
    }

    [Fact]
    public async Task The_form_is_there_in_spanish_without_an_english_question()
    {
        await using var listening = await Listening.StartAsync();
        var (agency, wave) = await OpenAsync(listening);
        var ticket = await listening.TicketAsync(agency, wave, agency.Members[0].Id);
        var form = await listening.Nobody.GetStringAsync($"/collect/v1/forms/{ticket}?lang=es");
        Assert.Contains("Siempre", form);
        Assert.All(Sheets.Cbi.Items, item => Assert.DoesNotContain($"\"{item.Text.En}\"", form));
    }

    [Fact]
    public async Task Answers_handed_in_before_the_service_stops_are_finished()
    {
        await using var listening = await Listening.StartAsync();
        var (agency, wave) = await OpenAsync(listening, 40);
        var hashes = new List<byte[]>();
        foreach (var member in agency.Members)
        {
            Assert.True(TicketSecret.TryHash(await listening.TicketAsync(agency, wave, member.Id), out var hash));
            hashes.Add(hash);
        }

        var writer = listening.Platform.Services.GetRequiredService<AnswerWriter>();
        var pending = hashes.Select(h => writer.Offer(h, Sheets.Same("cbi", 1))!).ToList();
        await writer.StopAsync(CancellationToken.None);
        Assert.All(await Task.WhenAll(pending), collected => Assert.Null(collected.Refusal));
        Assert.Equal(40, new AssessmentFile(listening.Platform.Folder).Count("Answers"));
        Assert.Null(writer.Offer(hashes[0], Sheets.Same("cbi", 1)));
        var late = await listening.SendAsync(TicketSecret.Make().Text, Sheets.Same("cbi", 1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.Equal("2", late.Headers.GetValues("Retry-After").Single());
    }

    private static async Task<JsonElement> ScoresAsync(Listening listening, RosteredAgency agency, Guid wave, int member, string lang)
    {
        var ticket = await listening.TicketAsync(agency, wave, agency.Members[member].Id);
        return (await Listening.ReadAsync(await listening.SendAsync(ticket, Sheets.Same("cbi", 1), lang))).GetProperty("scores");
    }

    private static async Task<(RosteredAgency Agency, Guid Wave)> OpenAsync(Listening listening, int people = 6)
    {
        var agency = listening.Agency([people]);
        return (agency, (await listening.OpenAsync(agency)).GetProperty("id").GetGuid());
    }
}
