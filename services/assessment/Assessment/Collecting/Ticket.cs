using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using PeerPlatform.Platform;
using PeerPlatform.Platform.Data;

namespace PeerPlatform.Assessment.Collecting;

/// <summary>
/// The right to answer a wave once. The row knows neither the member nor the ticket itself, only whether it was used
/// (P-2.7); its key is a hash, so the table's order says nothing.
/// </summary>
[NetworkWide("A ticket is shown by nobody in particular: its tenant is known only through its wave.")]
[KeepsNoOrder]
internal sealed class Ticket
{
    private Ticket()
    {
    }

    public Ticket(byte[] hash, Guid waveId, Guid? groupId)
    {
        Hash = hash;
        WaveId = waveId;
        GroupId = groupId;
    }

    /// <summary>SHA-256 of the secret.</summary>
    public byte[] Hash { get; private set; } = [];

    public Guid WaveId { get; private set; }

    public Guid? GroupId { get; private set; }

    public bool Used { get; private set; }
}

/// <summary>256 random bits, held by one person for a while and by nobody else.</summary>
internal sealed class TicketSecret
{
    private const int Bytes = 32;

    private TicketSecret(string text, byte[] hash)
    {
        Text = text;
        Hash = hash;
    }

    /// <summary>Base64url without padding, 43 characters.</summary>
    public string Text { get; }

    public byte[] Hash { get; }

    public static TicketSecret Make()
    {
        Span<byte> secret = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(secret);
        return new TicketSecret(Base64Url.EncodeToString(secret), SHA256.HashData(secret));
    }

    /// <summary>The hash of a ticket that somebody shows; false when it cannot be one.</summary>
    public static bool TryHash(string? text, [NotNullWhen(true)] out byte[]? hash)
    {
        hash = null;
        Span<byte> secret = stackalloc byte[Bytes];
        if (text?.Length != Base64Url.GetEncodedLength(Bytes)
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, secret, out var written)
            || written != Bytes)
        {
            return false;
        }

        hash = SHA256.HashData(secret);
        return true;
    }
}
