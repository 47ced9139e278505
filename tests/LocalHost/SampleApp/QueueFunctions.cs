using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.LocalHost.SampleApp;

/// <summary>Functions that messages start. A test turns on the one it is about.</summary>
public sealed class QueueFunctions(Inbox inbox)
{
    public sealed record Order(string SourceId);

    [Function("TakesText")]
    public void TakesText([QueueTrigger("%Queue%")] string text) => inbox.Add(text);

    [Function("TakesAnother")]
    public void TakesAnother([QueueTrigger("%Queue%", Connection = "AzureWebJobsStorage")] string text) => inbox.Add(text);

    [Function("TakesObject")]
    public void TakesObject([QueueTrigger("%Queue%")] Order order) => inbox.Add(order.SourceId);

    [Function("Fails")]
    public void Fails([QueueTrigger("%Queue%")] string text, FunctionContext context)
    {
        inbox.Add($"{text} {context.BindingContext.BindingData["DequeueCount"]}");
        throw new InvalidOperationException("no");
    }

    [Function("FailsOnce")]
    public void FailsOnce([QueueTrigger("%Queue%")] string text, FunctionContext context)
    {
        inbox.Add(text);
        if (context.BindingContext.BindingData["DequeueCount"]?.ToString() == "1")
            throw new InvalidOperationException("once");
    }

    [Function("TakesTextAtTheGate")]
    public Task TakesTextAtTheGate([QueueTrigger("%Queue%")] string text)
    {
        inbox.Add(text);
        return inbox.PassGateAsync();
    }

    [Function("WaitsForTheEnd")]
    public Task WaitsForTheEnd([QueueTrigger("%Queue%")] string text, CancellationToken cancellationToken)
    {
        inbox.Add(text);
        return Task.Delay(Timeout.Infinite, cancellationToken);
    }

    [Function("TellsItsBindingData")]
    public void TellsItsBindingData([QueueTrigger("%Queue%")] string text, FunctionContext context)
    {
        var data = context.BindingContext.BindingData;
        var isTraced = context.TraceContext.TraceParent.StartsWith("00-", StringComparison.Ordinal);
        inbox.Add(
            $"Id={data["Id"]} DequeueCount={data["DequeueCount"]} Inserted={data["InsertionTime"]} Retry={context.RetryContext?.RetryCount} Trace={isTraced}"
        );
    }
}
