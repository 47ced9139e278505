using System.Globalization;
using BudgetWatch.EndToEnd.Tests.Consistency;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Whatever answers the same question gives the same figures. What is expected of one route is what another one says, or a published file: nothing is worked
/// out here by the code that worked it out there.
/// </summary>
public sealed class WhenOneQuestionIsAskedEverywhere(PublishedSnapshot snapshot, ITestOutputHelper output)
{
    private const int Seed = 20261201;
    private const int Usual = 60;
    private const int AtOnce = 4;

    [Fact]
    public async Task Every_route_gives_the_same_value_rank_fifth_flags_and_areas_left_out()
    {
        var count = int.TryParse(
            Environment.GetEnvironmentVariable("BUDGETWATCH_QUESTIONS"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var asked
        )
            ? asked
            : Usual;
        var api = new AskedApi(snapshot.App.Host.HttpClient);
        var questions = new QuestionGenerator(api, Seed);
        var tables = await PublishedTables.OfAsync(api, snapshot.FirstRun.Outcome!.Release!);
        var everywhere = new OneQuestionEverywhere(api, tables);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, _) => await everywhere.AskAsync(await questions.OfAsync(number), number)
        );

        output.WriteLine(everywhere.Counted(count));
        everywhere.Answered.ShouldBeGreaterThan(count / 2);
        everywhere.Differences.ShouldBeEmpty(everywhere.Counted(count));
    }
}
