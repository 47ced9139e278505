using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.LocalHost.SampleApp;

/// <summary>Functions that a schedule starts. A test turns on those it is about.</summary>
public sealed class TimerFunctions(TimerFunctions.Runs runs, Inbox inbox)
{
    /// <summary>What the runs were told.</summary>
    public sealed class Runs
    {
        private readonly Channel<TimerInfo> _runs = Channel.CreateUnbounded<TimerInfo>();
        private readonly ConcurrentQueue<TimerInfo> _all = new();

        public int Count => _all.Count;

        public void Add(TimerInfo timer)
        {
            _all.Enqueue(timer);
            _runs.Writer.TryWrite(timer);
        }

        public async Task<TimerInfo> NextAsync() => await _runs.Reader.ReadAsync();
    }

    [Function("Weekly")]
    public void Weekly([TimerTrigger("0 0 6 * * Mon")] TimerInfo timer) => runs.Add(timer);

    [Function("Configured")]
    public void Configured([TimerTrigger("%Schedule%")] TimerInfo timer) => runs.Add(timer);

    [Function("AtStart")]
    public void AtStart([TimerTrigger("0 0 6 * * Mon", RunOnStartup = true)] TimerInfo timer) => runs.Add(timer);

    [Function("Failing")]
    public void Failing([TimerTrigger("0 0 * * * *")] TimerInfo timer)
    {
        runs.Add(timer);
        throw new InvalidOperationException("failed as it should");
    }

    [Function("Slow")]
    public Task Slow([TimerTrigger("0 0 * * * *")] TimerInfo timer)
    {
        runs.Add(timer);
        return inbox.PassGateAsync();
    }
}
