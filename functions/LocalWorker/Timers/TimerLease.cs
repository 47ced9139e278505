using Azure;
using Azure.Storage.Blobs.Specialized;

namespace BudgetWatch.LocalWorker.Timers;

/// <summary>
/// The right to run one timer, held until disposed. It is renewed on the real clock, whatever clock the app has: the storage
/// service counts its seconds.
/// </summary>
internal sealed class TimerLease : IAsyncDisposable
{
    private readonly BlobLeaseClient _client;
    private readonly TimeSpan _duration;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly Task _renewing;

    public TimerLease(BlobLeaseClient client, TimeSpan duration)
    {
        _client = client;
        _duration = duration;
        _renewing = RenewAsync();
    }

    /// <summary>Fires when another instance may have the lease.</summary>
    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        await _renewing;
        try
        {
            if (!_lost.IsCancellationRequested) await _client.ReleaseAsync();
        }
        catch (RequestFailedException)
        {
            // It runs out by itself.
        }

        _lost.Dispose();
        _disposing.Dispose();
    }

    private async Task RenewAsync()
    {
        var renewed = TimeProvider.System.GetTimestamp();
        while (!_disposing.IsCancellationRequested)
        {
            await Task.Delay(_duration / 3, TimeProvider.System, _disposing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_disposing.IsCancellationRequested) return;
            try
            {
                await _client.RenewAsync(cancellationToken: _disposing.Token);
                renewed = TimeProvider.System.GetTimestamp();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (RequestFailedException exception)
            {
                var isTaken = exception.Status is 404 or 409 or 412;
                if (!isTaken && TimeProvider.System.GetElapsedTime(renewed) < _duration) continue;
                await _lost.CancelAsync();
                return;
            }
        }
    }
}
