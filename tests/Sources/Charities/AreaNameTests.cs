using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Sources.Charities;

namespace BudgetWatch.Sources.Tests.Charities;

/// <summary>The register's names of areas lead to the codes of the authorities they stand for.</summary>
public class AreaNameTests
{
    [Theory]
    [InlineData("Barking And Dagenham", "E09000002")]
    [InlineData("Bristol City", "E06000023")]
    [InlineData("City Of Bristol", "E06000023")]
    [InlineData("Bristol, City of", "E06000023")]
    [InlineData("Telford & Wrekin", "E06000020")]
    [InlineData("Stoke-on-trent City", "E06000021")]
    [InlineData("Kingston Upon Hull City", "E06000010")]
    [InlineData("Durham", "E06000047")]
    [InlineData("St. Helens", "E08000013")]
    [InlineData("City Of London", "E09000001")]
    [InlineData("Herefordshire", "E06000019")]
    [InlineData("Hertfordshire", "E10000015")]
    [InlineData("Bournemouth", "E06000058")]
    [InlineData("Poole", "E06000058")]
    [InlineData("Cumbria", "E10000006")]
    [InlineData("Northamptonshire", "E10000021")]
    [InlineData("City Of Swansea", "W06000011")]
    public void A_name_of_the_register_is_the_authority_it_stands_for(string name, string code)
    {
        AreaNames.TryFind(name, out var place).ShouldBeTrue();
        place.Value.ShouldBe(code);
    }

    [Theory]
    [InlineData("Throughout London")]
    [InlineData("Throughout England And Wales")]
    [InlineData("Scotland")]
    [InlineData("")]
    public void What_is_no_local_authority_is_not_found(string name) => AreaNames.TryFind(name, out _).ShouldBeFalse();

    [Fact]
    public void Every_present_upper_tier_authority_of_England_is_found_by_its_own_name()
    {
        var present = Snapshot<DistrictLineage>("district-lineage.csv")
            .Districts.Select(district => (district.UpperTierName, district.UpperTier))
            .Distinct()
            .ToList();

        present.Count.ShouldBe(153);
        foreach (var (name, code) in present)
        {
            AreaNames.TryFind(name, out var place).ShouldBeTrue(name);
            place.ShouldBe(KnownGeography.AsOfApril2023(code), name);
        }
    }

    [Fact]
    public void Every_English_authority_of_the_table_is_in_an_area()
    {
        var map = AreaMap.From(
            Snapshot<DistrictLineage>("district-lineage.csv"),
            Snapshot<AuthorityRegister>("authority-register.csv"),
            []
        );

        foreach (var (name, place) in AreaNames.All.Where(named => named.Value.Value[0] == 'E'))
        {
            map.AreaOf(place).ShouldNotBeNull(name);
        }

        map.AreaOf(new GssCode("E10000006")).ShouldBe(new AreaCode("X-CUMBRIA"));
        map.AreaOf(new GssCode("E10000021")).ShouldBe(map.AreaOf(new GssCode("E06000061")));
    }

    [Fact]
    public void The_table_has_England_Wales_and_two_counties_that_are_gone() =>
        AreaNames
            .All.Values.Distinct()
            .GroupBy(place => place.Value[..1])
            .ToDictionary(group => group.Key, group => group.Count())
            .ShouldBe(new Dictionary<string, int>(StringComparer.Ordinal) { ["E"] = 153 + 2, ["W"] = 22 }, ignoreOrder: true);

    private static T Snapshot<T>(string name)
        where T : EditionContent => Files.Accept<T>(new PublishedFile(name, File.ReadAllBytes(Path.Combine(SnapshotTests.Folder(), name))));
}
