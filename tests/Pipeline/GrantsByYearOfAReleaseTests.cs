using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>A release of the bundled snapshot with a made list of grants beside its totals.</summary>
public sealed class GrantsByYearOfAReleaseTests(PublishedSnapshot snapshot)
{
    /// <summary>Years of award in the list: enough for 2008-09 to 2010-11 and 2017-18 to 2019-20.</summary>
    private static readonly int[] Years = [.. Enumerable.Range(2007, 14)];

    private static readonly string[] Cumbria = [.. Enumerable.Range(26, 6).Select(n => $"E070000{n}")];

    [Fact]
    public void A_list_of_grants_comes_before_totals_and_totals_stand_in_where_it_covers_no_three_years()
    {
        var preferred = Release(List()).Grants.ShouldNotBeNull();
        preferred.Period.ShouldBe("2008-09 to 2010-11 (mean of three years, up to the base year)");
        preferred.MidYear.ShouldBe(2009);

        // Six districts of the time, £600 each in each year to 2010-11.
        var cumbria = preferred.Areas.Single(area => area.Area.Value == "X-CUMBRIA");
        (cumbria.Pounds, cumbria.Grants).ShouldBe((10_800, 18));
        cumbria.PerHead.ShouldBe((double)10_800 / 3 / cumbria.People!.Value);
        cumbria.People.Value.ShouldBeInRange(490_000, 505_000);

        Release(List() with { Last = new DateOnly(2009, 1, 1), Retrieved = null }).Grants.ShouldNotBeNull().Period.ShouldBe("to 2018-19");
    }

    [Fact]
    public void Inputs_take_the_list_from_the_editions()
    {
        var list = List();
        var editions = new List<ReadEdition> { Edition(list) };
        editions.AddRange(snapshot.Inputs.Returns.Select(edition => Edition(edition.Content)));
        editions.AddRange(snapshot.Inputs.Indices.Select(Edition));
        editions.AddRange(snapshot.Inputs.Populations.Select(Edition));
        editions.AddRange([
            Edition(snapshot.Inputs.Deflators),
            Edition(snapshot.Inputs.Register),
            Edition(snapshot.Inputs.Lineage),
            Edition(snapshot.Inputs.Grants!),
        ]);

        var inputs = ReleaseInputs.From(editions).Inputs.ShouldNotBeNull();

        inputs.YearlyGrants.ShouldBe(list);
        inputs.Grants.ShouldBe(snapshot.Inputs.Grants);

        static ReadEdition Edition(EditionContent content) =>
            new(new ReleaseInput(content.GetType().Name, content.Slot, "a", 1, "a", null), content);
    }

    [Fact]
    public async Task Rows_bring_back_the_means_and_what_they_are_of()
    {
        var figures = Release(
            List() with
            {
                LeftOut =
                [
                    new GrantsLeftOut(GrantsLeftOut.LicenceNotOpen, 3, 1.50m),
                    new GrantsLeftOut(GrantsLeftOut.OtherCurrency, 2, null),
                ],
            }
        );
        var rows = ReleaseRows.Of(figures).ToList();

        var read = await ReleaseRows.ReadAsync(rows.ToAsyncEnumerable(), CancellationToken.None);

        ReleaseRows
            .Of(figures with { Grants = read.Grants })
            .Select(row => (row.Key, row.Json))
            .ShouldBe(rows.Select(row => (row.Key, row.Json)));
        var (written, back) = (figures.Grants.ShouldNotBeNull(), read.Grants.ShouldNotBeNull());
        (back.Period, back.MidYear, back.PopulationVintage, back.IsAtBaseline).ShouldBe(
            (written.Period, written.MidYear, written.PopulationVintage, written.IsAtBaseline)
        );
        back.Areas.Select(area => (area.Area, area.Pounds, area.Grants, area.People, area.PerHead))
            .ShouldBe(written.Areas.Select(area => (area.Area, area.Pounds, area.Grants, area.People, area.PerHead)));
        back.ByYear!.LeftOut.ShouldBe(written.ByYear!.LeftOut);
        back.ByYear.Publishers.ShouldBe(["A", "B"]);
        back.ByYear.FullYears.ShouldBe(written.ByYear.FullYears);
        rows.ShouldNotContain(row => row.Key.StartsWith("figures|grants|", StringComparison.Ordinal));
        rows.Max(row => row.Json.Length).ShouldBeLessThan(500_000);
    }

