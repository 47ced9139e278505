using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// Bytes as text: UTF-8 if they are valid UTF-8, else Windows-1252, in which publishers' spreadsheets save CSV. Which it is, only the last
/// byte settles: the file is passed over once to find out and then read as text, a piece at a time, so that no more of it is ever held.
/// </summary>
internal abstract record TextDecoding
{
    /// <summary>How many bytes are checked, and how many characters decoded, at a time.</summary>
    internal const int Piece = 0x10000;

    private static readonly Encoding Windows1252 =
        CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? throw new InvalidOperationException("Windows-1252 is not available");

    /// <summary>Without a mark of its own: a second one after the file's is a character.</summary>
    private static readonly UTF8Encoding Utf8WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The mark of UTF-8 as it reads in Windows-1252.</summary>
    private static readonly string MarkAsWestern = Windows1252.GetString(Encoding.UTF8.Preamble);

    /// <summary>How a page of the web begins.</summary>
    private static readonly string[] PageBeginnings = ["<!doctype html", "<html"];

    private TextDecoding() { }

    /// <summary>Decodes a file, or says why it is not text.</summary>
    public static TextDecoding Decode(PublishedFile file, CancellationToken cancellation)
    {
        var (isUtf8, nul) = LookThrough(file, cancellation);
        if (nul is { } at)
        {
            return Not(file, "comma-separated text", $"binary content (a NUL at byte {at})");
        }

        var encoding = isUtf8 ? Utf8WithoutMark : Windows1252;
        using var text = Open(file, encoding);
        var beginning = Beginning(text);
        if (beginning.Length == 0)
        {
            return Not(file, "comma-separated text", "nothing but white space");
        }

        // An error page served in the file's place is the commonest way for a download to go wrong.
        return PageBeginnings.Any(page => beginning.StartsWith(page, StringComparison.OrdinalIgnoreCase))
            ? Not(file, "a workbook or comma-separated text", "an HTML page")
            : new Decoded(Open(file, encoding));
    }

    /// <summary>
    /// A stream as text in Windows-1252, for tables of which only codes are read: those are ASCII, whatever the text is. A mark of UTF-8 is left out.
    /// </summary>
    public static StreamReader Western(Stream bytes)
    {
        var text = new StreamReader(bytes, Windows1252, detectEncodingFromByteOrderMarks: false, Piece);
        foreach (var character in MarkAsWestern)
        {
            if (text.Peek() != character)
            {
                break;
            }

            _ = text.Read();
        }

        return text;
    }

    /// <summary>Whether the whole file is UTF-8, and where the first NUL stands, the mark at the beginning not counted.</summary>
    private static (bool IsUtf8, long? Nul) LookThrough(PublishedFile file, CancellationToken cancellation)
    {
        using var bytes = AfterMark(file);
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        var characters = ArrayPool<char>.Shared.Rent(Piece);
        try
        {
            // A character may lie across two pieces: its beginning is kept for the next.
            var (isUtf8, kept, passed) = (true, 0, 0L);
            for (int read; (read = bytes.Read(buffer, kept, Piece - kept)) > 0; )
            {
                cancellation.ThrowIfCancellationRequested();
                var nul = buffer.AsSpan(kept, read).IndexOf((byte)0);
                if (nul >= 0)
                {
                    return (false, passed + nul);
                }

                passed += read;
                var piece = buffer.AsSpan(0, kept + read);
                kept = 0;
                if (isUtf8)
                {
                    isUtf8 =
                        Utf8.ToUtf16(piece, characters, out var whole, out _, replaceInvalidSequences: false, isFinalBlock: false)
                            is OperationStatus.Done
                                or OperationStatus.NeedMoreData;
                    kept = isUtf8 ? piece.Length - whole : 0;
                    piece[^kept..].CopyTo(buffer);
                }
            }

            return (isUtf8 && kept == 0, null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    /// <summary>The first characters after white space, as many as tell a page of the web; none if there is nothing else.</summary>
    private static string Beginning(StreamReader text)
    {
        int first;
        do
        {
            first = text.Read();
        } while (first >= 0 && char.IsWhiteSpace((char)first));
        if (first < 0)
        {
            return "";
        }

        var beginning = new char[PageBeginnings.Max(page => page.Length)];
        beginning[0] = (char)first;
        return new string(beginning, 0, 1 + text.ReadBlock(beginning.AsSpan(1)));
    }

    private static StreamReader Open(PublishedFile file, Encoding encoding) =>
        new(AfterMark(file), encoding, detectEncodingFromByteOrderMarks: false, Piece);

    /// <summary>The bytes after the mark of UTF-8, if they begin with it.</summary>
    private static Stream AfterMark(PublishedFile file)
    {
        var bytes = file.OpenRead();
        Span<byte> beginning = stackalloc byte[Encoding.UTF8.Preamble.Length];
        var read = bytes.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
        if (!beginning[..read].SequenceEqual(Encoding.UTF8.Preamble))
        {
            bytes.Position = 0;
        }

        return bytes;
    }

    private static NotText Not(PublishedFile file, string expected, string found) =>
        new(new Refusal(file.Name, null, null, expected, found));

    /// <summary>It is text.</summary>
    /// <param name="Text">The text from its first character on; the caller closes it.</param>
    public sealed record Decoded(TextReader Text) : TextDecoding;

    /// <summary>It is not.</summary>
    public sealed record NotText(Refusal Reason) : TextDecoding;
}
