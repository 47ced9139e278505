using System.Security.Cryptography;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins;

/// <summary>
/// A file in a folder, which is another's and may be written to at any time. Its hash is known; to be read, it is copied, and if the copy
/// does not have that hash, it is not what was offered.
/// </summary>
/// <param name="path">Where it is.</param>
/// <param name="open">Opens it.</param>
/// <param name="length">How many bytes it had when it was hashed.</param>
/// <param name="sha256">Its hash.</param>
internal sealed class ContentInFolder(string path, Func<string, FileStream> open, long length, string sha256) : OfferedContent
{
    private OfferedContent? copy;

    public override string Sha256 => sha256;

    public override long Length => length;

    /// <summary>Hashes a file, and keeps in memory what is small.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="open">Opens it.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Its content, or how it is too large.</returns>
    public static async Task<(OfferedContent? Content, Rejected? TooLarge)> FindAsync(
        string path,
        Func<string, FileStream> open,
        long limit,
        CancellationToken cancellation
    )
    {
        await using var file = open(path);
        if (file.Length > limit)
            return (null, BoundedFile.TooLarge(limit, file.Length));
        if (file.Length <= ContentInMemory.Limit)
            return (new ContentInMemory(await BoundedFile.ReadAsync(file, cancellation)), null);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[0x10000];
        var length = 0L;
        while (await file.ReadAsync(piece, cancellation) is var count and > 0)
        {
            length += count;
            if (length > limit)
                return (null, BoundedFile.TooLarge(limit, length));
            hash.AppendData(piece.AsSpan(0, count));
        }

        return (new ContentInFolder(path, open, length, Convert.ToHexStringLower(hash.GetHashAndReset())), null);
    }

    public override async Task<bool> HoldAsync(CancellationToken cancellation)
    {
        if (copy is not null)
            return true;
        try
        {
            await using var file = open(path);
            if (file.Length != Length)
                return false;
            using var spool = new Spool();
            await spool.AddAsync(file, cancellation);
            var taken = spool.Take();
            if (taken.Sha256 == Sha256)
                copy = taken;
            else
                taken.Dispose();
            return copy is not null;
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public override Stream OpenRead() => Held.OpenRead();

    public override BudgetWatch.Sources.PublishedFile As(string name) => Held.As(name);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            copy?.Dispose();
        base.Dispose(disposing);
    }

    private OfferedContent Held => copy ?? throw new InvalidOperationException("A file of a folder is held before it is read.");
}
