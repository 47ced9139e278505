using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using BudgetWatch.LocalHost.Timers;
using BudgetWatch.TestKit;

namespace BudgetWatch.LocalHost.Tests.Timers;

/// <summary>A lease that cannot be renewed is kept while it lasts, and is known to be lost afterwards, however storage fails.</summary>
public sealed class LeaseOfStorageThatDoesNotAnswerTests
{
    [Theory]
    [InlineData("hangs")]
    [InlineData("refuses")]
    [InlineData("gives up")]
    public async Task It_is_lost_once_it_has_run_out(string how)
    {
        var client = new Lease(how);
        await using var lease = new TimerLease(client, TimeSpan.FromMilliseconds(300));
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lease.Lost.Register(() => lost.TrySetResult());
        await lost.Task.WaitAsync(Waiting.Limit);
        client.Asked.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Letting_it_go_waits_for_nobody()
    {
        var lease = new TimerLease(new Lease("hangs"), TimeSpan.FromMilliseconds(300));
        await lease.DisposeAsync().AsTask().WaitAsync(Waiting.Limit);
    }

    private sealed class Lease(string how) : BlobLeaseClient
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public override async Task<Response<BlobLease>> RenewAsync(RequestConditions? conditions = null, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            return await FailAsync<Response<BlobLease>>(cancellationToken);
        }

        public override Task<Response<ReleasedObjectInfo>> ReleaseAsync(RequestConditions? conditions = null, CancellationToken cancellationToken = default) =>
            FailAsync<Response<ReleasedObjectInfo>>(cancellationToken);

        private async Task<T> FailAsync<T>(CancellationToken cancellation)
        {
            if (how == "hangs") await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);

            // As the client fails after several tries, and after the time of one.
            throw how == "refuses"
                ? new AggregateException(new RequestFailedException("Connection refused"), new RequestFailedException("Connection refused"))
                : new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout.");
        }
    }
}
