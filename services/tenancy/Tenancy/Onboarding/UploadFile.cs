using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Refusals;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Onboarding;

internal sealed record Uploaded(Guid Id);

/// <summary>Takes in a CSV file, a piece at a time, and starts its preview.</summary>
internal static class UploadFile
{
    /// <summary>64 MiB.</summary>
    public const int Largest = 64 * 1024 * 1024;

    private const int ChunksPerSave = 16;
    private const int LongestName = 200;

    public static async Task<Results<Accepted<Uploaded>, ProblemHttpResult>> HandleAsync(
        string fileName, HttpContext http, TenancyDbContext db, TenantScope scope, OnboardingSignal signal, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            return new FieldRefused("fileName", $"The name of the file is empty or longer than {LongestName} characters.", "Give the file a short name.").ToProblem();
        }

        if (http.Request.ContentLength > Largest)
        {
            return new FileTooLarge().ToProblem();
        }

        var now = clock.GetUtcNow();
        await OnboardingRunner.DiscardUnusedAsync(db, now, cancellationToken);
        var import = new OnboardingImport(name, scope.Caller?.Name ?? "", now);
        try
        {
            if (!await StoreAsync(import, http.Request.Body, db, cancellationToken))
            {
                await DropAsync(import, db);
                return new FileTooLarge().ToProblem();
            }
        }
        catch
        {
            await DropAsync(import, db);
            throw;
        }

        signal.Set();
        return TypedResults.Accepted($"/api/tenancy/v1/onboarding/{import.Id}", new Uploaded(import.Id));
    }

    /// <summary>Keeps the file with its import, ready for the preview. False when it is too large.</summary>
    public static async Task<bool> StoreAsync(OnboardingImport import, Stream body, TenancyDbContext db, CancellationToken cancellationToken)
    {
        db.Imports.Add(import);
        var length = 0L;
        var number = 0;
        var buffer = new byte[OnboardingChunk.Largest];
        int read;
        while ((read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)) > 0)
        {
            length += read;
            if (length > Largest)
            {
                return false;
            }

            db.Chunks.Add(new OnboardingChunk { ImportId = import.Id, Number = number++, Bytes = buffer[..read] });
            if (number % ChunksPerSave == 0)
            {
                await db.SaveChangesAsync(cancellationToken);
                foreach (var saved in db.ChangeTracker.Entries<OnboardingChunk>().ToList())
                {
                    saved.State = EntityState.Detached;
                }
            }
        }

        import.Received(length);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private static async Task DropAsync(OnboardingImport import, TenancyDbContext db)
    {
        db.ChangeTracker.Clear();
        await DiscardFile.EraseAsync(db, import.Id, CancellationToken.None);
    }
}

internal sealed record FileTooLarge() : Refusal(
    RefusalKind.TooLarge,
    string.Create(CultureInfo.InvariantCulture, $"The file is larger than {UploadFile.Largest / (1024 * 1024)} MiB. Nothing was kept."),
    Remedy: "Upload the agencies in several files.");
