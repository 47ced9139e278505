using BudgetWatch.App.Http;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Gradient;
using BudgetWatch.Questions.Tables;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Tests;

public class TableTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44", "'+44")]
    [InlineData("-minus", "'-minus")]
    [InlineData("@sum", "'@sum")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("a \"b\"", "\"a \"\"b\"\"\"")]
    public void Text_is_quoted_and_cannot_become_a_formula(string text, string cell) => new Table(
            ["name"],
            [
                [text],
            ]
        ).ToCsv().ShouldBe($"name\r\n{cell}\r\n");

    [Fact]
    public void Words_are_spelt_as_in_json() => new Table(
            ["status"],
            [
                [Domain.Observations.CellStatus.NotApplicable],
            ]
        ).ToCsv().ShouldBe("status\r\nnot-applicable\r\n");

    [Fact]
    public void Numbers_stay_numbers_and_nothing_stays_empty() => new Table(
            ["value", "low", "rank"],
            [
                [-26.4, null, 148],
            ]
        ).ToCsv().ShouldBe("value,low,rank\r\n-26.4,,148\r\n");

    [Fact]
    public void Statistics_as_rows_have_every_part_and_why_one_is_undefined()
    {
        var rows = GradientTable
            .Of(
                new GradientAnswer(
                    new ReleaseReference("r", default, "/r"),
                    new QueryAnswer(
                        "budget",
                        "comparable",
                        "2010-11",
                        "2019-20",
                        "upper-tier",
                        null,
                        "real-per-head",
                        2019,
                        "included",
                        "areas",
                        "residents",
                        "newest",
                        "published",
                        "2024-25"
                    ),
                    Statistics,
                    new UnitsAnswer("", "", ""),
                    [],
                    []
                )
            )
            .ToCsv()
            .Split("\r\n")
            .Select(row => string.Join(',', row.Split(',').Take(10)));

        rows.ShouldContain("statistic,of,group,areas,value,low,high,standardError,p,undefined");
        foreach (
            var row in (string[])
                [
                    "fifth,changePercent,fifth-1,30,-50,,,,,",
                    "tenth,changePercent,tenth-10,14,-25,,,,,",
                    "tenth,unweightedChangePercent,tenth-10,14,-24,,,,,",
                    "gap,changePercent,,,-13.5,-17,-10,,,",
                    "kitagawa,mix,,,-3,,,,,",
                    "kitagawa,within,,,-10.5,,,,,",
                    "kitagawa-mix,planning,,,-2,,,,,",
                    "kitagawa-within,planning,,,-1,,,,,",
                    "kitagawa-share,planning,fifth-1,,0.5,,,,,",
                    "kitagawa-share,planning,fifth-5,,0.25,,,,,",
                    "kitagawa-changePercent,planning,fifth-1,,-80,,,,,",
                    "kitagawa-changePercent,planning,fifth-5,,-60,,,,,",
                    "concentration,from,,,-0.5,,,0.125,,",
                    "concentration-kakwani,from,,,-0.5,,,0.25,,",
                    "absolute-concentration,from,,,-5,,,1.25,,",
                    "concentration,to,,,,,,,,spending is 0 everywhere",
                ]
        )
        {
            rows.ShouldContain(row);
        }
    }

    private static readonly GradientStatistics Statistics = new(
        148,
        new ChangeAnswer(4, 3, -1, -25),
        [new FifthAnswer(1, 30, 4, 2, -2, -50, -49)],
        [new TenthAnswer(10, 14, 4, 3, -1, -25, -24)],
        new GapAnswer(-13.5, -17, -10, ""),
        new BothEnds<double?>(1.5, 1.25),
        new SlopesAnswer(null, null, null, null),
        new BothEnds<double?>(null, null),
        new ConcentrationAnswer(
            new ConcentrationEstimate(-0.5, 0.125, 0.25),
            null,
            new BothEnds<EstimateAnswer?>(new EstimateAnswer(-5, 1.25), null),
            new BothEnds<string?>(null, "spending is 0 everywhere"),
            ""
        ),
        null,
        null,
        new KitagawaAnswer(
            -3,
            -10.5,
            [new ServiceEffectAnswer("planning", ["planning"], new EndFifths(0.5, 0.25), new EndFifths(-80, -60), -2, -1)],
            null,
            ""
        ),
        new BothEnds<TheilAnswer?>(null, null)
    );

    [Fact]
    public void Beside_each_financial_year_is_a_number_that_no_spreadsheet_takes_for_a_date() => new Table(
            ["code", "year", "priceBase"],
            [
                ["E1", "2010-11", "2024-25"],
                ["E2", "1999-00", null],
                ["E3", "mid-2010", ""],
            ]
        ).ToCsv().ShouldBe("code,year,priceBase,yearStart,priceBaseStart\r\nE1,2010-11,2024-25,2010,2024\r\nE2,1999-00,,1999,\r\nE3,mid-2010,,,\r\n");

    [Fact]
    public void Every_column_whose_meaning_is_a_financial_year_is_declared_as_one()
    {
        string[] years = ["year", "fromYear", "toYear", "priceBase", "slot"];
        years.ShouldAllBe(name => AnswerColumns.Named(name).IsFinancialYear);
        foreach (
            var columns in HttpFunction
                .All()
                .Where(function => function.Resource.MediaTypes.Contains("text/csv"))
                .Select(function => ContractColumns(function.OperationId))
        )
        {
            columns
                .Where(column => column.EndsWith("year", StringComparison.OrdinalIgnoreCase))
                .ShouldBeSubsetOf(columns.Where(column => columns.Contains($"{column}Start", StringComparer.Ordinal)));
        }
    }

    private static string[] ContractColumns(string operation) =>
        RealAnswers.Kept().Find(operation, "text/csv")!.GetValue<string>().Split("\r\n")[0].Split(',');
}
