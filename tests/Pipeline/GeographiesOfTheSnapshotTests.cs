using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Figures worked out by hand from the published files: the numbers here are copied from the CSV of the snapshot, in their order.</summary>
public class GeographiesOfTheSnapshotTests(PublishedSnapshot snapshot)
{
    private static readonly FinancialYear Base = new(2010);
    private static readonly FinancialYear End = new(2019);

    private readonly ReleaseFigures figures = snapshot.Figures;

    [Fact]
    public void Hertsmere_has_its_own_culture_and_its_share_of_Hertfordshires()
    {
        // revenue-budgets-2010-11.csv: E1934 Hertsmere 2959 and E1920 Hertfordshire 23786, TOTAL CULTURAL; population-estimates-mid-2019.csv, mid-2010.
        var share = Math.Round(23_786_000m * 99_402 / 1_107_641, 2, MidpointRounding.ToZero);

        var figure = LowerTier("E07000098", "cultural", Base);

        figure.CashPounds.ShouldBe(2_959_000m + share);
        figure.Allocated.ShouldBeTrue();
        figures.Of(GeographyKind.LowerTier).Frames[Base].People[new AreaCode("E07000098")].ShouldBe(99_402);
    }

    [Fact]
    public void Christchurch_takes_its_share_of_Dorsets_libraries_to_Bournemouth_and_Poole()
    {
        // revenue-budgets-2017-18.csv, Library service: Poole 2194, Bournemouth 5272.2, Christchurch 0, Dorset 5258.
        // No available estimate has Christchurch after mid-2015: population-estimates-mid-2015.csv, mid-2015, Christchurch and Dorset's six districts.
        var share = Math.Round(5_258_000m * 49_057 / (49_057 + 88_690 + 70_713 + 46_212 + 100_747 + 65_166), 2, MidpointRounding.ToZero);

        LowerTier("E06000058", "libraries", new FinancialYear(2017)).CashPounds.ShouldBe(2_194_000m + 5_272_200m + share);
        LowerTier("E06000059", "libraries", new FinancialYear(2017))
            .CashPounds.ShouldBe(
                5_258_000m - share + Filed(new FinancialYear(2017), "libraries", "E1233", "E1234", "E1236", "E1237", "E1238")
            );
    }

    [Fact]
    public void Hertsmere_as_it_filed_is_compared_with_other_shire_districts()
    {
        var comparison = figures.Compare(
            ComparisonQuery.Headline with
            {
                Scope = Scopes.Comparable,
                Geography = GeographyKind.Authority,
                Class = AuthorityClass.ShireDistrict,
            }
        );

        // The comparable lines of E1934 in revenue-budgets-2010-11.csv and -2019-20.csv; residents as the vintages of mid-2015 and mid-2019 have them;
        // gdp-deflators.csv: 68.8561 in 2010-11, 80.8738 in 2019-20, 100 in 2024-25.
        double from = 1000.0 * (1043 + 0 + 1800 + 2959 + 5192 - 238 + 4205 + 754) * 100 / 68.8561 / 99_402;
        double to = 1000.0 * (-573 + 1590 + 1665 + 5436 - 1779 + 4530 + 1434) * 100 / 80.8738 / 104_919;
        var hertsmere = comparison.Areas.Single(cut => cut.Area.Code.Value == "E07000098");
        hertsmere.From.ShouldBe(from, 1e-9);
        hertsmere.To.ShouldBe(to, 1e-9);
        hertsmere.ChangePercent!.Value.ShouldBe(100 * (to - from) / from, 1e-9);
        hertsmere.Flags.ShouldNotContain(Flag.Allocated);
        comparison.Areas.ShouldAllBe(cut => cut.Area.Class == AuthorityClass.ShireDistrict);
        comparison.Excluded.Single(area => area.Area.Code.Value == "E07000048").Reason.Because.ShouldStartWith("reorganised");
    }

