using System.Text;
using CsvHelper;

namespace PeerPlatform.Platform.Texts;

/// <summary>A table as CSV (RFC 4180), with CRLF. A cell that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
public static class CsvFile
{
    /// <summary>Of every CSV that is answered with.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = false };

    /// <summary>The records, each with as many cells as the first, which is the header.</summary>
    /// <param name="exact">Columns, from 0, whose cells are secrets or codes for a machine and must stay as they are, whatever they begin with.</param>
    public static string Write(IEnumerable<string[]> records, params int[] exact)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, Options, leaveOpen: true))
        {
            foreach (var record in records)
            {
                csv.WriteRecord([.. record.Select((cell, column) => exact.Contains(column) ? cell : Text(cell))]);
            }
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>With a byte order mark, by which spreadsheets know UTF-8.</summary>
    public static byte[] Bytes(string csv) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv)];

    private static string Text(string cell) => cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{cell}" : cell;
}
