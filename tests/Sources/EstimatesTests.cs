using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Population;
using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>The estimates in every table they come in, against figures looked up in the originals with other software.</summary>
public class EstimatesTests
{
    private const string Components2013 = "population/mye2013/MYEB3_summary_components_of_change_series_UK_(0213).csv";
    private const string Components2015 = "population/mye2015/MYEB3_summary_components_of_change_series_UK_(0215).csv";
    private const string Density2015 = "population/mye2015/MYE5_population_density_series_UK_(0115).xls";
    private const string Ages2013 = "population/mye2013/MYE2_population_by_sex_and_age_for_local_authorities_UK.xls";
    private const string Ages2024 = "population/mye2024/mye24tablesew.csv";
    private const string Nomis = "population/nomis_sample/lad.csv";

    [Theory]
    [InlineData(Components2013, "mid-2013", 13, 326, 92_665)]
    [InlineData(Components2015, "mid-2015", 15, 326, 92_493)]
    public void Components_of_change_give_every_mid_year_of_their_districts(
        string path,
        string slot,
        int years,
        int places,
        long hartlepoolLast
    )
    {
        var estimates = Read(path);

        (estimates.Slot, estimates.Places.Count, estimates.IsSelection).ShouldBe((slot, places, false));
        var hartlepool = estimates.Places.Single(place => place.Place.Value == "E06000001").ByMidYear;
        hartlepool.Keys.ShouldBe(Enumerable.Range(2001, years));
        (hartlepool[2001], hartlepool[2010], hartlepool.Values.Last()).ShouldBe((90_152, 91_773, hartlepoolLast));
        estimates
            .Places.Sum(place => place.ByMidYear[2010])
            .ShouldBe(52_642_452, "England's residents in mid-2010 as the density table of mid-2015 has them");
    }

    [Fact]
    public void Tables_of_one_vintage_agree_on_every_district_and_year_and_the_fullest_is_in_force()
    {
        var density = Read(Density2015);
        var components = Read(Components2015);

        components.Slot.ShouldBe(density.Slot);
        var people = density.Places.ToDictionary(place => place.Place, place => place.ByMidYear);
        components.Places.ShouldAllBe(place => place.ByMidYear.SequenceEqual(people[place.Place]));
        density.Precedence.ShouldBeGreaterThan(components.Precedence);
        Read(Components2013).Precedence.ShouldBeGreaterThan(Read(Ages2013).Precedence, "thirteen years before one");
    }

    [Fact]
    public void Residents_by_age_give_all_ages_of_persons_at_one_mid_year()
    {
        var estimates = Read(Ages2013);

        (estimates.Slot, estimates.Sheet).ShouldBe(("mid-2013", "UK persons"));
        var places = estimates.Places.ToDictionary(place => place.Place.Value, StringComparer.Ordinal);
        places.Values.ShouldAllBe(place => place.ByMidYear.Keys.Single() == 2013);
        (places["E06000001"].ByMidYear[2013], places["E12000007"].ByMidYear[2013], places["E92000001"].ByMidYear[2013]).ShouldBe(
            (92_665, 8_416_535, 53_865_817)
        );
    }

    [Fact]
    public void A_table_by_age_that_lost_its_title_is_known_by_Englands_total()
    {
        var estimates = Read(Ages2024);

        estimates.Slot.ShouldBe("mid-2024");
        var places = estimates.Places.ToDictionary(place => place.Place.Value, place => place.ByMidYear[2024], StringComparer.Ordinal);
        (places["E06000001"], places["E06000066"], places["E92000001"]).ShouldBe((98_180, 588_328, 58_620_101));
    }

    [Fact]
    public void A_table_by_age_of_no_known_mid_year_is_refused()
    {
        var refusal = Files.Refuse(
            new Sheet(
                "",
                [
                    ["Code", "Name", "All ages"],
                    ["E92000001", "ENGLAND", 100],
                    ["E06000001", "Hartlepool", 100],
                ]
            ).AsCsv()
        );

        refusal.Expected.ShouldStartWith("a title above the table that names the mid-year and persons");
        refusal.Found.ShouldBe("no such title, and 100 residents");
    }

    [Fact]
    public void A_workbook_with_both_tables_gives_the_one_with_every_year()
    {
        var ages = Ages("MYE2 - Persons", "MYE2: Persons by single year of age, mid-2024");
        var density = new Sheet(
            "MYE5",
            [
                ["MYE5: Population density, mid-2023 to mid-2024"],
                ["Code", "Name", "Estimated Population mid-2024", "Estimated Population mid-2023"],
                ["E92000001", "ENGLAND", 100, 99],
                ["E06000001", "Hartlepool", 100, 99],
            ]
        );

        Files.Accept<PopulationEstimates>(Sheet.AsXlsx("both.xlsx", ages, density)).Places[0].ByMidYear.Keys.ShouldBe([2023, 2024]);
        var one = Files.Accept<PopulationEstimates>(Sheet.AsXlsx("ages.xlsx", Ages("MYE2 - Males", "MYE2: Males, mid-2024"), ages));
        (one.Slot, one.Sheet).ShouldBe(("mid-2024", "MYE2 - Persons"));
    }

