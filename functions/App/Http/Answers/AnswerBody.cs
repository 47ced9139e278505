using System.IO.Compression;

namespace BudgetWatch.App.Http.Answers;

/// <summary>The bytes of an answer, plain and as compressed as they are first asked for.</summary>
public sealed class AnswerBody
{
    /// <summary>Below this, compressing saves less than the header that says so.</summary>
    private const int WorthCompressing = 1024;

    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;

    /// <summary>A body.</summary>
    /// <param name="plain">Its bytes.</param>
    public AnswerBody(byte[] plain)
    {
        Plain = plain;
        _brotli = new Lazy<byte[]>(() => Compressed(stream => new BrotliStream(stream, CompressionLevel.Optimal)));
        _gzip = new Lazy<byte[]>(() => Compressed(stream => new GZipStream(stream, CompressionLevel.Optimal)));
    }

    /// <summary>The bytes as they are.</summary>
    public byte[] Plain { get; }

    /// <summary>The bytes in an encoding, and whether they are in it: small ones are sent as they are.</summary>
    /// <param name="encoding">br, gzip or null.</param>
    public (byte[] Bytes, string? Encoding) In(string? encoding) =>
        encoding is null || Plain.Length < WorthCompressing ? (Plain, null) : (encoding == "br" ? _brotli.Value : _gzip.Value, encoding);

    private byte[] Compressed(Func<Stream, Stream> into)
    {
        using var compressed = new MemoryStream();
        using (var compressor = into(compressed))
        {
            compressor.Write(Plain);
        }

        return compressed.ToArray();
    }
}
