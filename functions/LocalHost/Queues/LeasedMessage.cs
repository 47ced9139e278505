using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Queues;

/// <summary>
/// A message being worked on. It stays hidden from other instances for as long as that takes, and each extension brings a new receipt, without
/// which it can be neither deleted nor given back.
/// </summary>
internal sealed class LeasedMessage : IAsyncDisposable
{
    private readonly QueueClient _queue;
    private readonly QueueMessage _message;
    private readonly TimeSpan _invisibility;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _extending;
    private string _receipt;

    public LeasedMessage(QueueClient queue, QueueMessage message, TimeSpan invisibility, ILogger log)
    {
        (_queue, _message, _invisibility, _log, _receipt) = (queue, message, invisibility, log, message.PopReceipt);
        _extending = ExtendAsync();
    }

    public async Task DeleteAsync()
    {
        await EndExtensionAsync();
        await _queue.DeleteMessageAsync(_message.MessageId, _receipt, CancellationToken.None);
    }

    /// <summary>Lets the message be delivered again.</summary>
    /// <param name="after">How long it stays hidden first.</param>
    public async Task GiveBackAsync(TimeSpan after)
    {
        await EndExtensionAsync();
        await _queue.UpdateMessageAsync(_message.MessageId, _receipt, visibilityTimeout: after, cancellationToken: CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await EndExtensionAsync();
        _done.Dispose();
    }

    private async Task EndExtensionAsync()
    {
        await _done.CancelAsync();
        await _extending;
    }

    private async Task ExtendAsync()
    {
        while (true)
        {
            // The storage service counts the seconds, so this is the real clock whatever clock the app has.
            await Task.Delay(_invisibility / 4, TimeProvider.System, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_done.IsCancellationRequested)
                return;
            try
            {
                // Not cancelled halfway: the service might have changed the receipt without our learning the new one.
                var updated = await _queue.UpdateMessageAsync(
                    _message.MessageId,
                    _receipt,
                    visibilityTimeout: _invisibility,
                    cancellationToken: CancellationToken.None
                );
                _receipt = updated.Value.PopReceipt;
            }
            catch (Exception exception)
            {
                // Storage that does not answer comes as other exceptions too, and is asked again: while it is away no other reader gets the message either.
                _log.LogWarning(
                    exception,
                    "Message {Id} of queue '{Queue}' could not be kept hidden and may be delivered again",
                    _message.MessageId,
                    _queue.Name
                );
                if (exception is RequestFailedException { Status: 400 or 404 })
                    return;
            }
        }
    }
}
