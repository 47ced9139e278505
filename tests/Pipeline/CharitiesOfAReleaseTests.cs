using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>
/// The register in a release of the bundled snapshot: made charities, as many in each area as its place in the order of codes; the real register is
/// not available.
/// </summary>
public sealed class CharitiesOfAReleaseTests(PublishedSnapshot snapshot)
{
    private static readonly int Registered = new DateOnly(2001, 1, 1).DayNumber;

    private ReleaseInputs Inputs => snapshot.Inputs with { Charities = Tables() };

    [Fact]
    public void Each_area_has_the_charities_planted_in_it_over_its_residents_of_mid_2010()
    {
        var figures = Inputs.Harmonise().Figures.ShouldNotBeNull();

        var charities = figures.Charities.ShouldNotBeNull();
        charities
            .Areas.Select(area => (area.Area, area.Charities))
            .ShouldBe(snapshot.Figures.Areas.Select((area, i) => (area.Code, i + 1)));
        charities.Areas.Select((area, i) => area.Earlier - area.Survived).ShouldBe(charities.Areas.Select((_, i) => i % 3));
        charities.Areas.Select(area => area.AtHome).ShouldBe(charities.Areas.Select(area => (int?)area.Charities));
        charities.MidYear.ShouldBe(2010);
        charities.Areas.ShouldAllBe(area => area.People == snapshot.Figures.Frames[FinancialYear.Parse("2010-11")].People[area.Area]);
    }

    [Fact]
    public async Task They_are_read_back_as_written_and_conserve_pounds()
    {
        var figures = Inputs.Harmonise().Figures.ShouldNotBeNull();
        var rows = ReleaseRows.Of(figures).ToList();

        var back = await ReleaseRows.ReadAsync(rows.ToAsyncEnumerable(), CancellationToken.None);

        back.Charities.ShouldNotBeNull().Areas.ShouldBe(figures.Charities!.Areas);
        back.Charities.UnknownDistricts.ShouldBe(figures.Charities.UnknownDistricts);
        (back.Charities with { Areas = [], UnknownDistricts = [] }).ShouldBe(figures.Charities with { Areas = [], UnknownDistricts = [] });
        ReleaseRows.Of(back).Select(row => row.Json).ShouldBe(rows.Select(row => row.Json), ignoreOrder: true);
        back.Charities!.Areas.Sum(area => area.Income).ShouldBe(snapshot.Figures.Areas.Select((_, i) => 100m * (i + 1)).Sum());
    }

    [Fact]
    public void Coincidence_ranks_areas_by_the_mean_of_all_five_components_and_says_what_is_missing()
    {
        var release = new LoadedRelease(MadeRelease.Release.Release, Inputs.Harmonise().Figures.ShouldNotBeNull());

        var answer = AnswerCoincidence
            .Run(release, MadeRelease.Parameters("to=2019-20", AnswerCoincidence.Parameters))
            .Answer.ShouldNotBeNull();

        answer
            .Capacity.Components.Select(component => component.Id)
            .ShouldBe(["charities-per-1000", "charity-reach-per-1000", "charity-income-per-head", "charity-survival", "grants-per-head"]);
        answer.Capacity.Components.ShouldAllBe(component => component.Without != null && component.Biases.Count > 0);
        answer.Capacity.Missing.Select(component => component.Id).ShouldBe(["volunteering"]);
        answer.Areas.Count.ShouldBe(148);
        answer.Areas.ShouldAllBe(area =>
            Math.Abs(area.Capacity.Index - area.Capacity.Components.Average(component => component.Z)) < 1e-12
        );
        answer.Attribution.ShouldContain(text => text.Contains("Charity Commission", StringComparison.Ordinal));
        answer.Attribution.ShouldContain(text => text.Contains("360Giving", StringComparison.Ordinal));
        answer.Attribution.ShouldContain(text => text.Contains("Royal Mail", StringComparison.Ordinal));
        answer.Sentence.ShouldContain(
            "(lowest mean of charities at home per 1,000 people, charities that serve the area per 1,000 people, income of charities per head, five-year survival of charities, grants per head)"
        );
    }

