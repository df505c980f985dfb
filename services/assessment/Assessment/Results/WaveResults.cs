using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Assessment.Data;
using PeerPlatform.Assessment.Instruments;
using PeerPlatform.Assessment.Waves;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;

namespace PeerPlatform.Assessment.Results;

/// <summary>The results of a closed wave, computed once and never again.</summary>
internal sealed class WaveResults : IImmutableRow
{
    private WaveResults()
    {
    }

    public Guid WaveId { get; private set; }

    /// <summary><see cref="WaveFigures"/> as JSON.</summary>
    public string FiguresText { get; private set; } = "";

    /// <summary><see cref="WaveCounts"/> as JSON.</summary>
    public string CountsText { get; private set; } = "";

    public WaveFigures Figures() => JsonSerializer.Deserialize<WaveFigures>(FiguresText, PlatformJson.Options)!;

    public WaveCounts Counts() => JsonSerializer.Deserialize<WaveCounts>(CountsText, PlatformJson.Options)!;

    /// <summary>The stored results, computed first if nobody has asked yet. The wave must be closed.</summary>
    public static async Task<WaveResults> OfAsync(
        AssessmentDbContext db, Wave wave, Instrument instrument, CancellationToken cancellationToken)
    {
        if (await StoredAsync(db, wave, cancellationToken) is { } stored)
        {
            return stored;
        }

        var computed = await ComputeAsync(db, wave, instrument, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var first = await db.InsertUnlessThereAsync(computed, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        // Whoever asked in the same moment and was faster: theirs are the results.
        return first ? computed : (await StoredAsync(db, wave, cancellationToken))!;
    }

    private static Task<WaveResults?> StoredAsync(AssessmentDbContext db, Wave wave, CancellationToken cancellationToken) =>
        db.Results.AsNoTracking().SingleOrDefaultAsync(r => r.WaveId == wave.Id, cancellationToken);

    private static async Task<WaveResults> ComputeAsync(
        AssessmentDbContext db, Wave wave, Instrument instrument, CancellationToken cancellationToken)
    {
        if (wave.State != WaveState.Closed)
        {
            throw new InvalidOperationException("An open wave has no results.");
        }

        var tally = new WaveTally(instrument, wave.Groups);
        var answers = db.Answers.AsNoTracking()
            .Where(a => a.WaveId == wave.Id)
            .Select(a => new { a.GroupId, a.Responses })
            .AsAsyncEnumerable();
        await foreach (var answer in answers.WithCancellation(cancellationToken))
        {
            tally.Add(answer.GroupId, answer.Responses);
        }

        return new WaveResults
        {
            WaveId = wave.Id,
            FiguresText = JsonSerializer.Serialize(WaveFigures.Of(wave, tally), PlatformJson.Options),
            CountsText = JsonSerializer.Serialize(WaveCounts.Of(instrument, tally), PlatformJson.Options),
        };
    }
}
