using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Regions and combined authorities are sums of areas: pounds and people are neither lost nor made, and a part is never taken for the whole.</summary>
public sealed class SumsOfAreasTests(PublishedSnapshot snapshot)
{
    private static readonly FinancialYear Base = new(2010);
    private static readonly FinancialYear Depth = new(2019);
    private static readonly FinancialYear Newest = new(2024);

    [Theory]
    [InlineData("outside-social-care")]
    [InlineData("libraries")]
    [InlineData("comparable")]
    public void Regions_add_up_to_England_as_it_is_compared(string scope)
    {
        foreach (var year in (FinancialYear[])[Base, Depth])
        {
            var regions = Series(GeographyKind.Region, scope).Values.Sum(region => region.Of(year)!.Value.CashPounds!.Value);
            var areas = snapshot
                .Figures.Areas.Where(area => area.SetAside is null)
                .Sum(area => Series(GeographyKind.UpperTier, scope)[area.Code].Of(year)!.Value.CashPounds!.Value);

            regions.ShouldBe(areas);
        }

        var headline = snapshot.Figures.Compare(Query(scope, Depth));
        var pooled = snapshot.Figures.Compare(Query(scope, Depth) with { Geography = GeographyKind.Region });
        pooled.England!.ChangePercent!.Value.ShouldBe(headline.England!.ChangePercent!.Value, 1e-9);
    }

    /// <summary>RA 2010-11 and 2019-20, rows of the ten councils, columns TOTAL CULTURAL AND RELATED SERVICES: added up from the snapshot's files by hand.</summary>
    [Fact]
    public void Greater_Manchester_is_its_ten_councils()
    {
        var greaterManchester = new AreaCode("E47000001");
        var ten = snapshot
            .Inputs.Returns.Select(edition => edition.Content)
            .First(edition => edition.Return == Return.Budget && edition.Year == Base)
            .Filings.Where(filing => filing.Code.StartsWith("E42", StringComparison.Ordinal))
            .ToList();
        ten.Count.ShouldBe(10);

        Series(GeographyKind.CombinedAuthority, "cultural")[greaterManchester]
            .Of(Base)!
            .Value.CashPounds.ShouldBe(ten.Sum(filing => filing.Cells[Lines.Cultural].Pounds!.Value));
        var members = snapshot.Figures.Of(GeographyKind.CombinedAuthority).Areas.Single(area => area.Code == greaterManchester).Members;
        members.Count.ShouldBe(10);
    }

    [Fact]
    public void A_region_without_one_of_its_areas_has_no_figure_and_says_which_is_lacking()
    {
        var east = Series(GeographyKind.Region, "outside-social-care")[new AreaCode("E12000006")].Of(Newest)!.Value;

        (east.CashPounds, east.Status).ShouldBe((null, CellStatus.Missing));
        east.Missing.ShouldContain(lacking => lacking.StartsWith("E1533", StringComparison.Ordinal), "Essex has not filed.");
    }

    [Fact]
    public void Every_area_is_in_one_region_and_every_member_of_a_combined_authority_is_an_area()
    {
        var figures = snapshot.Figures;
        var regions = figures.Of(GeographyKind.Region);
        regions.Areas.Count.ShouldBe(9);
        regions
            .Areas.SelectMany(region => region.Members)
            .Select(member => member.Place)
            .ShouldBe(
                figures.Areas.Where(area => area.SetAside is null).SelectMany(area => area.Members).Select(member => member.Place),
                ignoreOrder: true
            );

        var codes = figures.Areas.Select(area => area.Code).ToHashSet();
        CombinedAuthorities.Present.SelectMany(authority => authority.Members).ShouldAllBe(member => codes.Contains(member));
        CombinedAuthorities.Present.SelectMany(authority => authority.Members).ShouldBeUnique();
        figures.Of(GeographyKind.CombinedAuthority).Areas.Count.ShouldBe(CombinedAuthorities.Present.Count);
    }

    [Fact]
    public void Residents_and_scores_of_a_region_are_between_those_of_its_areas()
    {
        var (upper, regions) = (snapshot.Figures, snapshot.Figures.Of(GeographyKind.Region));
        foreach (var region in regions.Areas)
        {
            var parts = upper.Areas.Where(area => area.SetAside is null && area.Region == region.Name).Select(area => area.Code).ToList();
            regions.Frames[Base].People[region.Code].ShouldBe(parts.Sum(part => upper.Frames[Base].People[part]));
            regions
                .Scores[2019][region.Code]
                .ShouldBeInRange(parts.Min(part => upper.Scores[2019][part]), parts.Max(part => upper.Scores[2019][part]));
        }
    }

    private IReadOnlyDictionary<AreaCode, AreaSeries> Series(GeographyKind geography, string scope) =>
        snapshot.Figures.Of(geography).Series[(Return.Budget, Scopes.Find(scope)!)];

    private static ComparisonQuery Query(string scope, FinancialYear to) =>
        ComparisonQuery.HeadlineTo(to) with
        {
            Scope = Scopes.Find(scope)!,
        };
}
