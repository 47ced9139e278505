using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Tests.Releases;

/// <summary>Series are summed when they are asked; of details only the last are kept, and the others come out the same again.</summary>
public class SeriesDictionaryTests
{
    private static readonly IReadOnlyList<Line> Known = [.. Lines.Main, .. Lines.Details];

    private static readonly AreaCode Area = new("E06000001");
    private static readonly FinancialYear Year = new(2019);

    private static readonly HarmonisedReturn Filed = new(
        [new EditionLines(Year, Known)],
        new Dictionary<AreaCode, IReadOnlyList<AreaYear>>
        {
            [Area] =
            [
                new AreaYear(Year, [.. Known.Select((_, i) => new LineFigure(1_000 + i, CellStatus.Reported, []))], [], Allocated: false),
            ],
        }
    );

    [Fact]
    public void However_many_ask_each_gets_its_line_and_few_details_are_kept()
    {
        var series = new SeriesDictionary(new Dictionary<Return, HarmonisedReturn> { [Return.Budget] = Filed });

        int[] order = [.. Enumerable.Range(0, 20 * Known.Count).Select(asked => asked % Known.Count)];
        new Random(20101020).Shuffle(order);

        Parallel.ForEach(
            order,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => series[(Return.Budget, Scopes.Find(Known[i].Id)!)][Area].Of(Year)!.Value.CashPounds.ShouldBe(1_000 + i, Known[i].Id)
        );

        series.Kept.ShouldBeInRange(Lines.Main.Count + 1, Scopes.Main.Count + SeriesDictionary.DetailsKept);
    }

    [Fact]
    public void A_year_alone_and_the_years_of_a_scope_are_those_of_its_series()
    {
        foreach (var scope in Scopes.All)
        {
            var figure = Filed.Series(scope)[Area].Of(Year);

            Filed.In(Year, scope)[Area].ShouldBe(figure!.Value, scope.Id);
            Filed.YearsOf(scope).ShouldBe(figure.Value.CashPounds is null ? [] : [Year], scope.Id);
        }

        Filed.In(new FinancialYear(2018), Scopes.Comparable).ShouldBeEmpty();
    }
}
