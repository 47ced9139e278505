using System.Collections.Concurrent;
using BudgetWatch.Pipeline;

namespace BudgetWatch.Storage.Calls;

/// <summary>
/// Gives every request to storage that a reader waits for a deadline, its body included. Requests of other work have the client's own, which is longer; their
/// answers tell as well that a service is there.
/// </summary>
internal sealed class DeadlineHandler(HttpMessageHandler inner, ReaderDeadline deadline, TimeProvider clock) : DelegatingHandler(inner)
{
    private readonly ConcurrentDictionary<string, ServiceState> services = new(StringComparer.Ordinal);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var service in services.Values)
                service.Dispose();
        }

        base.Dispose(disposing);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var name = request.RequestUri!.Authority;
        var service = services.GetOrAdd(name, _ => new ServiceState(clock));
        if (!ReaderScope.IsEntered)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            service.Answered();
            return answer;
        }

        using var call = service.Begin() ?? throw new StorageUnavailableException($"{name} does not answer; it is being tried again.");
        using var limit = new CancellationTokenSource(deadline.Storage, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token, call.Silence);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token);

            // An answer is one once its last byte is here: a body that stalls is no better than none.
            await response.Content.LoadIntoBufferAsync(either.Token);
            service.Answered();
            return response;
        }
        catch (Exception problem)
        {
            response?.Dispose();
            if (!either.IsCancellationRequested || cancellationToken.IsCancellationRequested)
                throw;
            if (limit.IsCancellationRequested)
                call.NotAnswered();
            throw new StorageUnavailableException($"{name} did not answer within {deadline.Storage}.", problem);
        }
    }
}
