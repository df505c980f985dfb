using System.Runtime.CompilerServices;
using System.Text;

namespace PeerPlatform.Tenancy.Onboarding.Csv;

/// <summary>
/// Reads RFC 4180 from a stream, a record at a time: UTF-8 with or without byte order mark, cells parted by comma or
/// semicolon as the first line has it, any line ending. It is our own because a fault must name line and cell, and a
/// forgotten quotation mark must not swallow the whole file into memory.
/// </summary>
internal sealed class CsvReader(Stream file) : IDisposable
{
    private const int LongestCell = 10_000;
    private const int MostCells = 200;
    private const int None = -1;
    private const char ByteOrderMark = '\uFEFF';

    private readonly StreamReader _text = new(file, new UTF8Encoding(false, throwOnInvalidBytes: false),
        detectEncodingFromByteOrderMarks: false, leaveOpen: true);
    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _cell = new();
    private int _at;
    private int _filled;
    private int _line = 1;

    /// <summary>Comma or semicolon; known once the first record is read.</summary>
    public char Delimiter { get; private set; } = ',';

    public async IAsyncEnumerable<CsvRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!await FillAsync(cancellationToken))
        {
            yield break;
        }

        if (_buffer[0] == ByteOrderMark)
        {
            _at = 1;
        }

        Delimiter = DelimiterOfFirstLine();
        while (await PeekAsync(cancellationToken) != None)
        {
            var record = await RecordAsync(cancellationToken);
            yield return record;
            if (record.Damage is { Ends: true })
            {
                yield break;
            }
        }
    }

    public void Dispose() => _text.Dispose();

    private char DelimiterOfFirstLine()
    {
        var line = _buffer.AsSpan(_at, _filled - _at);
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        return line.Count(';') > line.Count(',') ? ';' : ',';
    }

    private async ValueTask<CsvRecord> RecordAsync(CancellationToken cancellationToken)
    {
        var line = _line;
        var cells = new List<string>(16);
        while (true)
        {
            var damage = await CellAsync(cells.Count, cancellationToken);
            cells.Add(_cell.ToString());
            if (damage is null && cells.Count > MostCells)
            {
                damage = new CsvDamage(
                    MostCells, "", $"The row has more than {MostCells} cells.", "Check the delimiters of this row.", Ends: false);
            }

            if (damage is not null)
            {
                await SkipLineAsync(cancellationToken);
                return new CsvRecord(line, cells, damage);
            }

            var next = await TakeAsync(cancellationToken);
            if (next != Delimiter)
            {
                await EndLineAsync(next, cancellationToken);
                return new CsvRecord(line, cells, null);
            }
        }
    }

    /// <summary>Reads a cell into the builder and stops in front of what ends it.</summary>
    private async ValueTask<CsvDamage?> CellAsync(int cell, CancellationToken cancellationToken)
    {
        _cell.Clear();
        return await PeekAsync(cancellationToken) == '"'
            ? await QuotedAsync(cell, cancellationToken)
            : await PlainAsync(cell, cancellationToken);
    }

    private async ValueTask<CsvDamage?> PlainAsync(int cell, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = await PeekAsync(cancellationToken);
            if (next is None or '\r' or '\n' || next == Delimiter)
            {
                return null;
            }

            if (next == '"')
            {
                return new CsvDamage(
                    cell, _cell.ToString(), "There is a quotation mark inside a cell that does not begin with one.",
                    "Put the whole cell in quotation marks and write each one inside it twice.", Ends: false);
            }

            _at++;
            _cell.Append((char)next);
            if (_cell.Length > LongestCell)
            {
                return TooLong(cell, ends: false);
            }
        }
    }

    private async ValueTask<CsvDamage?> QuotedAsync(int cell, CancellationToken cancellationToken)
    {
        _at++;
        while (true)
        {
            var next = await TakeAsync(cancellationToken);
            if (next == None)
            {
                return new CsvDamage(
                    cell, Beginning(), "The cell begins with a quotation mark that is never closed.",
                    "Close the quotation mark at the end of the cell.", Ends: true);
            }

            if (next != '"')
            {
                await CountLineAsync(next, cancellationToken);
                _cell.Append((char)next);
                if (_cell.Length > LongestCell)
                {
                    return TooLong(cell, ends: true);
                }

                continue;
            }

            next = await PeekAsync(cancellationToken);
            if (next == '"')
            {
                _at++;
                _cell.Append('"');
            }
            else if (next is None or '\r' or '\n' || next == Delimiter)
            {
                return null;
            }
            else
            {
                return new CsvDamage(
                    cell, Beginning(), "Text follows the closing quotation mark of this cell.",
                    "Write a quotation mark inside a cell twice, and put nothing behind the closing one.", Ends: false);
            }
        }
    }

    private CsvDamage TooLong(int cell, bool ends) => new(
        cell, Beginning(), $"The cell has more than {LongestCell:N0} characters; a quotation mark may be left open.",
        "Close the quotation mark at the end of the cell.", ends);

    private string Beginning() => _cell.Length <= 100 ? _cell.ToString() : _cell.ToString(0, 100);

    private async ValueTask SkipLineAsync(CancellationToken cancellationToken)
    {
        int next;
        do
        {
            next = await TakeAsync(cancellationToken);
        }
        while (next is not (None or '\r' or '\n'));
        await EndLineAsync(next, cancellationToken);
    }

    private async ValueTask EndLineAsync(int last, CancellationToken cancellationToken)
    {
        if (last == '\r' && await PeekAsync(cancellationToken) == '\n')
        {
            _at++;
        }

        _line++;
    }

    /// <summary>Counts line ends inside quotation marks; a carriage return counts unless a line feed follows.</summary>
    private async ValueTask CountLineAsync(int taken, CancellationToken cancellationToken)
    {
        if (taken == '\n' || (taken == '\r' && await PeekAsync(cancellationToken) != '\n'))
        {
            _line++;
        }
    }

    private ValueTask<int> PeekAsync(CancellationToken cancellationToken) =>
        _at < _filled ? new ValueTask<int>(_buffer[_at]) : PeekAfterFillAsync(cancellationToken);

    private async ValueTask<int> PeekAfterFillAsync(CancellationToken cancellationToken) =>
        await FillAsync(cancellationToken) ? _buffer[_at] : None;

    private async ValueTask<int> TakeAsync(CancellationToken cancellationToken)
    {
        var next = await PeekAsync(cancellationToken);
        if (next != None)
        {
            _at++;
        }

        return next;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _at = 0;
        _filled = await _text.ReadBlockAsync(_buffer, cancellationToken);
        return _filled > 0;
    }
}
