using BudgetWatch.Domain.Tests.Population;
using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Deprivation;

public class AreaDeprivationTests
{
    private static readonly PopulationSeries People = new(
        [
            PopulationSeriesTests.Vintage(
                2019,
                ("E06000063", [(2010, 1), (2019, 300_000)]),
                ("E06000064", [(2010, 1), (2019, 100_000)]),
                ("E08000037", [(2019, 200_000)]),
                ("E06000001", [(2019, 93_000)])
            ),
        ],
        SyntheticMap.Map
    );

    [Fact]
    public void An_area_of_one_authority_has_that_authoritys_score() =>
        Scores(("E06000001", 35.037), ("E10000015", 13.4))
            .ShouldBe(new Dictionary<AreaCode, double> { [new("E06000001")] = 35.037, [new("E10000015")] = 13.4 }, ignoreOrder: true);

    [Fact]
    public void An_area_of_several_has_the_mean_of_their_scores_by_their_people_in_the_year_of_the_vintage()
    {
        // (300,000 x 20 + 100,000 x 40) / 400,000: neither 30, the plain mean, nor 30 by the people of 2010.
        Scores(("E06000063", 20), ("E06000064", 40))[new AreaCode("X-CUMBRIA")].ShouldBe(25, 1e-12);
        Scores(("E06000064", 40), ("E06000063", 20))[new AreaCode("X-CUMBRIA")].ShouldBe(25, 1e-12);
    }

    [Fact]
    public void An_area_whose_members_people_are_unknown_has_no_score() =>
        AreaDeprivation
            .Scores(Indices(2015, ("E06000063", 20), ("E06000064", 40), ("E06000001", 35)), SyntheticMap.Map, People)
            .Keys.ShouldBe([new AreaCode("E06000001")]);

    [Fact]
    public void Indices_newer_than_every_estimate_are_weighed_by_the_last_there_is() =>
        AreaDeprivation
            .Scores(Indices(2025, ("E06000063", 20), ("E06000064", 40)), SyntheticMap.Map, People)[new AreaCode("X-CUMBRIA")]
            .ShouldBe(25, 1e-12);

    [Fact]
    public void A_vintage_is_taken_from_its_upper_tier_where_there_is_one_and_from_its_districts_elsewhere()
    {
        var upper = Indices(2019, ("E06000001", 35));
        var lower = Indices(2019, ("E06000001", 1)) with { Tier = DeprivationTier.LowerTier };
        var districts = Indices(2025, ("E06000063", 20), ("E06000064", 40)) with { Tier = DeprivationTier.LowerTier };

        var vintages = AreaDeprivation.ByVintage([districts, lower, upper], SyntheticMap.Map, People);

        vintages.Select(vintage => (vintage.Vintage, vintage.WeightedAt)).ShouldBe([(2019, null), (2025, 2019)]);
        vintages[0].Scores.ShouldBe(new Dictionary<AreaCode, double> { [new("E06000001")] = 35 });
        vintages[1].Scores[new AreaCode("X-CUMBRIA")].ShouldBe(25, 1e-12);
    }

    [Fact]
    public void A_changed_code_leads_to_the_same_area() => Scores(("E08000020", 28.2))[new AreaCode("E08000037")].ShouldBe(28.2);

    [Fact]
    public void A_code_that_leads_to_no_area_has_no_score() => Scores(("W06000001", 10), ("E06000999", 10)).ShouldBeEmpty();

    [Fact]
    public void A_place_has_its_own_score_and_one_that_took_the_place_of_several_their_mean_by_residents()
    {
        var places = AreaDeprivation
            .OfPlaces(
                [Lower(2019, ("E06000001", 35), ("E07000004", 10), ("E07000005", 16), ("E07000026", 20))],
                SyntheticMap.LowerTier,
                Predecessors
            )
            .ShouldHaveSingleItem();

        // (200 x 10 + 100 x 16) / 300, by residents of mid-2015: no vintage has both districts later.
        places.Scores.ShouldBe(
            new Dictionary<AreaCode, double>
            {
                [new("E06000001")] = 35,
                [new("E06000060")] = 12,
                [new("E06000063")] = 20,
            },
            ignoreOrder: true
        );
        places.WeightedAt.ShouldBe(2019);
    }

    [Fact]
    public void Places_are_never_scored_from_an_upper_tier_edition() =>
        AreaDeprivation.OfPlaces([Indices(2019, ("E06000001", 35))], SyntheticMap.LowerTier, Predecessors).ShouldBeEmpty();

    [Fact]
    public void An_authority_has_its_own_score_and_a_county_the_published_one_or_the_mean_of_its_districts()
    {
        var authorities = AreaMap.OfAuthorities(
            SyntheticMap.WithDorset,
            SyntheticMap.RegisterWithDorset,
            [
                .. ((string[])["E0421", "E0431", "E0432", "E1920", "E0920", "E0701"]).Select(authority => new Filing(
                    new AuthorityCode(authority),
                    null,
                    authority,
                    AuthorityClass.ShireDistrict,
                    new Dictionary<Line, Cell>()
                )),
            ]
        );

        var scores = AreaDeprivation
            .OfAuthorities(
                [
                    Lower(2019, ("E06000001", 35), ("E07000004", 10), ("E07000005", 16), ("E07000026", 20)),
                    Indices(2019, ("E10000015", 13.4)),
                ],
                authorities,
                SyntheticMap.LowerTier,
                Predecessors
            )
            .ShouldHaveSingleItem();

        // Of Cumbria only one of two districts has a score, so the county has none.
        scores.Scores.ShouldBe(
            new Dictionary<AreaCode, double>
            {
                [new("E06000001")] = 35,
                [new("E07000004")] = 10,
                [new("E07000005")] = 16,
                [new("E10000002")] = 12,
                [new("E10000015")] = 13.4,
            },
            ignoreOrder: true
        );
        scores.WeightedAt.ShouldBe(2019);
    }

    private static readonly PopulationSeries Predecessors = new(
        [
            PopulationSeriesTests.Vintage(2015, ("E07000004", [(2015, 200)]), ("E07000005", [(2015, 100)])),
            PopulationSeriesTests.Vintage(2019, ("E06000060", [(2015, 301), (2019, 310)])),
        ],
        SyntheticMap.LowerTier
    );

    private static DeprivationIndices Lower(int vintage, params (string Place, double Score)[] scores) =>
        Indices(vintage, scores) with
        {
            Tier = DeprivationTier.LowerTier,
        };

    private static IReadOnlyDictionary<AreaCode, double> Scores(params (string Place, double Score)[] scores) =>
        AreaDeprivation.Scores(Indices(2019, scores), SyntheticMap.Map, People);

    private static DeprivationIndices Indices(int vintage, params (string Place, double Score)[] scores) =>
        new(
            vintage,
            DeprivationTier.UpperTier,
            "sheet",
            [.. scores.Select(score => new DeprivationScore(new GssCode(score.Place), score.Place, score.Score, "A1"))]
        );
}
