using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using BudgetWatch.LocalHost.Queues;
using BudgetWatch.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace BudgetWatch.LocalHost.Tests.Queues;

/// <summary>A message in hand is kept hidden again once storage answers, and is deleted by the receipt it has then.</summary>
public sealed class MessageOfStorageThatDoesNotAnswerTests
{
    [Fact]
    public async Task It_is_still_held_after_an_outage()
    {
        var queue = new Queue();
        var message = QueuesModelFactory.QueueMessage("m", "receipt-0", "", 1);
        await using var held = new LeasedMessage(queue, message, TimeSpan.FromMilliseconds(40), NullLogger.Instance);
        await queue.Extended.Task.WaitAsync(Waiting.Limit);
        await held.DeleteAsync();
        queue.Deleted.ShouldStartWith("receipt-");
        queue.Deleted.ShouldNotBe("receipt-0");
    }

    private sealed class Queue : QueueClient
    {
        private int _asked;

        public TaskCompletionSource Extended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string? Deleted { get; private set; }

        public override string Name => "queue";

        public override Task<Response<UpdateReceipt>> UpdateMessageAsync(
            string messageId,
            string popReceipt,
            string? messageText = null,
            TimeSpan visibilityTimeout = default,
            CancellationToken cancellationToken = default
        )
        {
            var asked = Interlocked.Increment(ref _asked);
            switch (asked)
            {
                case 1:
                    throw new AggregateException(new RequestFailedException("Connection refused"));
                case 2:
                    throw new TaskCanceledException("The operation was cancelled because it exceeded the configured timeout.");
                case 4:
                    Extended.TrySetResult();
                    break;
            }

            return Task.FromResult(
                Response.FromValue(QueuesModelFactory.UpdateReceipt($"receipt-{asked}", DateTimeOffset.UnixEpoch), null!)
            );
        }

        public override Task<Response> DeleteMessageAsync(
            string messageId,
            string popReceipt,
            CancellationToken cancellationToken = default
        )
        {
            Deleted = popReceipt;
            return Task.FromResult<Response>(null!);
        }
    }
}
