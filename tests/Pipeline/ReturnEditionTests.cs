using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Tests;

public class ReturnEditionTests
{
    private static readonly Line[] WithLevies = [Lines.Total, Lines.Cultural, Lines.TransportLevy];
    private static readonly Line[] Services = [Lines.Total, Lines.Cultural];

    [Fact]
    public void The_fuller_table_counts_though_it_is_older() =>
        Chosen(Edition('a', Services, 3, "2026-04-18"), Edition('b', WithLevies, 3, "2018-11-14")).ShouldBe("b");

    [Fact]
    public void Of_equal_tables_the_one_with_more_filers_counts() =>
        Chosen(Edition('a', Services, 3, "2026-04-18"), Edition('b', Services, 4, null)).ShouldBe("b");

    [Fact]
    public void Of_equally_full_ones_the_latest_counts_and_a_date_beats_none()
    {
        Chosen(Edition('a', Services, 3, "2024-12-12"), Edition('b', Services, 3, "2026-04-18")).ShouldBe("b");
        Chosen(Edition('a', Services, 3, null), Edition('b', Services, 3, "2024-12-12")).ShouldBe("b");
    }

    [Fact]
    public void Of_equally_full_tables_the_multi_year_data_set_counts_though_it_states_no_date()
    {
        var table = new ReadEdition(
            Input('a') with
            {
                SourceId = "revenue-outturn-service-tables",
            },
            Return(2023, Services, 3, "2024-12-12")
        );
        var series = new ReadEdition(Input('b') with { SourceId = "revenue-outturn-time-series" }, Return(2023, Services, 3, null));
        Chosen(table, series).ShouldBe("b");
    }

    [Fact]
    public void A_time_series_gives_each_of_its_years_and_only_those_that_are_better()
    {
        var series = new RevenueTimeSeries("", [Return(2017, Services, 5, null), Return(2018, Services, 5, null)]);
        var chosen = ReturnEdition.Chosen([Edition('a', WithLevies, 3, null), new ReadEdition(Input('b'), series)]);
        chosen.Select(edition => (edition.Content.Year.StartYear, edition.Input.Sha256[0])).ShouldBe([(2017, 'a'), (2018, 'b')]);
    }

    [Theory]
    [InlineData('a', 'b')]
    [InlineData('b', 'a')]
    public void Of_equal_tables_the_one_of_a_single_year_counts(char ofYear, char ofSeveral)
    {
        var year = Edition(ofYear, Services, 3, null);
        var several = new ReadEdition(
            Input(ofSeveral) with
            {
                Slot = "time-series",
            },
            new RevenueTimeSeries("", [Return(2017, Services, 3, null), Return(2018, Services, 3, null)])
        );
        ReadEdition[] editions = [year, several];
        foreach (var order in (ReadEdition[][])[editions, [.. editions.Reverse()]])
        {
            ReturnEdition.Chosen(order).Single(edition => edition.Content.Year.StartYear == 2017).Input.Sha256.ShouldBe(year.Input.Sha256);
        }
    }

    private static string Chosen(params ReadEdition[] editions) => ReturnEdition.Chosen(editions).ShouldHaveSingleItem().Input.Sha256[..1];

    private static ReadEdition Edition(char sha, Line[] lines, int filers, string? updated) =>
        new(Input(sha), Return(2017, lines, filers, updated));

    private static ReleaseInput Input(char sha) => new("outturn", "2017-18", new string(sha, 64), 1, "a title", null);

    /// <summary>Five unitary authorities, so many of which filed; a police authority filed too, which does not count.</summary>
    private static RevenueReturn Return(int year, Line[] lines, int filers, string? updated) =>
        new(
            Domain.Observations.Return.Outturn,
            new FinancialYear(year),
            "sheet",
            [
                .. Enumerable.Range(1, 5).Select(i => Filing($"E010{i}", AuthorityClass.UnitaryAuthority, lines, i <= filers)),
                Filing("E7001", AuthorityClass.Other, lines, true),
            ],
            new Dictionary<Line, Cell>()
        )
        {
            Updated = updated is null ? null : DateOnly.ParseExact(updated, "yyyy-MM-dd"),
        };

    private static Filing Filing(string code, AuthorityClass @class, Line[] lines, bool filed) =>
        new(
            new AuthorityCode(code),
            null,
            code,
            @class,
            lines.ToDictionary(line => line, line => filed ? Cell.Of(1000, "B1") : Cell.Without(CellStatus.Missing, "B1"))
        );
}
