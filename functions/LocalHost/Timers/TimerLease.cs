using Azure;
using Azure.Storage.Blobs.Specialized;

namespace BudgetWatch.LocalHost.Timers;

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
            using var limit = new CancellationTokenSource(_duration / 3);
            if (!_lost.IsCancellationRequested) await _client.ReleaseAsync(cancellationToken: limit.Token);
        }
        catch (Exception)
        {
            // Storage does not answer, or another instance has the lease. It runs out unless it is renewed.
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
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_disposing.Token);
            limit.CancelAfter(_duration / 3);

            // Counted from before it was asked for: the service may have begun to count at once.
            var asked = TimeProvider.System.GetTimestamp();
            try
            {
                await _client.RenewAsync(cancellationToken: limit.Token);
                renewed = asked;
            }
            catch (OperationCanceledException) when (_disposing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Storage that does not answer comes as exceptions of several types, and may answer before the lease runs out.
                var isTaken = exception is RequestFailedException { Status: 404 or 409 or 412 };
                if (!isTaken && TimeProvider.System.GetElapsedTime(renewed) < _duration) continue;
                await _lost.CancelAsync();
                return;
            }
        }
    }
}
