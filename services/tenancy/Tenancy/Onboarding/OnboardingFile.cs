using Microsoft.EntityFrameworkCore;
using PeerPlatform.Tenancy.Data;

namespace PeerPlatform.Tenancy.Onboarding;

/// <summary>An uploaded file as a stream, a chunk of it in memory at a time.</summary>
internal sealed class OnboardingFile(TenancyDbContext db, Guid importId) : Stream
{
    private byte[] _chunk = [];
    private int _at;
    private int _next;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>Bytes read so far.</summary>
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _chunk.Length)
        {
            var number = _next++;
            _chunk = await db.Chunks.AsNoTracking()
                .Where(c => c.ImportId == importId && c.Number == number)
                .Select(c => c.Bytes)
                .SingleOrDefaultAsync(cancellationToken) ?? [];
            _at = 0;
        }

        var count = Math.Min(buffer.Length, _chunk.Length - _at);
        _chunk.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        _read += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
