using System.Globalization;
using System.Net;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Load;

namespace BudgetWatch.Benchmarks.Processes;

/// <summary>
/// What an answer of each address costs the worker's processor when the app is warm and nothing is remembered of it: some questions of every sort to each address,
/// and, of the API, the dearest of them seven times more, of which the median counts. On Linux.
/// </summary>
internal static class RouteCosts
{
    public const string Command = "route-costs";

    /// <summary>How many questions a route is asked before any is counted: what runs often is compiled a second time after thirty calls.</summary>
    private const int Warming = 40;

    private const int Questions = 40;
    private const int Dearest = 3;
    private const int Times = 7;

    public static async Task RunAsync()
    {
        await using var app = await MeasuredApp.StartAsync(limited: false);
        var questions = await VariedQuestions.ReadAsync(app.Client);
        foreach (var route in questions.Routes)
        {
            for (var number = 0; number < Warming; number++)
            {
                await app.AskAsync(questions.Of(route, -1 - number));
            }
        }

        Console.WriteLine(
            $"{Environment.ProcessorCount} processors, load {MeasuredApp.Load()}; milliseconds of the worker's processor for an answer that is not remembered"
        );
        Console.WriteLine();
        Console.WriteLine("| address | questions answered | median | the dearest | which |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var route in questions.Routes)
        {
            var costs = new List<(string Question, double Cost)>();
            for (var number = 0; number < Questions; number++)
            {
                var question = questions.Of(route, number);
                var (status, cost) = await app.CostAsync(question);
                if (status == HttpStatusCode.OK)
                {
                    costs.Add((question, cost));
                }
                else if (
                    status != HttpStatusCode.BadRequest
                    && status != HttpStatusCode.NotFound
                    && status != HttpStatusCode.UnprocessableEntity
                )
                {
                    Console.Error.WriteLine($"{(int)status} {question}");
                }
            }

            if (costs.Count == 0)
            {
                Console.WriteLine($"| `{route.Path}` | 0 | | | |");
                continue;
            }

            var dearest = new List<(string Question, double Cost)>();
            foreach (var (question, first) in costs.OrderByDescending(own => own.Cost).Take(Dearest))
            {
                // A page is remembered by its release, whatever moment was named.
                dearest.Add((question, route.IsOfApi ? await AgainAsync(app, route, question) : first));
            }

            var (worst, most) = dearest.MaxBy(own => own.Cost);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| `{route.Path}` | {costs.Count} | {Median(costs.Select(own => own.Cost)):0.0} | {most:0.0} | `{worst}` |"
                )
            );
        }
    }

    /// <summary>The same question at another moment each time, so that no answer is remembered.</summary>
    private static async Task<double> AgainAsync(MeasuredApp app, QuestionRoute route, string question)
    {
        var costs = new List<double>();
        for (var time = 0; time < Times; time++)
        {
            costs.Add((await app.CostAsync(VariedQuestions.Again(route, question))).Milliseconds);
        }

        return Median(costs);
    }

    private static double Median(IEnumerable<double> values) =>
        values.Order().ToArray() is var ordered ? (ordered[ordered.Length / 2] + ordered[(ordered.Length - 1) / 2]) / 2 : 0;
}
