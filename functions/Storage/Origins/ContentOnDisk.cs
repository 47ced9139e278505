using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins;

/// <summary>Content too large for memory, in a file that is this machine's own and goes with it.</summary>
internal sealed class ContentOnDisk(TemporaryFile file, string sha256) : OfferedContent
{
    public override string Sha256 => sha256;

    public override long Length => file.Length;

    public override Task<bool> HoldAsync(CancellationToken cancellation) => Task.FromResult(true);

    public override Stream OpenRead() => file.OpenRead();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
