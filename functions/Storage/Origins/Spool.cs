using System.Security.Cryptography;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins;

/// <summary>Gathers bytes as they come: in memory while they are few, then on disk; hashed on the way.</summary>
internal sealed class Spool : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream first = new();
    private TemporaryFile? file;

    /// <summary>How many bytes came so far.</summary>
    public long Length => file?.Length ?? first.Length;

    /// <summary>Takes a piece.</summary>
    public async Task AddAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellation)
    {
        hash.AppendData(piece.Span);
        if (file is null && first.Length + piece.Length <= ContentInMemory.Limit)
        {
            first.Write(piece.Span);
            return;
        }

        if (file is null)
        {
            file = TemporaryFile.Create();
            await file.AppendAsync(first.GetBuffer().AsMemory(0, (int)first.Length), cancellation);
            first.SetLength(0);
            first.Capacity = 0;
        }

        await file.AppendAsync(piece, cancellation);
    }

    /// <summary>Takes all there is in a stream.</summary>
    public async Task AddAsync(Stream bytes, CancellationToken cancellation)
    {
        var piece = new byte[0x10000];
        while (await bytes.ReadAsync(piece, cancellation) is var count and > 0)
            await AddAsync(piece.AsMemory(0, count), cancellation);
    }

    /// <summary>What came, which is then another's to close.</summary>
    public OfferedContent Take()
    {
        if (file is null)
            return new ContentInMemory(first.GetBuffer().AsMemory(0, (int)first.Length));
        var content = new ContentOnDisk(file, Convert.ToHexStringLower(hash.GetHashAndReset()));
        file = null;
        return content;
    }

    public void Dispose()
    {
        hash.Dispose();
        first.Dispose();
        file?.Dispose();
    }
}
