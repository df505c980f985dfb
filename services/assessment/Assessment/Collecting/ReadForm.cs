using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Platform.Texts;

namespace PeerPlatform.Assessment.Collecting;

/// <summary>The questions behind a ticket. Nothing is remembered of who looked.</summary>
internal static class ReadForm
{
    public static async Task<Results<Ok<SurveyForm>, ProblemHttpResult>> HandleAsync(
        string ticket,
        string? lang,
        AssessmentDbContext db,
        TenantScope scope,
        ShippedInstruments instruments,
        TimeProvider clock,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        if (!TicketSecret.TryHash(ticket, out var hash)
            || await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash, cancellationToken) is not { } shown)
        {
            return new TicketUnknown().ToProblem();
        }

        if (shown.Used)
        {
            return new TicketUsed().ToProblem();
        }

        if (await db.RunningWaves.AsNoTracking().SingleOrDefaultAsync(r => r.WaveId == shown.WaveId, cancellationToken) is not { } running)
        {
            return new SurveyOver().ToProblem();
        }

        // The ticket is the only credential here; the wave it names is the one it may see, of whatever agency.
        scope.Enter(running.AgencyId, running.NetworkId);
        if (await db.Waves.AsNoTracking().SingleOrDefaultAsync(w => w.Id == shown.WaveId, cancellationToken) is not { } wave
            || !wave.TakesAnswersAt(clock.GetUtcNow()))
        {
            return new SurveyOver().ToProblem();
        }

        var instrument = instruments.Of(wave.InstrumentCode, wave.InstrumentVersion);
        return TypedResults.Ok(new SurveyForm(
            wave.Title,
            FormInstrument.Of(instrument, Languages.Named(lang)),
            wave.AgencyName,
            wave.HelpContact,
            instrument.Minutes));
    }
}

/// <param name="HelpContact">The agency's own contact for whoever wants to talk; null when it has none.</param>
/// <param name="Minutes">How long answering takes, about.</param>
internal sealed record SurveyForm(string WaveTitle, FormInstrument Instrument, string AgencyName, string? HelpContact, int Minutes);

internal sealed record FormInstrument(string Title, string About, FormBlock[] ScalesAsBlocks)
{
    public static FormInstrument Of(Instrument instrument, Language language) => new(
        instrument.Title.In(language),
        instrument.About.In(language),
        [.. instrument.Scales.Select(scale => new FormBlock(
            scale.Code,
            scale.Name.In(language),
            [.. scale.Items.Select(code => FormItem.Of(instrument, instrument.Items[instrument.PositionOf(code)!.Value], language))]))]);
}

/// <summary>One scale's questions: what a phone shows at a time.</summary>
internal sealed record FormBlock(string Code, string Name, FormItem[] Items);

internal sealed record FormItem(string Code, string Text, FormChoice[] Choices)
{
    public static FormItem Of(Instrument instrument, Item item, Language language) => new(
        item.Code,
        item.Text.In(language),
        [.. instrument.ChoicesOf(item).Select((choice, index) => new FormChoice(index, choice.Text.In(language)))]);
}

/// <param name="Index">What an answer sends back.</param>
internal sealed record FormChoice(int Index, string Text);
