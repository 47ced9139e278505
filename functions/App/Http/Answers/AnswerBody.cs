using System.IO.Compression;
using System.Text;
using Microsoft.IO;

namespace BudgetWatch.App.Http.Answers;

/// <summary>The bytes of an answer, plain and as compressed as they are first asked for.</summary>
public sealed class AnswerBody
{
    /// <summary>Below this, compressing saves less than the header that says so.</summary>
    private const int WorthCompressing = 1024;

    /// <summary>Blocks that answers are written into, used again: an array for each long answer is more than the collector keeps up with.</summary>
    private static readonly RecyclableMemoryStreamManager Blocks = new(
        new RecyclableMemoryStreamManager.Options
        {
            MaximumSmallPoolFreeBytes = 16 * 1024 * 1024,
            MaximumLargePoolFreeBytes = 16 * 1024 * 1024,
        }
    );

    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;

    /// <summary>How hard Brotli works on an answer that may never be asked for again: the fastest quality that does well.</summary>
    public const int Usual = 4;

    /// <summary>On what is made once and is long: a quality that takes a tenth of a second for a page of half a megabyte.</summary>
    public const int MadeOnce = 9;

    /// <summary>On what is short and fetched far more often than made: all it can.</summary>
    public const int Polled = 11;

    /// <summary>A body.</summary>
    /// <param name="plain">Its bytes.</param>
    /// <param name="quality">How hard Brotli works on it.</param>
    public AnswerBody(byte[] plain, int quality = Usual)
    {
        Plain = plain;
        var options = new BrotliCompressionOptions { Quality = quality };
        _brotli = new Lazy<byte[]>(() => Compressed(stream => new BrotliStream(stream, options, leaveOpen: true)));
        _gzip = new Lazy<byte[]>(() => Compressed(stream => new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)));
    }

    /// <summary>A text as UTF-8, written as it goes.</summary>
    internal static byte[] Utf8(Action<TextWriter> write)
    {
        using var written = Blocks.GetStream();
        using (var text = new StreamWriter(written, new UTF8Encoding(false), leaveOpen: true))
        {
            write(text);
        }

        return Whole(written);
    }

    private static byte[] Whole(RecyclableMemoryStream written)
    {
        var bytes = new byte[written.Length];
        written.Position = 0;
        written.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The bytes as they are.</summary>
    public byte[] Plain { get; }

    /// <summary>The bytes in an encoding, and whether they are in it: small ones are sent as they are.</summary>
    /// <param name="encoding">br, gzip or null.</param>
    public (byte[] Bytes, string? Encoding) In(string? encoding) =>
        encoding is null || Plain.Length < WorthCompressing ? (Plain, null) : (encoding == "br" ? _brotli.Value : _gzip.Value, encoding);

    private byte[] Compressed(Func<Stream, Stream> into)
    {
        using var compressed = Blocks.GetStream();
        using (var compressor = into(compressed))
        {
            compressor.Write(Plain);
        }

        return Whole(compressed);
    }
}