    [Fact]
    public void A_release_of_totals_has_no_rows_by_year() =>
        ReleaseRows.Of(snapshot.Figures).ShouldNotContain(row => row.Key.StartsWith("figures|grants-by-year|", StringComparison.Ordinal));

    [Fact]
    public void More_than_a_hundredth_of_the_pounds_in_places_of_no_area_stop_the_build()
    {
        // Six of 326 districts are more than a hundredth, one is less.
        var (figures, problems) = Without(Cumbria);
        figures.ShouldBeNull();
        problems.ShouldHaveSingleItem().ShouldContain("lead to no area");

        var unplaced = Without(Cumbria[..1]).Figures.ShouldNotBeNull().Grants!.ByYear!.LeftOut.ShouldHaveSingleItem();
        unplaced.ShouldBe(new GrantsLeftOut(GrantsLeftOut.NoArea, Years.Length + 4, 600m * (Years.Length + 4)));

        (ReleaseFigures? Figures, IReadOnlyList<string> Problems) Without(string[] codes)
        {
            var list = List();
            return (
                snapshot.Inputs with
                {
                    YearlyGrants = list with
                    {
                        Places =
                        [
                            .. list.Places.Select(place => codes.Contains(place.Value) ? new GssCode($"E07999{place.Value[^3..]}") : place),
                        ],
                    },
                }
            ).Harmonise();
        }
    }

    [Fact]
    public async Task Every_penny_of_the_list_is_in_an_area_or_told_and_one_that_is_lost_fails_the_release()
    {
        var inputs = snapshot.Inputs with { YearlyGrants = List() };
        var figures = inputs.Harmonise().Figures.ShouldNotBeNull();

        // 326 districts, £600 in each of 14 years and as much again in four of them.
        var sound = await CheckAsync(figures);
        (sound.Passed, sound.Detail).ShouldBe(
            (true, "3,520,800.00 in 326 places from 2007-06-01 to 2021-03-01, in areas 3,520,800.00, in no area 0.00")
        );

        var byYear = figures.Grants!.ByYear!;
        var less = byYear with { Areas = [byYear.Areas[0] with { Given = [.. byYear.Areas[0].Given.Skip(1)] }, .. byYear.Areas.Skip(1)] };
        (await CheckAsync(figures with { Grants = figures.Grants with { ByYear = less } })).Passed.ShouldBe(false);

        async Task<ReleaseCheck> CheckAsync(ReleaseFigures written)
        {
            var rows = ReleaseRows.Of(written).ToList();
            return (await ReleaseVerification.RunAsync(rows, rows, inputs, CancellationToken.None)).Single(check =>
                check.Name == "pounds conserved grants"
            );
        }
    }

    [Fact]
    public void A_list_is_kept_and_read_back_as_it_was()
    {
        var list = List() with
        {
            Pence = [.. List().Pence.Select((pence, row) => row == 0 ? 999_999_999_999_99L : pence)],
            LeftOut =
            [
                new GrantsLeftOut(GrantsLeftOut.Duplicate, 1, 0.10m),
                new GrantsLeftOut(GrantsLeftOut.OtherCurrency, 5_000_000_000, null),
            ],
        };

        var read = EditionContentJson.Read(EditionContentJson.Write(list)).ShouldBeOfType<YearlyGrants>();

        (read.Retrieved, read.First, read.Last, read.Slot, read.Precedence).ShouldBe(
            (list.Retrieved, list.First, list.Last, "grants", list.Precedence)
        );
        read.Places.ShouldBe(list.Places);
        read.Publishers.ShouldBe(list.Publishers);
        read.Place.ShouldBe(list.Place);
        read.Year.ShouldBe(list.Year);
        read.Publisher.ShouldBe(list.Publisher);
        read.Grants.ShouldBe(list.Grants);
        read.Pence.ShouldBe(list.Pence);
        read.LeftOut.ShouldBe(list.LeftOut);
    }

