using System.Globalization;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Budget against outturn, by figures read by hand from the two files of 2010-11: revenue-budgets-2010-11.csv (RA; carried from
/// RA_2010-11__1934015.xls) and revenue-outturn-summaries-2010-11.csv (RS; carried from
/// Revenue_Outturn_Summary__RS__data_2010-11_by_LA_-_27-Nov-2012-v2.xls). Cells are named as they stand in the CSVs, £ thousand.
/// </summary>
public sealed class WhenReturnsAreCompared(PublishedSnapshot snapshot)
{
    [Theory]
    // A county, summed with its eleven districts: rows 110 (E1721 Hampshire) to 121 (E1743 Winchester) of both files. Cultural: RA column M,
    // 40,223 + 8,914 + 2,319 + 3,015 + 2,141 + 2,459 + 1,768 + 3,152 + 2,929 + 3,519 + 3,371 + 3,328 = 77,138; RS column H,
    // 40,287 + 6,697 + 2,128 + 2,396 + 2,031 + 2,254 + 2,364 + 2,593 + 2,083 + 3,412 + 3,226 + 3,136 = 72,607.
    [InlineData("E10000014", "cultural", 77_138, 72_607)]
    // A metropolitan district: row 300 (E4302 Liverpool) of both files. Environmental: RA N300, RS I300. Levy: RA AH300, RS W300. Comparable:
    // RA E, F, G, M, N, U, X, Y, AH, AI: 19,800 + 208,461 + 53,175 + 52,528 + 45,245 + 37,185 + 44,193 + 210 + 38,423 + 23,799 = 523,019;
    // RS E, F, G, H, I, J, M, N, W, X: 18,850 + 201,610 + 54,732 + 50,197 + 46,006 + 43,262 + 37,954 + 0 + 38,423 + 23,799 = 514,833.
    [InlineData("E08000012", "environmental", 45_245, 46_006)]
    [InlineData("E08000012", "transport-levy", 38_423, 38_423)]
    [InlineData("E08000012", "comparable", 523_019, 514_833)]
    // A London borough: row 326 (E5011 Camden) of both files. Highways: RA E326, RS E326 (income from parking exceeds it). Social care: RA F326,
    // RS F326. Education: RA D326, RS D326.
    [InlineData("E09000007", "highways-transport", 11_429, -1_708)]
    [InlineData("E09000007", "social-care", 135_707, 129_755)]
    [InlineData("E09000007", "education", 241_093, 228_538)]
    public async Task Planned_and_spent_are_what_the_two_files_say(string area, string line, int planned, int spent)
    {
        var answer = await snapshot.App.JsonAsync($"compare/returns?area={area}&line={line}&year=2010-11&measure=cash");

        var row = answer["rows"].ShouldHaveSingleItem();
        row["planned"]!.Value<double>().ShouldBe(planned * 1000.0, 0.5);
        row["spent"]!.Value<double>().ShouldBe(spent * 1000.0, 0.5);
        row["difference"]!.Value<double>().ShouldBe((spent - planned) * 1000.0, 0.5);
        row["differencePercent"]!.Value<double>().ShouldBe(100.0 * (spent - planned) / planned, 1e-9);
        row["plannedStatus"]!.Value<string>().ShouldBe("reported");
        row["flags"]!.Values<string>().ShouldContain("budget-against-outturn");
        answer["notes"]!.Single(note => note["flag"]!.Value<string>() == "budget-against-outturn")["source"]!
            .Value<string>()
            .ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task England_and_the_fifths_pool_the_rows_and_a_sentence_says_who_overspent()
    {
        var answer = await snapshot.App.JsonAsync("compare/returns?scope=comparable&year=2017-18&measure=cash");

        var rows = (JArray)answer["rows"]!;
        var year = answer["years"].ShouldHaveSingleItem();
        year["areas"]!.Value<int>().ShouldBe(rows.Count);
        foreach (var end in (string[])["planned", "spent"])
        {
            year["england"]![end]!.Value<double>().ShouldBe(rows.Sum(row => row[end]!.Value<double>()), 1);
            year["fifths"]!.Sum(fifth => fifth[end]!.Value<double>()).ShouldBe(year["england"]![end]!.Value<double>(), 1);
            foreach (var fifth in year["fifths"]!)
            {
                fifth[end]!
                    .Value<double>()
                    .ShouldBe(
                        rows.Where(row => row["deprivation"]!["fifth"]!.Value<int>() == fifth["fifth"]!.Value<int>())
                            .Sum(row => row[end]!.Value<double>()),
                        1
                    );
            }
        }

        var sii = year["sii"]!;
        sii["low"]!.Value<double>().ShouldBeLessThan(sii["value"]!.Value<double>());
        sii["high"]!.Value<double>().ShouldBeGreaterThan(sii["value"]!.Value<double>());
        year["sentence"]!
            .Value<string>()!
            .ShouldContain(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Math.Round(sii["value"]!.Value<double>(), 1, MidpointRounding.AwayFromZero):0.0} percentage points"
                )
            );
    }

    [Fact]
    public async Task Every_line_of_a_council_is_set_against_itself_or_its_lack_is_named()
    {
        var answer = await snapshot.App.JsonAsync("compare/returns?area=E08000012");

        answer["query"]!["years"]!
            .Values<string>()
            .ShouldBe([
                "2010-11",
                "2011-12",
                "2012-13",
                "2013-14",
                "2014-15",
                "2015-16",
                "2016-17",
                "2017-18",
                "2018-19",
                "2019-20",
                "2021-22",
                "2024-25",
            ]);
        string Reason(string scope, string year) =>
            answer["excluded"]!.Single(left => left["scope"]!.Value<string>() == scope && left["year"]!.Value<string>() == year)[
                "reason"
            ]!.Value<string>()!;

        // In 2011-12 the budget has social care in one line and the outturn in two; outturn has no levies after 2017-18.
        Reason("social-care", "2011-12").ShouldContain("the outturn of 2011-12");
        Reason("adult-social-care", "2011-12").ShouldContain("the budget of 2011-12");
        Reason("transport-levy", "2018-19").ShouldContain("the outturn of 2018-19");
        answer["rows"]!.Count(row => row["scope"]!.Value<string>() == "all-social-care").ShouldBe(12);
    }
}
