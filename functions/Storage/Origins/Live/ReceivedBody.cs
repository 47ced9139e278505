using System.Net;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>A body that was received whole; closed with its response unless it was taken from it.</summary>
internal sealed class ReceivedBody(OfferedContent content) : HttpContent
{
    private OfferedContent? content = content;

    /// <summary>The body, which is then another's to close.</summary>
    public OfferedContent Take()
    {
        var taken = content ?? throw new InvalidOperationException("The body was taken before.");
        content = null;
        return taken;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var bytes = (content ?? throw new InvalidOperationException("The body was taken before.")).OpenRead();
        await bytes.CopyToAsync(stream);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = content?.Length ?? 0;
        return content is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content?.Dispose();
        base.Dispose(disposing);
    }
}
