using System.Diagnostics;
using System.Text.Json;

namespace BudgetWatch.Benchmarks.Processes;

/// <summary>A process from its start to its end.</summary>
/// <param name="Wall">How long it ran, its own start included.</param>
/// <param name="Processor">How long it kept processors busy, its threads together: what other work on the machine disturbs less.</param>
/// <param name="PeakBytes">The most memory it had resident, as the system counted and it said at its end.</param>
/// <param name="Said">The JSON object it wrote, <c>peakBytes</c> and <c>processorMilliseconds</c> among it.</param>
internal sealed record MeasuredProcess(TimeSpan Wall, TimeSpan Processor, long PeakBytes, JsonElement Said)
{
    /// <summary>Runs this program again for one of its own commands.</summary>
    public static MeasuredProcess RunOurs(params IEnumerable<string> arguments) => Run(Environment.ProcessPath!, arguments);

    /// <summary>Runs a program that writes one JSON object.</summary>
    /// <exception cref="InvalidOperationException">It failed: with what it wrote of that.</exception>
    public static MeasuredProcess Run(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        var since = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var wall = Stopwatch.GetElapsedTime(since);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}. It wrote: {said}");
        }

        var answer = JsonSerializer.Deserialize<JsonElement>(said);
        return new MeasuredProcess(
            wall,
            TimeSpan.FromMilliseconds(answer.GetProperty("processorMilliseconds").GetDouble()),
            answer.GetProperty("peakBytes").GetInt64(),
            answer
        );
    }
}
