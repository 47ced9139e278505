using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>
/// The bundled snapshot has every year of budgets from 2010-11 to 2019-20 and of outturn from 2007-08 to 2024-25, and its gradients to the years
/// between are the golden values of the methodology, which were computed once, independently, from the published files.
/// </summary>
public sealed class GoldenGradientsOfAllYearsTests(PublishedSnapshot snapshot)
{
    /// <summary>What was left for everything that is not care, put together from its lines.</summary>
    private static readonly Scope OutsideSocialCare = new(
        "outside-social-care",
        "Services outside social care",
        [
            .. new[]
            {
                Lines.HighwaysTransport,
                Lines.Housing,
                Lines.Cultural,
                Lines.Environmental,
                Lines.Planning,
                Lines.Central,
                Lines.Other,
            }.Select(line =>
                (IReadOnlyList<IReadOnlyList<Line>>)
                    [
                        [line],
                    ]
            ),
        ]
    );

    [Theory]
    [InlineData(Return.Budget, 2010, 2019)]
    [InlineData(Return.Outturn, 2007, 2024)]
    public void Years_are_there_without_a_gap(Return @return, int first, int last) =>
        snapshot
            .Inputs.Returns.Select(edition => edition.Content)
            .Where(edition => edition.Return == @return)
            .Select(edition => edition.Year.StartYear)
            .Distinct()
            .Order()
            .Where(year => year >= first && year <= last)
            .ShouldBe(Enumerable.Range(first, last - first + 1));

    [Theory]
    [InlineData("comparable", "2013-14", -11.89)]
    [InlineData("comparable", "2016-17", -20.31)]
    [InlineData("community-support", "2016-17", -42.78)]
    [InlineData("outside-social-care", "2013-14", -18.69)]
    [InlineData("outside-social-care", "2016-17", -33.80)]
    public void England_changed_by_the_golden_per_cent(string scope, string to, double england)
    {
        var gradient = GradientOf(scope, to);

        gradient.Areas.ShouldBe(148);
        Math.Round(gradient.England.ChangePercent!.Value, 2, MidpointRounding.AwayFromZero).ShouldBe(england);
    }

    [Theory]
    [InlineData("2013-14", "-23.95 -21.80 -14.92 -18.41 -14.98", 9.38)]
    [InlineData("2016-17", "-43.30 -38.76 -31.17 -30.71 -27.06", 17.90)]
    public void Outside_social_care_the_fifths_and_the_slope_are_the_golden_ones(string to, string fifths, double slope)
    {
        var gradient = GradientOf("outside-social-care", to);

        string.Join(
                ' ',
                gradient.Fifths.Select(fifth =>
                    Math.Round(fifth.Pooled.ChangePercent!.Value, 2, MidpointRounding.AwayFromZero)
                        .ToString("0.00", CultureInfo.InvariantCulture)
                )
            )
            .ShouldBe(fifths);
        Math.Round(gradient.SiiChangePercent!.Slope.Value, 2, MidpointRounding.AwayFromZero).ShouldBe(slope);
    }

    private Gradient GradientOf(string scope, string to) => Gradient.Of(snapshot.Figures.Compare(QueryOf(scope, to)))!;

    private static ComparisonQuery QueryOf(string scope, string to) =>
        ComparisonQuery.Headline with
        {
            Scope = Scopes.Find(scope) ?? OutsideSocialCare,
            From = FinancialYear.Parse("2010-11"),
            To = FinancialYear.Parse(to),
        };
}