    [Fact]
    public void An_answer_of_nomis_gives_everyone_at_all_ages_once()
    {
        var estimates = Read(Nomis);

        (estimates.Slot, estimates.IsSelection, estimates.Places.Count(place => place.Place.IsDistrict)).ShouldBe(("mid-2021", true, 309));
        var places = estimates.Places.ToDictionary(place => place.Place.Value, place => place.ByMidYear[2021], StringComparer.Ordinal);
        (places["E12000001"], places["E06000005"], places["E08000037"]).ShouldBe((2_646_772, 108_222, 196_154));
    }

    [Fact]
    public void The_narrow_answer_of_the_live_query_is_read_and_a_blank_is_no_figure()
    {
        var file = Answer(296, ("2023", _ => 200_000), ("2024", n => n == 5 ? null : 201_000));

        var estimates = Files.Accept<PopulationEstimates>(file);

        (estimates.Vintage, estimates.Places.Count).ShouldBe((2024, 296));
        estimates.Places[3].ByMidYear.ShouldBe(new SortedDictionary<int, long> { [2023] = 200_000, [2024] = 201_000 });
        estimates.Places[4].ByMidYear.ShouldBe(new SortedDictionary<int, long> { [2023] = 200_000 });
    }

    [Fact]
    public void An_answer_of_nomis_gives_way_to_a_published_table_that_ends_with_the_same_year()
    {
        var answer = Files.Accept<PopulationEstimates>(Answer(296, ("2023", _ => 200_000), ("2024", _ => 201_000)));
        var published = Read(Ages2024);

        answer.Slot.ShouldBe(published.Slot);
        answer.Precedence.ShouldBeLessThan(published.Precedence);
    }

    [Fact]
    public void An_answer_of_nomis_that_is_a_part_of_its_question_is_refused()
    {
        Files.Refuse(Answer(290, ("2024", _ => 201_000))).Found.ShouldBe("290");
        Files.Refuse(Answer(296, ("2024", _ => 100_000))).Expected.ShouldBe("all residents of England at mid-2024, more than 49,000,000");
        Files
            .Refuse(Answer(296, ("2024", _ => 201_000), ("2024", _ => 99_000)))
            .Expected.ShouldBe("one figure for E06000001 at mid-2024, everyone at all ages");
        Files.Refuse(Answer(296, ("Mid 24", _ => 201_000))).Cell.ShouldBe("A2");
        Files
            .Refuse(
                new Sheet(
                    "",
                    [
                        ["DATE_NAME", "GEOGRAPHY_CODE", "GEOGRAPHY_NAME", "OBS_VALUE", "RECORD_COUNT"],
                        ["2024", "E06000001", "Hartlepool", 1, 30_000],
                    ]
                ).AsCsv()
            )
            .ShouldBe(new Refusal("test.csv", null, "E2", "all 30000 records of the answer", "1: the service gives them in pages"));
    }

    [Theory]
    [InlineData(325, 52_000_000, "the districts of England, 326 in number")]
    [InlineData(326, 25_000_000, "all residents of England at mid-2013, more than 49,000,000")]
    public void Components_that_do_not_cover_England_are_refused(int districts, long people, string expected)
    {
        var file = new Sheet(
            "",
            [
                ["lad2013_code", "lad2013_name", "country", "population_2013"],
                .. Enumerable.Range(1, districts).Select(n => (object?[])[$"E06{n:000000}", $"District {n}", "E", people / districts]),
            ]
        ).AsCsv();

        Files.Refuse(file).Expected.ShouldBe(expected);
    }

    private static PublishedFile Answer(int districts, params (string Date, Func<int, int?> People)[] years) =>
        new Sheet(
            "",
            [
                ["DATE_NAME", "GEOGRAPHY_CODE", "GEOGRAPHY_NAME", "OBS_VALUE"],
                .. years.SelectMany(year =>
                    Enumerable.Range(1, districts).Select(n => (object?[])[year.Date, $"E06{n:000000}", $"District {n}", year.People(n)])
                ),
            ]
        ).AsCsv();

    private static Sheet Ages(string name, string title) =>
        new(
            name,
            [
                [title],
                ["Code", "Name", "All ages", "0"],
                ["E92000001", "ENGLAND", 100, 1],
                ["E06000001", "Hartlepool", 100, 1],
            ]
        );

    private static PopulationEstimates Read(string path) => Files.Accept<PopulationEstimates>(PublishedFiles.Require(path));
}
