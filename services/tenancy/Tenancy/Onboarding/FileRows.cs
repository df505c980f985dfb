using System.Runtime.CompilerServices;
using PeerPlatform.Tenancy.Onboarding.Csv;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>Up to a thousand rows of the file: those that can be taken so far, and what is wrong with the others.</summary>
internal sealed class RowBatch
{
    public const int Most = 1000;

    public List<MemberRow> Rows { get; } = [];

    public List<Fault> Faults { get; } = [];

    /// <summary>All rows read, faulty ones included.</summary>
    public int Read { get; set; }
}

/// <summary>Reads a file batch by batch and holds every row to the rules that need no database.</summary>
internal static class FileRows
{
    public static async IAsyncEnumerable<RowBatch> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new RowBatch();
        var across = new FileRules();
        RowRules? rules = null;
        using var csv = new CsvReader(file);
        await foreach (var record in csv.ReadAsync(cancellationToken))
        {
            if (record.IsBlank)
            {
                continue;
            }

            if (rules is null)
            {
                if (HeaderOf(record, batch.Faults) is not { } header)
                {
                    yield return batch;
                    yield break;
                }

                rules = new RowRules(header);
                continue;
            }

            batch.Read++;
            if (rules.Check(record, batch.Faults) is { } row && across.Check(row, batch.Faults))
            {
                batch.Rows.Add(row);
            }

            if (batch.Read == RowBatch.Most)
            {
                yield return batch;
                batch = new RowBatch();
            }
        }

        if (rules is null)
        {
            batch.Faults.Add(new Fault(
                1, "header", "", "The file is empty.", $"Begin with a header: {string.Join(',', Column.Required)}."));
        }

        yield return batch;
    }

    private static Header? HeaderOf(CsvRecord record, List<Fault> faults)
    {
        if (record.Damage is { } damage)
        {
            faults.Add(new Fault(record.Line, "header", damage.Value, damage.Reason, damage.Remedy));
            return null;
        }

        return Header.Read(record.Line, record.Cells, faults);
    }
}
