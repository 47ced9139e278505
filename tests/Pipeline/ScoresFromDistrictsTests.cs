using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Pipeline.Tests;

public class ScoresFromDistrictsTests
{
    private static readonly ReleaseFigures Figures = new(
        [],
        new Dictionary<FinancialYear, YearFactors>(),
        new Dictionary<(Return, Scope), IReadOnlyDictionary<AreaCode, AreaSeries>>(),
        new Dictionary<int, IReadOnlyDictionary<AreaCode, double>>(),
        []
    )
    {
        ScoresFromDistricts = new Dictionary<int, int> { [2010] = 2010, [2025] = 2024 },
    };

    [Fact]
    public async Task A_stored_release_knows_which_vintages_were_scored_from_districts() =>
        (await ReleaseRows.ReadAsync(ReleaseRows.Of(Figures).ToAsyncEnumerable(), CancellationToken.None)).ScoresFromDistricts.ShouldBe(
            Figures.ScoresFromDistricts,
            ignoreOrder: true
        );

    [Theory]
    [InlineData(2025, "weighted by residents at mid-2024")]
    [InlineData(2019, null)]
    public void An_answer_on_such_a_vintage_says_so(int imd, string? words)
    {
        var query = ComparisonQuery.Headline with { Imd = imd, Measure = Measure.Cash };

        var note = AnswerNotes.Of(query, Figures, []).SingleOrDefault(note => note.Flag == Flag.ScoresFromDistricts);

        (note is null).ShouldBe(words is null);
        note?.Text.ShouldContain(words!);
    }
}
