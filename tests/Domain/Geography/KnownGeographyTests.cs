namespace BudgetWatch.Domain.Tests.Geography;

public class KnownGeographyTests
{
    [Theory]
    [InlineData("E08000020", "E08000037")] // Gateshead
    [InlineData("E06000048", "E06000057")] // Northumberland
    [InlineData("E07000100", "E07000240")] // St Albans
    [InlineData("E07000104", "E07000241")] // Welwyn Hatfield
    [InlineData("E07000097", "E07000242")] // East Hertfordshire
    [InlineData("E07000101", "E07000243")] // Stevenage
    [InlineData("E08000038", "E08000016")] // Barnsley
    [InlineData("E08000039", "E08000019")] // Sheffield
    [InlineData("E06000001", "E06000001")]
    public void A_changed_code_is_that_of_April_2023(string code, string present) =>
        KnownGeography.AsOfApril2023(new GssCode(code)).ShouldBe(new GssCode(present));

    [Fact]
    public void The_code_of_April_2023_is_its_own()
    {
        foreach (var change in KnownGeography.CodeChanges)
        {
            KnownGeography.AsOfApril2023(change.AsOfApril2023).ShouldBe(change.AsOfApril2023);
        }

        KnownGeography.CodeChanges.Count.ShouldBe(8);
    }

    [Fact]
    public void Everything_known_carries_its_reason()
    {
        KnownGeography.CodeChanges.ShouldAllBe(change => change.Reason.Length > 20);
        KnownGeography.MergedAreas.ShouldAllBe(area => area.Reason.Length > 20);
        KnownGeography.SetAside.ShouldAllBe(area => area.Reason.Length > 20);
    }

    [Fact]
    public void No_place_is_in_two_merged_areas() => KnownGeography.MergedAreas.SelectMany(area => area.Parts).ShouldBeUnique();
}
