using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Tests.Releases;

public class SimilarAreasTests
{
    private static readonly FinancialYear Base = ComparisonQuery.Headline.From;

    // Of two areas each is one standard deviation from their mean in whatever they differ in: two apart, and 2 x the root of k in k traits.
    [Theory]
    [InlineData(30, 1_000, 100, 50, 2)]
    [InlineData(10, 9_000, 900, 450, 2)]
    [InlineData(10, 1_000, 300, 150, 2)]
    [InlineData(10, 1_000, 100, 25, 2)]
    [InlineData(30, 1_000, 100, 25, 2.8284271247461903)]
    [InlineData(30, 1_000, 300, 75, 3.4641016151377544)]
    [InlineData(30, 5_000, 600, 60, 4)]
    [InlineData(10, 1_000, 100, 50, 0)]
    public void Each_trait_counts_in_standard_deviations(double score, long people, int pounds, int care, double distance)
    {
        var similar = To(1, new Place(1, 10, 1_000, 100, 50), new Place(2, score, people, pounds, care));

        similar.Nearest.ShouldHaveSingleItem().Distance.ShouldBe(distance, 1e-12);
    }

    // Scores 10, 20, 30 and 40: their standard deviation is the root of 125.
    [Fact]
    public void The_nearest_come_first_and_of_two_as_near_the_first_by_code()
    {
        var similar = To(2, [.. Enumerable.Range(1, 4).Select(n => new Place(n, 10 * n, 1_000, 100, 50))]);

        similar.Nearest.Select(other => other.Area.Code.Value).ShouldBe(["E06000001", "E06000003", "E06000004"]);
        similar.Nearest.Select(other => other.Distance).ShouldBe([10 / Math.Sqrt(125), 10 / Math.Sqrt(125), 20 / Math.Sqrt(125)], 1e-12);
        similar.Compared.ShouldBe(4);
        similar.WhyNot.ShouldBeNull();
    }

    [Fact]
    public void Both_are_told_with_what_they_are_likened_by()
    {
        var similar = To(1, new Place(1, 10, 1_000, 100, 50), new Place(2, 30, 4_000, 800, 200));

        similar.Traits.ShouldBe(new AreaTraits(10, 1_000, 0.1, 0.5));
        similar.Nearest.Single().Traits.ShouldBe(new AreaTraits(30, 4_000, 0.2, 0.25));
    }

    [Fact]
    public void No_more_than_ten_are_told() =>
        To(1, [.. Enumerable.Range(1, 14).Select(n => new Place(n, n, 1_000, 100, 50))]).Nearest.Count.ShouldBe(10);

    [Fact]
    public void What_an_area_lacks_is_not_taken_for_0_and_it_is_likened_to_none()
    {
        Place[] places =
        [
            new(1, 10, 1_000, 100, 50),
            new(2, 20, 1_000, 100, null),
            new(3, null, 1_000, 100, 50),
            new(4, 20, 1_000, null, 50),
            new(5, 20, 0, 100, 50),
            new(6, 90, 1_000, 100, 50),
        ];

        To(1, places).Nearest.ShouldHaveSingleItem().Area.Code.Value.ShouldBe("E06000006");
        foreach (var n in (int[])[2, 3, 4, 5])
        {
            var lacking = To(n, places);
            (lacking.Traits, lacking.Nearest.Count, lacking.Compared).ShouldBe((null, 0, 0));
            lacking.WhyNot.ShouldNotBeNull().Because.ShouldContain("2010-11");
        }
    }

    [Fact]
    public void An_area_set_aside_is_likened_to_none_and_none_to_it()
    {
        Place[] places = [new(1, 10, 1_000, 100, 50), new(2, 11, 1_000, 100, 50) { SetAside = "a sea" }, new(3, 40, 1_000, 100, 50)];

        To(1, places).Nearest.ShouldHaveSingleItem().Area.Code.Value.ShouldBe("E06000003");
        To(2, places).WhyNot.ShouldBe(new ExclusionReason("a sea"));
    }

    [Fact]
    public void London_takes_part_where_the_question_says_so()
    {
        Place[] places = [new(1, 10, 1_000, 100, 50), new(2, 11, 1_000, 100, 50) { Region = Area.London }, new(3, 40, 1_000, 100, 50)];

        To(1, places).Nearest.Count.ShouldBe(2);
        var without = To(1, ComparisonQuery.Headline with { WithLondon = false }, places);
        without.Nearest.ShouldHaveSingleItem().Area.Code.Value.ShouldBe("E06000003");
        To(2, ComparisonQuery.Headline with { WithLondon = false }, places).WhyNot.ShouldNotBeNull().Because.ShouldContain("London");
    }

    private static SimilarAreas To(int n, params Place[] places) => To(n, ComparisonQuery.Headline, places);

    private static SimilarAreas To(int n, ComparisonQuery query, params Place[] places)
    {
        var areas = places.Select(place => place.Area).ToList();
        IReadOnlyDictionary<AreaCode, AreaSeries> Series(Func<Place, int?> pounds) =>
            places.ToDictionary(
                place => place.Area.Code,
                place => new AreaSeries(
                    place.Area.Code,
                    [new AreaFigure(Base, pounds(place), pounds(place) is null ? CellStatus.Missing : CellStatus.Reported, [])]
                )
            );
        var figures = new GeographyFigures(
            GeographyKind.UpperTier,
            areas,
            new Dictionary<FinancialYear, YearFactors>
            {
                [Base] = new(Base, 1.5, 2019, places.ToDictionary(place => place.Area.Code, place => place.People)),
            },
            new Dictionary<(Return, Scope), IReadOnlyDictionary<AreaCode, AreaSeries>>
            {
                [(Return.Budget, Scopes.Comparable)] = Series(place => place.Pounds),
                [(Return.Budget, Scopes.AllSocialCare)] = Series(place => place.Care),
            },
            new Dictionary<int, IReadOnlyDictionary<AreaCode, double>>
            {
                [2019] = places.Where(place => place.Score is not null).ToDictionary(place => place.Area.Code, place => place.Score!.Value),
            },
            []
        );
        return SimilarAreas.To(figures, query, areas.Single(area => area.Code.Value == $"E06{n:000000}"));
    }

    private sealed record Place(int N, double? Score, long People, int? Pounds, int? Care)
    {
        public string? SetAside { get; init; }

        public string Region { get; init; } = "North";

        public Area Area => new(new AreaCode($"E06{N:000000}"), $"Place {N}", AreaKind.UnitaryAuthority, Region, [], SetAside);
    }
}
