using CsCheck;

namespace BudgetWatch.Domain.Tests.Cuts;

/// <summary>Figures kept in little room are the figures that were put in.</summary>
public class LineFiguresTests
{
    private static readonly Gen<LineFigure> Figures = Gen.Select(Gen.Int[0, 9], Gen.Long[-900_000_000_000, 900_000_000_000], Gen.Int[0, 12])
        .Select(
            (kind, number, scale) =>
                kind switch
                {
                    0 => new LineFigure(0, CellStatus.Reported, []),
                    1 => new LineFigure(null, CellStatus.Missing, ["E0934 cultural"]),
                    2 => new LineFigure(null, CellStatus.NotApplicable, []),
                    3 => new LineFigure(number, CellStatus.Estimated, []),
                    4 => new LineFigure(new decimal(number) / (decimal)Math.Pow(10, scale), CellStatus.Reported, []),
                    5 => new LineFigure(number / 100m, CellStatus.Reported, []),
                    _ => new LineFigure(number, CellStatus.Reported, []),
                }
        );

    [Fact]
    public void Every_figure_comes_back_as_it_went_in() =>
        Figures
            .List[0, 200]
            .Sample(figures =>
            {
                var kept = new AreaYear(new FinancialYear(2019), figures, [], Allocated: false).Lines;

                kept.Count.ShouldBe(figures.Count);
                for (var i = 0; i < figures.Count; i++)
                {
                    (kept[i].Pounds, kept[i].Status).ShouldBe((figures[i].Pounds, figures[i].Status));
                    kept[i].Lacking.ShouldBe(figures[i].Lacking);
                }

                kept.Select(figure => figure.Pounds).ShouldBe(figures.Select(figure => figure.Pounds));
            });

    [Fact]
    public void Pounds_are_written_as_they_were_filed() =>
        new AreaYear(
            new FinancialYear(2019),
            [new(1_000m, CellStatus.Reported, []), new(-20.50m, CellStatus.Reported, [])],
            [],
            Allocated: false
        )
            .Lines.Select(figure => figure.Pounds!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(["1000", "-20.5"]);
}
