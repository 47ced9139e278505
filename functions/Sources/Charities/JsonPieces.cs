using System.Text;

namespace BudgetWatch.Sources.Charities;

/// <summary>JSON text a piece at a time. The rest of one piece is put before the next, so that no value is cut in two.</summary>
/// <param name="text">The text, after a mark of UTF-8 or without.</param>
internal sealed class JsonPieces(Stream text)
{
    private const int Piece = 0x20000;

    private byte[] buffer = new byte[Piece];
    private int start;
    private int end;
    private bool isBegun;

    /// <summary>What was read and not used yet.</summary>
    public ReadOnlySpan<byte> Unused => buffer.AsSpan(start, end - start);

    /// <summary>Whether nothing follows it.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>So much of it was used.</summary>
    public void Use(int count) => start += count;

    /// <summary>Reads on; false where what is not used has become longer than any value may be.</summary>
    public bool Fill()
    {
        if (start > 0)
        {
            Unused.CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            if (buffer.Length > ExtractLimits.ValueBytes)
            {
                return false;
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = text.ReadAtLeast(buffer.AsSpan(end), Math.Min(Piece / 2, buffer.Length - end), throwOnEndOfStream: false);
        IsWhole = read == 0;
        end += read;
        if (!isBegun && Unused.StartsWith(Encoding.UTF8.Preamble))
        {
            start = Encoding.UTF8.Preamble.Length;
        }

        isBegun = true;
        return true;
    }
}