    [Fact]
    public void The_answer_says_what_grants_came_to_before_and_after_and_what_was_left_out()
    {
        var answer = Ask(
            Release(
                List() with
                {
                    LeftOut =
                    [
                        new GrantsLeftOut(GrantsLeftOut.LicenceNotOpen, 3, 1_500_000m),
                        new GrantsLeftOut(GrantsLeftOut.OtherCurrency, 2, null),
                    ],
                }
            ),
            "to=2019-20"
        );

        var change = answer.Resources.ShouldNotBeNull().Change.ShouldNotBeNull();
        (change.Before, change.After, change.PriceBase).ShouldBe(("2008-09 to 2010-11", "2017-18 to 2019-20", new FinancialYear(2024)));
        (change.Publishers, answer.Resources.ChangeOfSamePublishers.ShouldNotBeNull().Publishers).ShouldBe((2, 1));

        // Every district has £600 a year of A's all along, and from 2017-18 as much of B's; prices rose meanwhile.
        change.ChangePerHead.ShouldBeGreaterThan(0);
        answer.Resources.ChangeOfSamePublishers.ChangePerHead.ShouldBeLessThan(0);
        answer.Resources.ChangeOfSamePublishers.Gained.ShouldBe(0);
        change.ByArea.Count.ShouldBe(change.Areas);
        answer.Resources.Sentence.ShouldStartWith("Grants of 2008-09 to 2010-11 came to £");
        answer.Resources.Sentence.ShouldContain(
            string.Create(CultureInfo.InvariantCulture, $"in 2024-25 prices: {change.Gained} areas gained and {change.Lost} lost.")
        );
        answer.Resources.Sentence.ShouldContain(
            "Counting only the one publisher that has grants in each of the six years, grants went from £"
        );
        answer.Resources.Sentence.ShouldNotContain("is not said");
        answer
            .Notes.Single(note => note.Flag == "grants-left-out")
            .Text.ShouldEndWith(
                "Left out: 3 published under a licence that asks for more than acknowledgement, or is not known (£1.5m); 2 in another currency."
            );
        answer.Attribution.ShouldContain(text => text.EndsWith("the publishers are A, B.", StringComparison.Ordinal));
        AnswerAreas
            .One(Loaded(Release(List())), "E06000001", Domain.Cuts.ComparisonQuery.Headline)
            .Answer.ShouldNotBeNull()
            .Attribution.ShouldContain(text =>
                text.EndsWith("the publishers are named in the answer of /api/v1/coincidence.", StringComparison.Ordinal)
            );
        answer.Attribution.ShouldNotContain(text => text.Contains("yanoak", StringComparison.Ordinal));
        answer.Capacity.Components.ShouldHaveSingleItem().Id.ShouldBe("grants-per-head");
    }

    [Fact]
    public void Where_the_list_does_not_reach_the_answer_says_why_not_as_it_does_with_totals_alone()
    {
        var early = Ask(Release(List() with { Retrieved = new DateOnly(2018, 1, 1) }), "to=2019-20");
        early.Resources.ShouldNotBeNull().Change.ShouldBeNull();
        early.Resources.Sentence.ShouldEndWith(
            "The grants loaded do not cover the three years to 2019-20 in full, so BudgetWatch cannot say whether an area gained or lost grants."
        );

        var totals = Ask(snapshot.Figures, "to=2019-20");
        totals.Resources.ShouldNotBeNull().Change.ShouldBeNull();
        totals.Resources.Sentence.ShouldEndWith(
            "Which years the grants sum is not said, so BudgetWatch cannot say whether an area gained or lost grants."
        );
        totals.Notes.ShouldNotContain(note => note.Flag == "grants-left-out");
    }

    /// <summary>Districts of 2013: £600 of A's in each year, and £600 of B's from 2017-18 on.</summary>
    private YearlyGrants List()
    {
        var places = snapshot.Inputs.Grants!.Districts.Select(district => district.Place).Order().ToList();
        var rows = (
            from place in Enumerable.Range(0, places.Count)
            from year in Years
            from publisher in year >= 2017 ? (int[])[0, 1] : [0]
            select (place, year, publisher)
        ).ToList();
        return new YearlyGrants(
            new DateOnly(2021, 5, 1),
            new DateOnly(2007, 6, 1),
            new DateOnly(2021, 3, 1),
            places,
            ["A", "B"],
            [.. rows.Select(row => row.place)],
            [.. rows.Select(row => row.year)],
            [.. rows.Select(row => row.publisher)],
            [.. rows.Select(_ => 1)],
            [.. rows.Select(_ => 60_000L)],
            []
        );
    }

    private ReleaseFigures Release(YearlyGrants list) =>
        (snapshot.Inputs with { YearlyGrants = list }).Harmonise().Figures.ShouldNotBeNull();

    private static LoadedRelease Loaded(ReleaseFigures figures) => new(MadeRelease.Release.Release, figures);

    private static CoincidenceAnswer Ask(ReleaseFigures figures, string query) =>
        AnswerCoincidence.Run(Loaded(figures), MadeRelease.Parameters(query, AnswerCoincidence.Parameters)).Answer.ShouldNotBeNull();
}
