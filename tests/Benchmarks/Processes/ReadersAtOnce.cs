using System.Globalization;
using BudgetWatch.TestKit.Load;

namespace BudgetWatch.Benchmarks.Processes;

/// <summary>Ten clients within their limits ask 300,000 varied questions, or as many as are named and as there is time for, while an eleventh asks for the summary.</summary>
internal static class ReadersAtOnce
{
    public const string Command = "many-readers";

    private const int Usual = 300_000;
    private const int Seed = 20_261_130;

    /// <summary>Measures.</summary>
    /// <param name="requests">How many questions; null for the usual number.</param>
    /// <param name="minutes">When to stop although not all are asked; null for never.</param>
    public static async Task RunAsync(string? requests, string? minutes)
    {
        await using var app = await MeasuredApp.StartAsync(limited: true);
        var questions = await VariedQuestions.ReadAsync(app.Client);
        var outcome = await new ManyReaders(app).AskAsync(
            questions,
            requests is null ? Usual : int.Parse(requests, CultureInfo.InvariantCulture),
            Seed,
            Console.Error.WriteLine,
            minutes is null ? null : TimeSpan.FromMinutes(int.Parse(minutes, CultureInfo.InvariantCulture))
        );
        Console.WriteLine($"{Environment.ProcessorCount} processors, load {MeasuredApp.Load()} at the end");
        Console.WriteLine(outcome);
        foreach (var failure in outcome.Failures.Take(20))
        {
            Console.WriteLine(failure);
        }
    }
}