    [Fact]
    public void The_register_alone_is_capacity_too()
    {
        var figures = (Inputs with { Grants = null }).Harmonise().Figures.ShouldNotBeNull();

        var answer = AnswerCoincidence
            .Run(
                new LoadedRelease(MadeRelease.Release.Release, figures),
                MadeRelease.Parameters("to=2019-20", AnswerCoincidence.Parameters)
            )
            .Answer.ShouldNotBeNull();

        answer.Capacity.Missing.Select(component => component.Id).ShouldBe(["grants-per-head", "volunteering"]);
        answer.Resources.ShouldBeNull();
        answer.Attribution.ShouldNotContain(text => text.Contains("360Giving", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_survey_is_the_sixth_component_and_is_read_back_as_written()
    {
        var present = snapshot.Inputs.Lineage.Districts.Where(link => link.Place == link.Active).ToList();
        var figures = (
            Inputs with
            {
                Volunteering = new VolunteeringByAuthority(
                    "C1c(B)",
                    "2023/24",
                    "",
                    [.. present.Select((link, i) => new AuthorityVolunteering(link.Name, i % 50, null, null, "C1"))],
                    []
                ),
            }
        )
            .Harmonise()
            .Figures.ShouldNotBeNull();

        figures.Volunteering.ShouldNotBeNull().UnknownNames.ShouldBeEmpty();
        figures.Volunteering.Areas.Count.ShouldBe(figures.Areas.Count);
        var back = await ReleaseRows.ReadAsync(ReleaseRows.Of(figures).ToAsyncEnumerable(), CancellationToken.None);
        back.Volunteering.ShouldNotBeNull().Areas.ShouldBe(figures.Volunteering.Areas);
        back.CapacityComponents.Available.Count.ShouldBe(6);
        back.CapacityComponents.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void Charities_of_an_authority_of_no_area_are_never_left_out_in_silence()
    {
        var tables = Tables();

        var (figures, problems) = (
            snapshot.Inputs with
            {
                Charities = tables with
                {
                    Areas = tables.Areas with { Places = [.. tables.Areas.Places.Skip(1), new GssCode("E06009999")] },
                },
            }
        ).Harmonise();

        figures.ShouldBeNull();
        problems.ShouldBe(["area-of-operation: No area is known for E06009999."]);
    }

    /// <summary>
    /// Area n, in order of code, has n charities on the day, at home in its first district, each with £100 of income in 2010-11; every second of them is younger than five years, and
    /// none to two more were gone by then.
    /// </summary>
    private CharityTables Tables()
    {
        var areas = snapshot.Figures.Areas;
        var made = areas.SelectMany((_, i) => Enumerable.Range(0, i + 1 + (i % 3)).Select(n => (Area: i, Gone: n > i))).Index().ToList();
        var places = areas
            .Select(area => area.Members.Where(member => member.SucceededBy.Count == 0 && !member.Place.IsShireDistrict).ToList())
            .ToList();
        var districts = areas
            .SelectMany(area => area.Members)
            .Where(member => member.SucceededBy.Count == 0 && member.Place.IsDistrict)
            .Select(member => member.Place)
            .ToList();
        var postcodes = districts
            .Select((_, i) => Postcode.TryParse($"AB{i / 10} {i % 10}AA", out var postcode) ? postcode : default)
            .ToList();
        int[] numbers = [.. made.Select(charity => charity.Index)];
        return new CharityTables(
            new CharityRecords(
                new DateOnly(2026, 11, 23),
                [.. numbers],
                [.. made.Select(charity => charity.Item.Gone || charity.Index % 2 == 0 ? Registered : Registered + 3_000)],
                [.. made.Select(charity => charity.Item.Gone ? Registered + 2_500 : CharityRecords.Never)],
                [.. numbers.Select(_ => 0)],
                [.. numbers.Select(_ => 100)],
                [
                    .. made.Select(charity =>
                        postcodes[
                            districts.FindIndex(place => areas[charity.Item.Area].Members.Any(member => member.Place == place))
                        ].Packed
                    ),
                ]
            ),
            new CharityAreas(
                null,
                [
                    .. places.Select(members => members[0].Place),
                    .. places.SelectMany(members => members.Skip(1)).Select(member => member.Place),
                ],
                [.. numbers],
                [.. made.Select(charity => charity.Item.Area)]
            ),
            new CharityThemes(null, [], []),
            new CharityIncomes(
                null,
                [.. numbers],
                [.. numbers.Select(_ => new DateOnly(2011, 3, 31).DayNumber)],
                [.. numbers.Select(_ => 100)]
            ),
            PostcodeDistricts.Of(202_602, districts, postcodes.Select((postcode, i) => (postcode, i)).OrderBy(own => own.postcode.Packed))
        );
    }
}
