using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using BudgetWatch.Pipeline;

namespace BudgetWatch.Storage.Calls;

/// <summary>
/// Whatever a call to storage fails with where storage gave no answer, or said that it cannot serve now, is one exception: a deadline, a connection that was
/// refused or broke, an answer cut short, a token that could not be had, a 500 or 503, a 409 that passes. What storage answers of the request (4xx) stays what it is.
/// </summary>
internal sealed class AnswersOnly : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception problem) when (IsNoAnswer(problem, message))
        {
            throw Unavailable(message, problem);
        }

        ThrowIfUnable(message);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            ProcessNext(message, pipeline);
        }
        catch (Exception problem) when (IsNoAnswer(problem, message))
        {
            throw Unavailable(message, problem);
        }

        ThrowIfUnable(message);
    }

    // Several tries that failed come as one aggregate. A caller that cancelled gets a cancellation, and not a failure of storage.
    private static bool IsNoAnswer(Exception problem, HttpMessage message) =>
        !message.CancellationToken.IsCancellationRequested
        && problem
            is OperationCanceledException
                or IOException
                or HttpRequestException
                or RequestFailedException { Status: 0 }
                or AggregateException
                or AuthenticationFailedException;

    private static StorageUnavailableException Unavailable(HttpMessage message, Exception problem) =>
        new($"{message.Request.Uri.Host} gave no answer.", problem);

    private static void ThrowIfUnable(HttpMessage message)
    {
        if (message.Response.Status is 408 or 429 or 500 or 502 or 503 or 504 || PassingConflict.Is(message.Response))
            throw new StorageUnavailableException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{message.Request.Uri.Host} answered {message.Response.Status} {message.Response.ReasonPhrase}."
                )
            );
    }
}
