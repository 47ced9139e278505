using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Releases are kept for good: those of methods 1 and 2, whose rows hold one scope each of the upper tier alone, are read as before.</summary>
public class EarlierReleasesTests
{
    private static readonly ReleaseRow[] Rows =
    [
        new("figures|area|E06000001", """{"code":"E06000001","name":"Hartlepool","kind":"unitary-authority","region":"North East","members":[{"place":"E06000001","authority":"E0701","name":"Hartlepool","succeededBy":[]}],"setAside":null,"scores":{"2019":35.037}}"""),
        new("figures|frame|2010-11", """{"year":"2010-11","realFactor":1.45,"populationVintage":2019,"people":{"E06000001":91900}}"""),
        new("figures|large-move|budget|E06000001|2011-12", """{"return":"budget","area":"E06000001","from":"2010-11","to":"2011-12","changePercent":-41.5}"""),
        new("figures|scores-from-districts|2010", """{"vintage":2010,"weightedAt":2010}"""),
        new("figures|series|budget|libraries|E06000001", """[{"year":"2010-11","cash":1834000.0,"status":"reported","lacking":[]}]"""),
        new("figures|total-move|budget|libraries|2011-12", """{"return":"budget","line":"libraries","from":"2010-11","to":"2011-12","changePercent":-15.5}"""),
    ];

    [Fact]
    public async Task Their_figures_are_read()
    {
        var figures = await ReleaseRows.ReadAsync(Rows.ToAsyncEnumerable(), CancellationToken.None);

        var hartlepool = new AreaCode("E06000001");
        figures.Geographies.ShouldBe([GeographyKind.UpperTier]);
        figures.Areas.ShouldHaveSingleItem().Name.ShouldBe("Hartlepool");
        figures.Frames[new FinancialYear(2010)].People[hartlepool].ShouldBe(91_900);
        figures.Series[(Return.Budget, Scopes.Find("libraries")!)][hartlepool].Of(new FinancialYear(2010))!.CashPounds.ShouldBe(1_834_000);
        figures.YearsOf(Return.Budget).ShouldBe([new FinancialYear(2010)]);
        figures.Scores[2019][hartlepool].ShouldBe(35.037);
        figures.ScoresFromDistricts[2010].ShouldBe(2010);
        figures.LargeMoves.ShouldHaveSingleItem().ChangePercent.ShouldBe(-41.5);
        figures.TotalMoves.ShouldHaveSingleItem().Line.ShouldBe(Lines.Libraries);
    }
}
