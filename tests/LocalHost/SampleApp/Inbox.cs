using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;

namespace BudgetWatch.LocalHost.SampleApp;

/// <summary>Where functions report to the test that runs them in its process.</summary>
public sealed class Inbox
{
    private readonly Channel<string> _arrivals = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _all = new();
    private readonly ConcurrentQueue<TimeSpan> _arrived = new();
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private int _now;

    public IReadOnlyList<string> All => [.. _all];

    /// <summary>When each arrived, from the first moment of this.</summary>
    public IReadOnlyList<TimeSpan> Arrived => [.. _arrived];

    /// <summary>Opened by the test; functions wait before it.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int MostAtOnce { get; private set; }

    public void Add(string text)
    {
        _arrived.Enqueue(_since.Elapsed);
        _all.Enqueue(text);
        _arrivals.Writer.TryWrite(text);
    }

    public async Task PassGateAsync()
    {
        lock (_arrivals)
            MostAtOnce = Math.Max(MostAtOnce, ++_now);
        await Gate.Task;
        lock (_arrivals)
            _now--;
    }

    public async Task<string> NextAsync() => await _arrivals.Reader.ReadAsync();
}
