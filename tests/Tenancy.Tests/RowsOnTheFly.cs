using System.Text;

namespace PeerPlatform.Tenancy.Tests;

/// <summary>A file of as many people as asked for, in 60 agencies that take turns, which never lies in memory as a whole.</summary>
internal sealed class RowsOnTheFly(int people) : Stream
{
    private const int Agencies = 60;
    private byte[] _row = Encoding.UTF8.GetBytes($"{Csv.Header}\r\n");
    private int _at;
    private int _person;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_at == _row.Length)
        {
            _row = _person == people ? [] : Encoding.UTF8.GetBytes($"{Csv.Row($"AG-{_person % Agencies}", _person)}\r\n");
            _person += _row.Length == 0 ? 0 : 1;
            _at = 0;
        }

        var length = Math.Min(count, _row.Length - _at);
        Array.Copy(_row, _at, buffer, offset, length);
        _at += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
