using System.IO.Compression;
using System.IO.Hashing;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// A file of a zip archive, unpacked forward once within its limits and checked against its checksum at its end. What its archive states of its
/// size is not believed. It never throws over its bytes: where they cannot be unpacked on it ends, and <see cref="Fault"/> says why. Callers
/// must check it before they trust its end.
/// </summary>
/// <param name="entry">The file in the archive.</param>
/// <param name="packed">How many bytes the archive has.</param>
/// <param name="limits">What it may come to.</param>
/// <param name="archive">Its archive, to be closed with it; null where another closes it.</param>
internal sealed class UnpackedEntry(ZipArchiveEntry entry, long packed, UnpackLimits limits, ZipArchive? archive = null) : Stream
{
    private readonly Crc32 checksum = new();
    private Stream? bytes;
    private long unpacked;
    private bool isEnded;

    /// <summary>Its name in the archive.</summary>
    public string Name => entry.FullName;

    /// <summary>Why it cannot be unpacked on, once it cannot.</summary>
    public (string Expected, string Found)? Fault { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => unpacked;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (isEnded || buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            bytes ??= entry.Open();
            return Passed(buffer[..bytes.Read(buffer)]);
        }
        catch (Exception fault) when (IsOfBytes(fault))
        {
            return End(("a zip archive that is whole", $"a damaged one ({fault.Message})"));
        }
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Whether what was thrown says that an archive's bytes are damaged, and no more.</summary>
    public static bool IsOfBytes(Exception fault) =>
        fault is InvalidDataException or IOException or NotSupportedException or ArgumentException;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            bytes?.Dispose();
            archive?.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Passed(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
        {
            return End(
                checksum.GetCurrentHashAsUInt32() == entry.Crc32
                    ? null
                    : ("the checksum its archive states", "another: the file is damaged")
            );
        }

        checksum.Append(piece);
        unpacked += piece.Length;
        if (unpacked > limits.Bytes)
        {
            return End(($"at most {limits.Bytes:N0} bytes once unpacked", "more"));
        }

        return unpacked > limits.Floor && unpacked / limits.Ratio > packed
            ? End(($"at most {limits.Ratio} times its size once unpacked", "more"))
            : piece.Length;
    }

    private int End((string Expected, string Found)? fault)
    {
        isEnded = true;
        Fault = fault;
        return 0;
    }
}
