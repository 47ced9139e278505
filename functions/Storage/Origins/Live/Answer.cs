using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>What came of asking an address.</summary>
internal abstract record Answer
{
    private Answer() { }

    /// <summary>A body, whole.</summary>
    /// <param name="Content">The body, decompressed; the caller closes it.</param>
    /// <param name="ETag">To ask conditionally with the next time.</param>
    /// <param name="LastModified">To ask conditionally with the next time.</param>
    public sealed record Fetched(OfferedContent Content, string? ETag, DateTimeOffset? LastModified) : Answer
    {
        /// <summary>The body in memory, closed: of what is small.</summary>
        public async Task<ReadOnlyMemory<byte>> TakeBytesAsync(CancellationToken cancellation)
        {
            using (Content)
            {
                await using var body = Content.OpenRead();
                var bytes = new byte[Content.Length];
                await body.ReadExactlyAsync(bytes, cancellation);
                return bytes;
            }
        }
    }

    /// <summary>It is what it was.</summary>
    public sealed record NotModified : Answer;

    /// <summary>The publisher's server answered, but not with what may be taken. Asking again would not help.</summary>
    public sealed record Refused(Rejected Reason) : Answer;

    /// <summary>No answer, or none of use, at any attempt. It may be different in an hour.</summary>
    /// <param name="Found">What happened instead.</param>
    public sealed record Unreachable(string Found) : Answer;
}
