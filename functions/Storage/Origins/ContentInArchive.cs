using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins;

/// <summary>An edition in the raw zone, fetched from there when it is first read; what it is its manifest says.</summary>
internal sealed class ContentInArchive(IEditionArchive archive, EditionManifest manifest) : OfferedContent
{
    private OfferedContent? fetched;

    public override string Sha256 => manifest.Sha256;

    public override long Length => manifest.Length;

    /// <summary>Fetches it; false where the raw zone has other bytes under its name than it was given, which is damage.</summary>
    public override async Task<bool> HoldAsync(CancellationToken cancellation)
    {
        if (fetched is not null)
            return true;
        Stream? bytes;
        try
        {
            bytes = await archive.OpenAsync(manifest.Sha256, cancellation);
        }
        catch (DamagedDataException)
        {
            return false;
        }

        if (bytes is null)
            return false;
        await using (bytes)
        {
            using var spool = new Spool();
            await spool.AddAsync(bytes, cancellation);
            var taken = spool.Take();
            if (taken.Sha256 == Sha256)
                fetched = taken;
            else
                taken.Dispose();
        }

        return fetched is not null;
    }

    public override Stream OpenRead() => Fetched.OpenRead();

    public override BudgetWatch.Sources.PublishedFile As(string name) => Fetched.As(name);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            fetched?.Dispose();
        base.Dispose(disposing);
    }

    private OfferedContent Fetched =>
        fetched ?? throw new InvalidOperationException("An edition of the raw zone is held before it is read.");
}
