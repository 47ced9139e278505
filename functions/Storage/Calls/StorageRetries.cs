using Azure.Core;
using Azure.Core.Pipeline;
using BudgetWatch.Pipeline;

namespace BudgetWatch.Storage.Calls;

/// <summary>
/// What failed and may succeed at another try is tried again: for a reader at once and no longer than a moment, for other work for some twelve seconds.
/// </summary>
internal sealed class StorageRetries()
    : RetryPolicy(MostTries, DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(30)))
{
    private const int MostTries = 6;
    private const int MostTriesForReader = 2;

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        IsWorthIt(message) && (IsConflictToTryAgain(message) || base.ShouldRetry(message, exception));

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        IsWorthIt(message) && (IsConflictToTryAgain(message) || await base.ShouldRetryAsync(message, exception));

    private static bool IsConflictToTryAgain(HttpMessage message) =>
        message.HasResponse && message.ProcessingContext.RetryNumber < MostTries && PassingConflict.Is(message.Response);

    // A service that asks for patience asks for more of it than a reader has.
    private static bool IsWorthIt(HttpMessage message) =>
        !ReaderScope.IsEntered
        || (
            message.ProcessingContext.RetryNumber < MostTriesForReader
            && !(message.HasResponse && message.Response.Headers.Contains("Retry-After"))
        );
}
