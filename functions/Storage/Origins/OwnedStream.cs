using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins;

/// <summary>The content of an edition as a stream that lets go of it when it is closed.</summary>
internal sealed class OwnedStream(OfferedContent content) : Stream
{
    private readonly Stream bytes = content.OpenRead();

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => bytes.Length;

    public override long Position
    {
        get => bytes.Position;
        set => bytes.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => bytes.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => bytes.Read(buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        bytes.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        bytes.ReadAsync(buffer, cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => bytes.Seek(offset, origin);

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            bytes.Dispose();
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