    [Fact]
    public void A_county_council_has_its_own_pounds_over_the_people_of_its_districts()
    {
        var hertfordshire = figures
            .Compare(
                ComparisonQuery.Headline with
                {
                    Geography = GeographyKind.Authority,
                    Class = AuthorityClass.ShireCounty,
                    Measure = Measure.CashPerHead,
                    Scope = Scopes.Find("libraries")!,
                }
            )
            .Areas.Single(cut => cut.Area.Code.Value == "E10000015");

        // Library service of E1920, 20632 and 15244, over the files' own rows for the county, mid-2010 and mid-2019.
        hertfordshire.From.ShouldBe(20_632_000.0 / 1_107_641, 1e-9);
        hertfordshire.To.ShouldBe(15_244_000.0 / 1_189_519, 1e-9);
        // IMD 2019, File 11.
        hertfordshire.Deprivation.Score.ShouldBe(figures.Scores[2019][new AreaCode("E10000015")]);
    }

    [Fact]
    public void Every_place_of_April_2023_has_a_figure_residents_and_a_score_in_every_vintage()
    {
        var lower = figures.Of(GeographyKind.LowerTier);
        lower.Areas.Count.ShouldBe(296);
        foreach (var imd in (int[])[2010, 2015, 2019, 2025])
        {
            var comparison = figures.Compare(ComparisonQuery.Headline with { Geography = GeographyKind.LowerTier, Imd = imd });
            comparison.Areas.Count.ShouldBe(294);
            comparison.Excluded.Select(area => area.Area.Code.Value).ShouldBe(["E06000053", "E09000001"]);
            comparison
                .Areas.Count(cut => cut.Flags.Contains(Flag.Allocated))
                .ShouldBe(164 + 6, "Districts of present counties, and the two halves of three split ones.");
        }
    }

    [Fact]
    public void England_changed_by_the_same_on_the_upper_and_the_lower_tier()
    {
        var upper = figures.Compare(ComparisonQuery.Headline).England!;
        var lower = figures.Compare(ComparisonQuery.Headline with { Geography = GeographyKind.LowerTier }).England!;

        lower.From.ShouldBe(upper.From, 1e-9);
        lower.To.ShouldBe(upper.To, 1e-9);
    }

    [Fact]
    public void Pounds_of_the_whole_country_are_the_same_on_every_geography()
    {
        var total = Scopes.Find("total")!;
        foreach (var year in (FinancialYear[])[Base, End])
        {
            var sums = figures
                .StoredGeographies.Select(geography =>
                    figures.Of(geography).Series[(Return.Budget, total)].Values.Sum(series => series.Of(year)?.CashPounds ?? 0)
                )
                .Distinct();
            sums.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task Figures_come_back_from_their_rows_as_they_went_in()
    {
        var rows = ReleaseRows.Of(figures).ToList();

        var back = await ReleaseRows.ReadAsync(
            rows.OrderBy(row => row.Key, StringComparer.Ordinal).ToAsyncEnumerable(),
            CancellationToken.None
        );

        ReleaseRows.Digest(ReleaseRows.Of(back)).ShouldBe(ReleaseRows.Digest(rows));
        foreach (var geography in Geographies.All)
        {
            foreach (var scope in Scopes.All)
            {
                var (before, after) = (
                    figures.Of(geography).Series[(Return.Outturn, scope)],
                    back.Of(geography).Series[(Return.Outturn, scope)]
                );
                Print(after).ShouldBe(Print(before), $"{geography} {scope}");
            }
        }

        static IEnumerable<string> Print(IReadOnlyDictionary<AreaCode, AreaSeries> series) =>
            series
                .Values.OrderBy(own => own.Area)
                .SelectMany(own =>
                    own.Figures.Select(figure =>
                        $"{own.Area} {figure.Year} {figure.CashPounds / 1.000000000000000000m} {figure.Status} {figure.Allocated} {string.Join(';', figure.Missing)}"
                    )
                );
    }

    [Fact]
    public void A_row_holds_every_line_of_every_year_so_that_three_geographies_take_less_room_than_one_did() =>
        ReleaseRows.Of(figures).Count().ShouldBeLessThan(4_000);

    private AreaFigure LowerTier(string area, string scope, FinancialYear year) =>
        figures.Of(GeographyKind.LowerTier).Series[(Return.Budget, Scopes.Find(scope)!)][new AreaCode(area)].Of(year).ShouldNotBeNull();

    private decimal Filed(FinancialYear year, string line, params string[] authorities) =>
        snapshot
            .Inputs.Returns.Single(edition => (edition.Content.Return, edition.Content.Year) == (Return.Budget, year))
            .Content.Filings.Where(filing => authorities.Contains(filing.Code))
            .Sum(filing => filing.Cells[Lines.Find(line)!].Pounds!.Value);
}
