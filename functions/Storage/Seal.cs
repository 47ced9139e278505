using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace BudgetWatch.Storage;

/// <summary>What stored text is checked with: SHA-256 over where it is and what it says, so that text that was changed, cut short or put in another place is known.</summary>
internal static class Seal
{
    private const int Piece = 16 * 1024;

    /// <summary>The digest of the parts, a line each, as UTF-8. They are hashed piece by piece: readings have millions of characters.</summary>
    public static byte[] Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var encoder = Encoding.UTF8.GetEncoder();
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                    hash.AppendData("\n"u8);
                var rest = parts[i].AsSpan();
                bool isDone;
                do
                {
                    encoder.Convert(rest, buffer, flush: true, out var used, out var written, out isDone);
                    hash.AppendData(buffer, 0, written);
                    rest = rest[used..];
                } while (!isDone);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return hash.GetHashAndReset();
    }
}
