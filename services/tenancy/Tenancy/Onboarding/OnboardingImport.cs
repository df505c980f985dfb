using System.ComponentModel.DataAnnotations.Schema;
using PeerPlatform.Platform.Refusals;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>Where an uploaded file is on its way.</summary>
internal enum OnboardingState
{
    /// <summary>It is still being uploaded; nobody sees it.</summary>
    Receiving,

    /// <summary>The preview is being made.</summary>
    Reading,

    /// <summary>At least one row cannot be taken, so none is; the file itself is erased.</summary>
    Faulty,

    /// <summary>All rows can be taken; somebody has to say yes.</summary>
    Ready,

    Importing,

    Imported,

    /// <summary>The import could not be made; nothing of it was saved.</summary>
    Failed,
}

/// <summary>How many are new, changed, and as they were.</summary>
[ComplexType]
internal sealed class Tally
{
    public int New { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }
}

/// <summary>A file with agencies, teams and members, its preview, and whether it was imported (P-1.1). The network owns it.</summary>
internal sealed class OnboardingImport
{
    /// <summary>A preview that nobody imported is discarded after this long.</summary>
    public static readonly TimeSpan KeptUnused = TimeSpan.FromDays(14);

    private OnboardingImport()
    {
    }

    public OnboardingImport(string fileName, string uploadedBy, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7();
        FileName = fileName;
        UploadedBy = uploadedBy;
        UploadedAt = now;
        State = OnboardingState.Receiving;
    }

    public Guid Id { get; private set; }

    public string FileName { get; private set; } = "";

    public string UploadedBy { get; private set; } = "";

    public DateTimeOffset UploadedAt { get; private set; }

    public OnboardingState State { get; private set; }

    /// <summary>Length of the file in bytes.</summary>
    public long Length { get; private set; }

    public int? RowsTotal { get; private set; }

    public int FaultyRows { get; private set; }

    public Tally Agencies { get; private set; } = new();

    public Tally Teams { get; private set; } = new();

    public Tally Members { get; private set; } = new();

    /// <summary>The first changes as sentences; erased with the file, since they name people.</summary>
    public List<string> Sample { get; private set; } = [];

    /// <summary>Tells whether the import would decide the same of every row as the preview did.</summary>
    public string Decisions { get; private set; } = "";

    public string? Failure { get; private set; }

    public void Received(long length)
    {
        Length = length;
        State = OnboardingState.Reading;
    }

    public void Previewed(PassResult result)
    {
        State = result.FaultyRows > 0 ? OnboardingState.Faulty : OnboardingState.Ready;
        (RowsTotal, FaultyRows) = (result.Rows, result.FaultyRows);
        (Agencies, Teams, Members) = (result.Agencies, result.Teams, result.Members);
        (Sample, Decisions) = (result.Sample, result.Decisions);
    }

    public Refusal? Begin()
    {
        if (State != OnboardingState.Ready)
        {
            return new ImportNotReady(State);
        }

        State = OnboardingState.Importing;
        return null;
    }

    /// <summary>False when the data have changed since the preview, so that it says something else than would be done.</summary>
    public bool Finish(PassResult result)
    {
        if (result.FaultyRows > 0 || result.Decisions != Decisions)
        {
            return false;
        }

        State = OnboardingState.Imported;
        Sample = [];
        return true;
    }

    /// <summary>False when it is over already, by whoever else has worked on it.</summary>
    public bool Fail(string failure)
    {
        if (State is not (OnboardingState.Reading or OnboardingState.Importing))
        {
            return false;
        }

        State = OnboardingState.Failed;
        Failure = failure;
        Sample = [];
        return true;
    }

    public Refusal? Discard() => State is OnboardingState.Importing or OnboardingState.Imported ? new ImportUnderWay(State) : null;
}

/// <summary>A part of an uploaded file, at most 64 KiB; erased after the import.</summary>
internal sealed class OnboardingChunk
{
    public const int Largest = 64 * 1024;

    public required Guid ImportId { get; init; }

    /// <summary>From 0, in the file's order.</summary>
    public required int Number { get; init; }

    public required byte[] Bytes { get; init; }
}

/// <summary>A cell that cannot be taken.</summary>
internal sealed class OnboardingFault
{
    public required Guid ImportId { get; init; }

    /// <summary>From 0, by row.</summary>
    public required int Number { get; init; }

    public required int Row { get; init; }

    public required string Column { get; init; }

    public required string Value { get; init; }

    public required string Reason { get; init; }

    public required string Remedy { get; init; }
}

internal sealed record ImportUnknown() : Refusal(
    RefusalKind.NotFound, "There is no such file.", Remedy: "It may have been discarded; upload it again.");

internal sealed record ImportNotReady(OnboardingState State) : Refusal(
    RefusalKind.Conflict,
    State == OnboardingState.Faulty
        ? "The file has rows that cannot be taken, so nothing of it is imported."
        : "Only a file whose preview is complete, and that was not imported yet, can be imported.",
    Remedy: State == OnboardingState.Faulty ? "Correct the rows listed and upload the file again." : "Look at the state of the file first.");

internal sealed record ImportUnderWay(OnboardingState State) : Refusal(
    RefusalKind.Conflict,
    State == OnboardingState.Imported ? "The file was imported; its entry stays as a record." : "The file is being imported.",
    Remedy: "There is nothing more to do.");
