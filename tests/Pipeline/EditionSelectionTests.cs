using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>An edition that does not fit the others costs itself and nothing else: the release is made of the rest, and of the edition before it where there is one.</summary>
public sealed class EditionSelectionTests(PublishedSnapshot snapshot)
{
    private static readonly GssCode Surrey = new("E10000030");
    private static readonly GssCode EastSurrey = new("E06009901");
    private static readonly GssCode WestSurrey = new("E06009902");

    [Fact]
    public async Task Everything_in_the_snapshot_fits()
    {
        var selection = await ChooseAsync(snapshot.Editions);

        selection.LeftOut.ShouldBeEmpty();
        selection.Used.ShouldBe(snapshot.Editions);
    }

    /// <summary>Surrey is to become two unitary councils in April 2027: the first budget on that map names two that no table of districts knows.</summary>
    [Fact]
    public async Task A_budget_on_a_new_map_is_left_out_and_the_figures_are_those_without_it()
    {
        var later = Later(Budget("2024-25"), new FinancialYear(2027));

        var selection = await ChooseAsync([.. snapshot.Editions, later]);

        var leftOut = selection.LeftOut.ShouldHaveSingleItem();
        (leftOut.SourceId, leftOut.Slot, leftOut.Instead).ShouldBe(("revenue-budgets", "2027-28", null));
        leftOut.Reason.ShouldBe("No area is known for E3698 East Surrey (E06009901), E3699 West Surrey (E06009902).");
        selection.Used.ShouldBe(snapshot.Editions);
    }

    [Fact]
    public async Task The_edition_before_it_takes_its_place()
    {
        var before = Budget("2019-20");
        var revised = Later(before, new FinancialYear(2019));

        var selection = await ChooseAsync([.. snapshot.Editions.Where(edition => edition != before), revised], before);

        selection.LeftOut.ShouldHaveSingleItem().Instead.ShouldBe(before.Input.Sha256);
        selection.Used.ShouldBe(snapshot.Editions, ignoreOrder: true);
    }

    [Fact]
    public async Task An_edition_before_it_that_does_not_fit_either_is_passed_over()
    {
        var sound = Budget("2019-20");
        var (worse, worst) = (Later(sound, new FinancialYear(2019)), Later(sound, new FinancialYear(2019), "again"));

        var selection = await ChooseAsync([.. snapshot.Editions.Where(edition => edition != sound), worst], worse, sound);

        selection
            .LeftOut.Select(edition => (edition.Sha256, edition.Instead))
            .ShouldBe([(worst.Input.Sha256, worse.Input.Sha256), (worse.Input.Sha256, sound.Input.Sha256)]);
        selection.Used.ShouldBe(snapshot.Editions, ignoreOrder: true);
    }

    /// <summary>
    /// The table of districts of 2027 knows the two new councils and no Surrey: with it every budget of the county council would be in no area.
    /// The one budget of the new map is left out, not the years before it.
    /// </summary>
    [Fact]
    public async Task A_table_of_districts_on_a_new_map_gives_way_to_the_one_before_it()
    {
        var before = Find<DistrictLineage>("lineage");
        var lineage = (DistrictLineage)before.Content;
        var now = Revised(
            before,
            lineage with
            {
                Districts =
                [
                    .. lineage.Districts.Select(link =>
                        link.UpperTier != Surrey ? link : link with { Active = EastSurrey, UpperTier = EastSurrey }
                    ),
                    new DistrictLink(EastSurrey, "East Surrey", EastSurrey, EastSurrey, "East Surrey", "South East"),
                    new DistrictLink(WestSurrey, "West Surrey", WestSurrey, WestSurrey, "West Surrey", "South East"),
                ],
            }
        );

        var selection = await ChooseAsync(
            [.. snapshot.Editions.Where(edition => edition != before), now, Later(Budget("2024-25"), new FinancialYear(2027))],
            before
        );

        selection.LeftOut.Select(edition => edition.Slot).ShouldBe(["lineage", "2027-28"]);
        selection.LeftOut[0].Instead.ShouldBe(before.Input.Sha256);
        selection.LeftOut[0].Reason.ShouldContain("with the edition before it 1.");
        selection.Used.ShouldBe(snapshot.Editions, ignoreOrder: true);
    }

    [Fact]
    public async Task Deflators_without_the_price_base_give_way_to_those_before_and_without_any_nothing_is_built()
    {
        var before = Find<DeflatorSeries>("gdp-deflator");
        var series = (DeflatorSeries)before.Content;
        var cut = Revised(before, series with { Years = [.. series.Years.Where(year => year.Year != Deflators.PriceBase)] });
        List<ReadEdition> editions = [.. snapshot.Editions.Where(edition => edition != before), cut];

        var selection = await ChooseAsync(editions, before);
        selection
            .LeftOut.ShouldHaveSingleItem()
            .Reason.ShouldBe("It has no index for 2024-25, in whose pounds every real figure is stated.");
        selection.Used.ShouldBe(snapshot.Editions, ignoreOrder: true);

        ReleaseInputs.From((await ChooseAsync(editions)).Used).Missing.ShouldBe(["HM Treasury GDP deflators"]);
    }

