using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Tests.Support;

/// <summary>Published releases with their rows, in memory; counts how often rows are read whole.</summary>
internal sealed class ReleasesInMemory : IReleaseStore
{
    private readonly List<PublishedRelease> _published = [];
    private readonly Dictionary<string, SortedDictionary<string, string>> _rows = new(StringComparer.Ordinal);

    public int WholeReads { get; private set; }

    public void Add(PublishedRelease release, IEnumerable<ReleaseRow> rows)
    {
        _rows[release.Id] = new(rows.ToDictionary(row => row.Key, row => row.Json), StringComparer.Ordinal);
        _published.Insert(
            0,
            release with
            {
                ContentSha256 = ReleaseRows.Digest(_rows[release.Id].Select(row => new ReleaseRow(row.Key, row.Value))),
            }
        );
    }

    public Task WriteAsync(string releaseId, IReadOnlyList<ReleaseRow> rows, IProgress<int>? progress, CancellationToken cancellation)
    {
        _rows.TryAdd(releaseId, new(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            _rows[releaseId][row.Key] = row.Json;
        }

        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ReleaseRow> ReadAsync(string releaseId, string prefix, CancellationToken cancellation)
    {
        WholeReads += prefix.Length == 0 ? 1 : 0;
        return _rows[releaseId]
            .Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(row => new ReleaseRow(row.Key, row.Value))
            .ToAsyncEnumerable();
    }

    public Task<ReleaseRow?> FindRowAsync(string releaseId, string key, CancellationToken cancellation) =>
        Task.FromResult(_rows.GetValueOrDefault(releaseId)?.GetValueOrDefault(key) is { } json ? new ReleaseRow(key, json) : null);

    public Task KeepPartsAsync(string releaseId, IReadOnlyList<ReleasePart> parts, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IReadOnlyList<ReleasePart>> PartsAsync(string releaseId, CancellationToken cancellation) =>
        Task.FromResult(ReleasePart.AllOf([.. _rows[releaseId].Select(row => new ReleaseRow(row.Key, row.Value))]));

    public Task<PublishedRelease?> FindAsync(string releaseId, CancellationToken cancellation) =>
        Task.FromResult(_published.Find(release => release.Id == releaseId));

    public Task<IReadOnlyList<PublishedRelease>> ListAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<PublishedRelease>>(_published);

    public ValueTask<string?> LiveAsync(CancellationToken cancellation) => new(_published[0].Id);

    public Task<bool> PublishAsync(PublishedRelease release, LivePointer expected, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<bool> MoveAsync(string releaseId, LivePointer expected, DateTimeOffset at, bool isHeld, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<PointerMove>> MovesAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<LiveRelease?> LiveSinceAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task<LivePointer> PointerAsync(CancellationToken cancellation) => throw new NotSupportedException();
}
