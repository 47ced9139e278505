using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.TestKit;

/// <summary>A line an app has logged.</summary>
/// <param name="Category">Who said it.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Message">What was said.</param>
/// <param name="Exception">What went with it, if anything.</param>
public sealed record RecordedLog(string Category, LogLevel Level, string Message, Exception? Exception)
{
    /// <inheritdoc />
    public override string ToString() => $"{Level} {Category}: {Message} {Exception}".TrimEnd();
}

/// <summary>Everything an app under test has logged, in order.</summary>
public sealed class RecordedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<RecordedLog> _lines = new();

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<RecordedLog> Lines => [.. _lines];

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, _lines);

    /// <inheritdoc />
    public void Dispose() { }

    private sealed class Recorder(string category, ConcurrentQueue<RecordedLog> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue(new RecordedLog(category, logLevel, formatter(state, exception), exception));
    }
}