    [Fact]
    public async Task Estimates_on_a_new_map_or_without_a_district_are_left_out()
    {
        var newest = Find<PopulationEstimates>("mid-2024");
        var estimates = (PopulationEstimates)newest.Content;
        var onNewMap = Revised(
            newest,
            estimates with
            {
                Vintage = 2027,
                Places =
                [
                    .. estimates.Places,
                    new PlacePopulation(EastSurrey, "East Surrey", new Dictionary<int, long> { [2027] = 600_000 }),
                ],
            }
        );
        var incomplete = Revised(
            newest,
            estimates with
            {
                Vintage = 2026,
                Places = [.. estimates.Places.Where(place => place.Name != "Halton")],
            }
        );

        var selection = await ChooseAsync([.. snapshot.Editions, onNewMap, incomplete]);

        selection
            .LeftOut.Select(edition => (edition.Slot, edition.Reason))
            .ShouldBe(
                [("mid-2027", "No area is known for E06009901 East Surrey."), ("mid-2026", "It has no residents of E06000006 Halton.")],
                ignoreOrder: true
            );
        selection.Used.ShouldBe(snapshot.Editions);
    }

    [Fact]
    public async Task Grants_charities_and_Indices_of_places_of_no_area_are_left_out_each_by_itself()
    {
        var grants = Find<GrantsByDistrict>("to 2018-19");
        var list = (GrantsByDistrict)grants.Content;
        var unplaced = Revised(
            grants,
            list with
            {
                Districts = [.. list.Districts, new DistrictGrants(EastSurrey, "East Surrey", 1, 1, "A1")],
            }
        );
        var indices = Find<Domain.Deprivation.DeprivationIndices>("2025-lower-tier");
        var scores = (Domain.Deprivation.DeprivationIndices)indices.Content;
        var newer = Revised(
            indices,
            scores with
            {
                Vintage = 2029,
                Scores = [.. scores.Scores, scores.Scores[0] with { Place = WestSurrey, Name = "West Surrey" }],
            }
        );

        var selection = await ChooseAsync([.. snapshot.Editions.Where(edition => edition != grants), unplaced, newer]);

        selection.LeftOut.Select(edition => edition.Slot).ShouldBe(["2029-lower-tier", "to 2018-19"], ignoreOrder: true);
        var figures = ReleaseInputs.From(selection.Used).Inputs.ShouldNotBeNull().Harmonise().Figures.ShouldNotBeNull();
        figures.Grants.ShouldBeNull();
        figures.Areas.Count.ShouldBe(snapshot.Figures.Areas.Count);
    }

    private ReadEdition Budget(string year) =>
        snapshot.Editions.Single(edition => edition.Input.SourceId == "revenue-budgets" && edition.Content.Slot == year);

    private ReadEdition Find<T>(string slot)
        where T : EditionContent => snapshot.Editions.Single(edition => edition.Content is T && edition.Content.Slot == slot);

    /// <summary>The budget of another year, in which Surrey and its districts are two councils.</summary>
    private static ReadEdition Later(ReadEdition budget, FinancialYear year, string name = "new map")
    {
        var edition = (RevenueReturn)budget.Content;
        var county = edition.Filings.Single(filing => filing.Code == "E3620");
        return Revised(
            budget,
            edition with
            {
                Year = year,
                Filings =
                [
                    .. edition.Filings.Where(filing => !filing.Code.StartsWith("E36", StringComparison.Ordinal)),
                    county with
                    {
                        Authority = new AuthorityCode("E3698"),
                        Place = EastSurrey,
                        Name = "East Surrey",
                        Class = AuthorityClass.UnitaryAuthority,
                    },
                    county with
                    {
                        Authority = new AuthorityCode("E3699"),
                        Place = WestSurrey,
                        Name = "West Surrey",
                        Class = AuthorityClass.UnitaryAuthority,
                    },
                ],
            },
            name
        );
    }

    private static ReadEdition Revised(ReadEdition before, EditionContent content, string name = "revised") =>
        new(before.Input with { Slot = content.Slot, Sha256 = $"{name} {content.Slot} {before.Input.Sha256}" }, content);

    /// <summary>Chooses, where these were accepted before, the best first.</summary>
    private static Task<EditionSelection> ChooseAsync(IReadOnlyList<ReadEdition> inForce, params ReadEdition[] earlier) =>
        EditionSelection.SelectAsync(
            inForce,
            edition =>
                earlier
                    .Where(other =>
                        other != edition && other.Input.SourceId == edition.Input.SourceId && other.Input.Slot == edition.Input.Slot
                    )
                    .ToAsyncEnumerable(),
            CancellationToken.None
        );
}
