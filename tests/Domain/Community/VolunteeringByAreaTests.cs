using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Community;

public class VolunteeringByAreaTests
{
    private static readonly PopulationSeries People = new(
        [
            Population.PopulationSeriesTests.Vintage(
                2023,
                ("E06000001", [(2023, 1_000)]),
                ("E07000240", [(2023, 3_000)]),
                ("E07000098", [(2023, 1_000)]),
                ("E06000060", [(2023, 4_000)])
            ),
        ],
        SyntheticMap.Map
    );

    [Fact]
    public void Districts_are_averaged_by_residents_and_an_area_without_one_of_them_is_missing()
    {
        var volunteering = Of([("St. Albans", 40), ("Hertsmere", 20), ("Hartlepool", 31.5)], ["Buckinghamshire"]);

        volunteering
            .Areas.Select(area => (area.Area.Value, area.Percent, area.People))
            .ShouldBe([("E06000001", 31.5, 1_000), ("E10000015", 35, 4_000)], ignoreOrder: true);
        Of([("St Albans", 40)], ["Hertsmere"]).Areas.ShouldBeEmpty();
        var component = volunteering.Component().Available.ShouldNotBeNull();
        component.Has(new AreaCode("E06000060")).ShouldBeFalse();
        component.Biases.ShouldContain(CapacityBias.NotThen);
        component.Period.ShouldBe("2023/24; authorities weighed by residents of mid-2023");
    }

    [Fact]
    public void A_name_that_is_no_authoritys_leaves_the_component_out_and_is_named()
    {
        var (atHand, missing) = Of([("Hartlepool", 31.5), ("Atlantis", 50)], ["Lyonesse"]).Component();

        atHand.ShouldBeNull();
        missing.ShouldNotBeNull().Reason.ShouldBe("the survey's table names authorities that are not known here: Atlantis, Lyonesse");
    }

    private static VolunteeringByArea Of((string Name, double Percent)[] authorities, string[] withheld) =>
        VolunteeringByArea.Of(
            new VolunteeringByAuthority(
                "C1c(B)",
                "2023/24",
                "",
                [.. authorities.Select(own => new AuthorityVolunteering(own.Name, own.Percent, null, null, "C1"))],
                withheld
            ),
            SyntheticMap.Lineage,
            SyntheticMap.Map,
            People
        );
}
