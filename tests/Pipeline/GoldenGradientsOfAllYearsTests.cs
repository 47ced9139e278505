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
    [InlineData("outside-social-care", "2013-14", 148, -18.69)]
    [InlineData("outside-social-care", "2016-17", 148, -33.80)]
    [InlineData("outside-social-care", "2019-20", 148, -40.92)]
    [InlineData("outside-social-care", "2021-22", 144, -38.34)]
    [InlineData("outside-social-care", "2024-25", 143, -40.88)]
    [InlineData("comparable", "2013-14", 148, -11.89)]
    [InlineData("comparable", "2016-17", 148, -20.31)]
    [InlineData("comparable", "2019-20", 148, -20.17)]
    [InlineData("comparable", "2021-22", 144, -16.49)]
    [InlineData("comparable", "2024-25", 143, -12.68)]
    [InlineData("community-support", "2016-17", 148, -42.78)]
    [InlineData("community-support", "2019-20", 148, -51.68)]
    [InlineData("community-support", "2024-25", 143, -55.28)]
    [InlineData("all-social-care", "2019-20", 148, -1.04)]
    [InlineData("all-social-care", "2024-25", 143, 14.61)]
    public void England_changed_by_the_golden_per_cent(string scope, string to, int areas, double england)
    {
        var gradient = GradientOf(scope, to);

        gradient.Areas.ShouldBe(areas);
        Rounded(gradient.England.ChangePercent, 2).ShouldBe(england);
    }

    [Theory]
    [InlineData("outside-social-care", "2013-14", "-23.95 -21.80 -14.92 -18.41 -14.98")]
    [InlineData("outside-social-care", "2016-17", "-43.30 -38.76 -31.17 -30.71 -27.06")]
    [InlineData("outside-social-care", "2019-20", "-50.07 -47.10 -39.11 -37.00 -33.71")]
    [InlineData("outside-social-care", "2021-22", "-48.95 -44.44 -35.36 -34.42 -30.26")]
    [InlineData("outside-social-care", "2024-25", "-48.63 -45.58 -38.34 -38.24 -34.61")]
    [InlineData("comparable", "2024-25", "-16.98 -19.88 -13.30 -8.95 -5.20")]
    [InlineData("community-support", "2024-25", "-61.67 -53.18 -53.44 -54.61 -51.82")]
    [InlineData("all-social-care", "2024-25", "16.17 4.31 10.15 17.98 23.35")]
    public void The_fifths_changed_by_the_golden_per_cents(string scope, string to, string fifths) =>
        InOrder(GradientOf(scope, to).Fifths.Select(fifth => Rounded(fifth.Pooled.ChangePercent, 2))).ShouldBe(fifths);

    [Theory]
    [InlineData("comparable", "-26.4 -24.7 -21.3 -17.2 -12.6", "-366 -320 -249 -179 -121", 1.448, 1.220)]
    [InlineData("community-support", "-60.6 -52.6 -50.4 -46.7 -47.0", null, 1.876, 1.396)]
    [InlineData("all-social-care", "-4.6 -4.8 -5.4 0.5 7.9", null, null, null)]
    [InlineData("outside-social-care", "-50.1 -47.1 -39.1 -37.0 -33.7", "-322 -277 -210 -181 -160", 1.355, 1.020)]
    public void To_2019_20_the_fifths_their_pounds_and_the_ratio_are_the_golden_ones(
        string scope,
        string fifths,
        string? pounds,
        double? ratioFrom,
        double? ratioTo
    )
    {
        var gradient = GradientOf(scope, "2019-20");

        InOrder(gradient.Fifths.Select(fifth => Rounded(fifth.Pooled.ChangePercent, 1)), "0.0").ShouldBe(fifths);
        if (pounds is not null)
        {
            InOrder(gradient.Fifths.Select(fifth => Rounded(fifth.Pooled.Change, 0)), "0").ShouldBe(pounds);
        }

        if (ratioFrom is not null)
        {
            (Rounded(gradient.RatioFrom, 3), Rounded(gradient.RatioTo, 3)).ShouldBe((ratioFrom, ratioTo));
        }
    }

    [Theory]
    [InlineData("2013-14", 9.38, null)]
    [InlineData("2016-17", 17.90, null)]
    [InlineData("2019-20", 19.13, -0.5078)]
    [InlineData("2021-22", 20.79, -0.5336)]
    [InlineData("2024-25", 15.25, -0.4080)]
    public void Outside_social_care_the_slope_and_the_rank_correlation_are_the_golden_ones(string to, double slope, double? spearman)
    {
        var gradient = GradientOf("outside-social-care", to);

        Rounded(gradient.SiiChangePercent!.Slope.Value, 2).ShouldBe(slope);
        if (spearman is not null)
        {
            Rounded(gradient.Spearman!.Value, 4).ShouldBe(spearman);
        }
    }

    [Fact]
    public void Comparable_spending_to_2019_20_has_the_golden_slope_correlation_and_concentration()
    {
        var gradient = GradientOf("comparable", "2019-20");

        Rounded(gradient.SiiChangePercent!.Slope.Value, 2).ShouldBe(16.95);
        Rounded(gradient.Spearman!.Value, 3).ShouldBe(-0.555);
        (Rounded(gradient.ConcentrationFrom!.Value.Value, 4), Rounded(gradient.ConcentrationTo!.Value.Value, 4)).ShouldBe(
            (-0.0801, -0.0438)
        );
    }

    [Theory]
    [InlineData("2019-20", 534.2, 315.6, 1.355, 1.020)]
    [InlineData("2024-25", 540.0, 319.2, 1.360, 1.068)]
    public void Outside_social_care_pounds_a_head_and_the_lead_of_the_most_deprived_are_the_golden_ones(
        string to,
        double poundsFrom,
        double poundsTo,
        double ratioFrom,
        double ratioTo
    )
    {
        var gradient = GradientOf("outside-social-care", to);

        (Rounded(gradient.England.From, 1), Rounded(gradient.England.To, 1)).ShouldBe((poundsFrom, poundsTo));
        (Rounded(gradient.RatioFrom, 3), Rounded(gradient.RatioTo, 3)).ShouldBe((ratioFrom, ratioTo));
    }

    [Fact]
    public void Outside_social_care_to_2019_20_the_ends_and_the_concentration_are_the_golden_ones()
    {
        var comparison = snapshot.Figures.Compare(QueryOf("outside-social-care", "2019-20"));
        var gradient = Gradient.Of(comparison)!;
        var ordered = comparison.Areas.OrderBy(area => area.ChangePercent).ToList();

        ordered
            .Take(3)
            .Select(area => $"{area.Area.Name} {InOrder([Rounded(area.ChangePercent, 1)], "0.0")}")
            .ShouldBe(["Knowsley -69.6", "Salford -68.0", "Middlesbrough -67.2"]);
        $"{ordered[^1].Area.Name} {InOrder([Rounded(ordered[^1].ChangePercent, 1)], "0.0")}".ShouldBe("Wokingham -1.7");
        (Rounded(gradient.ConcentrationFrom!.Value.Value, 4), Rounded(gradient.ConcentrationTo!.Value.Value, 4)).ShouldBe(
            (-0.0664, -0.0088)
        );
    }

    [Fact]
    public void The_areas_without_a_figure_of_2024_25_are_the_counties_the_methodology_names()
    {
        var comparison = snapshot.Figures.Compare(QueryOf("outside-social-care", "2024-25"));

        comparison
            .Excluded.Where(area => area.Area.SetAside is null)
            .Select(area => area.Area.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["Derbyshire", "Essex", "Staffordshire", "Warwickshire", "Worcestershire"]);
    }

    [Fact]
    public void A_headline_ends_in_the_newest_year_with_nine_in_ten_areas_and_residents()
    {
        var end = snapshot.Figures.EndYearOf(Return.Budget, Scopes.OutsideSocialCare).ShouldNotBeNull();

        (end.Year.ToString(), end.Areas, end.OfAreas, end.IsCovered).ShouldBe(("2024-25", 143, 148, true));
        end.ShareOfResidents.ShouldBeInRange(0.9, 0.95);
        snapshot.Figures.Headline.To.ShouldBe(end.Year);
    }

    private static double? Rounded(double? value, int digits) => Math.Round(value.ShouldNotBeNull(), digits, MidpointRounding.AwayFromZero);

    private static string InOrder(IEnumerable<double?> values, string format = "0.00") =>
        string.Join(' ', values.Select(value => value!.Value.ToString(format, CultureInfo.InvariantCulture)));

    private Gradient GradientOf(string scope, string to) => Gradient.Of(snapshot.Figures.Compare(QueryOf(scope, to)))!;

    private static ComparisonQuery QueryOf(string scope, string to) =>
        ComparisonQuery.Headline with
        {
            Scope = Scopes.Find(scope)!,
            To = FinancialYear.Parse(to),
        };
}
