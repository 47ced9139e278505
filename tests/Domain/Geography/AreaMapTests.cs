using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Geography;

public class AreaMapTests
{
    [Theory]
    [InlineData("E06000001", "E06000001")]
    [InlineData("E07000098", "E10000015")]
    [InlineData("E10000015", "E10000015")]
    [InlineData("E07000004", "E06000060")]
    [InlineData("E06000060", "E06000060")]
    [InlineData("E09000002", "E09000002")]
    public void A_place_leads_to_its_present_upper_tier(string place, string area) => AreaOfPlace(place).ShouldBe(area);

    [Theory]
    [InlineData("E07000026")]
    [InlineData("E07000027")]
    [InlineData("E06000063")]
    [InlineData("E06000064")]
    [InlineData("E10000006")]
    public void Everything_that_was_Cumbria_is_one_area(string place) => AreaOfPlace(place).ShouldBe("X-CUMBRIA");

    [Theory]
    [InlineData("E06000058", "X-DORSET")]
    [InlineData("E06000059", "X-DORSET")]
    [InlineData("E06000061", "X-NORTHAMPTONSHIRE")]
    [InlineData("E06000062", "X-NORTHAMPTONSHIRE")]
    [InlineData("E06000063", "X-CUMBRIA")]
    [InlineData("E06000064", "X-CUMBRIA")]
    public void The_parts_of_a_split_county_are_kept_together(string part, string area)
    {
        var merged = KnownGeography.MergedAreas.Single(candidate => candidate.Code.Value == area);
        var lineage = new DistrictLineage(
            "lineage",
            [.. merged.Parts.Select(code => SyntheticMap.Link(code.Value, code.Value, code.Value, code.Value, code.Value, "South"))]
        );

        var map = AreaMap.From(lineage, new AuthorityRegister("register", []), []);

        map.AreaOf(new GssCode(part)).ShouldBe(new AreaCode(area));
        var only = map.Areas.ShouldHaveSingleItem();
        only.Kind.ShouldBe(AreaKind.Merged);
        only.Name.ShouldBe(merged.Name);
        only.Members.Select(member => member.Place).ShouldBe(merged.Parts, ignoreOrder: true);
    }

    [Fact]
    public void An_abolished_county_leads_to_the_one_area_of_its_successors()
    {
        AreaOfAuthority("E0421").ShouldBe("E06000060");
        AreaOfAuthority("E0920").ShouldBe("X-CUMBRIA");
    }

    [Fact]
    public void A_county_whose_successors_are_two_areas_stays_unplaced()
    {
        AreaOfPlace("E10000001").ShouldBeNull();
        AreaOfAuthority("E0220").ShouldBeNull();
        SyntheticMap.Map.Areas.SelectMany(area => area.Members).ShouldNotContain(member => member.Place.Value == "E10000001");
    }

    [Fact]
    public void A_county_with_a_successor_that_nobody_knows_stays_unplaced()
    {
        var register = new AuthorityRegister(
            "register",
            [SyntheticMap.Registered("E10000002", "E0421", "County", "E06000060", "E06000999")]
        );

        AreaMap.From(SyntheticMap.Lineage, register, []).AreaOf(new GssCode("E10000002")).ShouldBeNull();
    }

    [Fact]
    public void A_county_that_nobody_replaced_and_no_district_belongs_to_stays_unplaced()
    {
        var register = new AuthorityRegister("register", [SyntheticMap.Registered("E10000099", "E9920", "Nowhere")]);

        AreaMap.From(SyntheticMap.Lineage, register, []).AreaOf(new AuthorityCode("E9920")).ShouldBeNull();
    }

    [Theory]
    [InlineData("E08000020", "E08000037", "E08000037")]
    [InlineData("E08000016", "E08000038", "E08000016")]
    [InlineData("E07000100", "E07000240", "E10000015")]
    public void Both_codes_of_a_shape_that_did_not_change_are_one_place(string one, string other, string area)
    {
        AreaOfPlace(one).ShouldBe(area);
        AreaOfPlace(other).ShouldBe(area);
    }

    [Fact]
    public void A_shape_with_two_codes_is_one_member_and_nobodys_successor()
    {
        var gateshead = SyntheticMap.Map.Areas.Single(area => area.Code.Value == "E08000037").Members.ShouldHaveSingleItem();
        gateshead.ShouldSatisfyAllConditions(
            () => gateshead.Place.Value.ShouldBe("E08000037"),
            () => gateshead.Authority.ShouldBe(new AuthorityCode("E4501")),
            () => gateshead.SucceededBy.ShouldBeEmpty()
        );

        var barnsley = SyntheticMap.Map.Areas.Single(area => area.Code.Value == "E08000016").Members.ShouldHaveSingleItem();
        barnsley.Place.Value.ShouldBe("E08000016");
        barnsley.Authority.ShouldBe(new AuthorityCode("E4401"));
        barnsley.SucceededBy.ShouldBeEmpty();
    }

    [Fact]
    public void A_shape_that_the_register_lists_under_both_codes_is_still_nobodys_successor()
    {
        var register = new AuthorityRegister(
            "register",
            [
                SyntheticMap.Registered("E08000020", "E4501", "Gateshead", "E08000037"),
                SyntheticMap.Registered("E08000037", "E4501", "Gateshead"),
            ]
        );

        AreaMap
            .From(SyntheticMap.Lineage, register, [])
            .Areas.Single(area => area.Code.Value == "E08000037")
            .Members.ShouldHaveSingleItem()
            .SucceededBy.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("E06000999")]
    [InlineData("W06000015")]
    [InlineData("E12000001")]
    [InlineData("E07000999")]
    public void A_code_that_nobody_lists_leads_nowhere(string place) => AreaOfPlace(place).ShouldBeNull();

    [Fact]
    public void An_authority_that_nobody_lists_leads_nowhere()
    {
        AreaOfAuthority("E9999").ShouldBeNull();
        SyntheticMap.Map.AreaOf(default(AuthorityCode)).ShouldBeNull();
    }

    [Fact]
    public void What_an_authority_filed_overrides_the_register()
    {
        AreaOfAuthority("E0701").ShouldBe("E06000001");

        var map = AreaMap.From(
            SyntheticMap.Lineage,
            SyntheticMap.Register,
            [new(new("E0701"), new("E06000002")), new(new("E0402"), new("E06000060"))]
        );

        map.AreaOf(new AuthorityCode("E0701")).ShouldBe(new AreaCode("E06000002"));
        map.AreaOf(new AuthorityCode("E0402")).ShouldBe(new AreaCode("E06000060"));
    }

    [Fact]
    public void What_an_authority_filed_may_be_the_other_code_of_its_shape()
    {
        var map = AreaMap.From(SyntheticMap.Lineage, new AuthorityRegister("register", []), [new(new("E4401"), new("E08000016"))]);

        map.AreaOf(new AuthorityCode("E4401")).ShouldBe(new AreaCode("E08000016"));
        map.Areas.Single(area => area.Code.Value == "E08000016")
            .Members.ShouldHaveSingleItem()
            .Authority.ShouldBe(new AuthorityCode("E4401"));
    }

    [Fact]
    public void Areas_are_every_present_upper_tier_once_in_order_of_code() =>
        SyntheticMap
            .Map.Areas.Select(area => area.Code.Value)
            .ShouldBe([
                "E06000001",
                "E06000002",
                "E06000053",
                "E06000055",
                "E06000056",
                "E06000060",
                "E08000016",
                "E08000037",
                "E09000001",
                "E09000002",
                "E10000015",
                "X-CUMBRIA",
            ]);

    [Fact]
    public void An_area_lists_who_is_and_was_part_of_it()
    {
        var buckinghamshire = SyntheticMap.Map.Areas.Single(area => area.Code.Value == "E06000060");

        buckinghamshire.Name.ShouldBe("Buckinghamshire");
        buckinghamshire.Region.ShouldBe("South East");
        buckinghamshire.Kind.ShouldBe(AreaKind.UnitaryAuthority);
        buckinghamshire
            .Members.Select(member => (member.Place.Value, member.Authority?.Value, member.Name, string.Join(' ', member.SucceededBy)))
            .ShouldBe([
                ("E06000060", null, "Buckinghamshire", ""),
                ("E07000004", "E0431", "Aylesbury Vale", "E06000060"),
                ("E07000005", "E0432", "Chiltern", "E06000060"),
                ("E10000002", "E0421", "Buckinghamshire County", "E06000060"),
            ]);

        var cumbria = SyntheticMap.Map.Areas.Single(area => area.Code.Value == "X-CUMBRIA");
        cumbria
            .Members.Single(member => member.Place.Value == "E10000006")
            .SucceededBy.Select(code => code.Value)
            .ShouldBe(["E06000063", "E06000064"]);
    }

    [Theory]
    [InlineData("E06000001", AreaKind.UnitaryAuthority)]
    [InlineData("E08000037", AreaKind.MetropolitanDistrict)]
    [InlineData("E09000002", AreaKind.LondonBorough)]
    [InlineData("E10000015", AreaKind.County)]
    [InlineData("X-CUMBRIA", AreaKind.Merged)]
    public void The_code_of_an_area_tells_its_kind(string area, AreaKind kind) =>
        SyntheticMap.Map.Areas.Single(candidate => candidate.Code.Value == area).Kind.ShouldBe(kind);

    [Fact]
    public void Only_the_City_and_Scilly_are_set_aside() =>
        SyntheticMap
            .Map.Areas.Where(area => area.SetAside is not null)
            .Select(area => area.Code.Value)
            .ShouldBe(["E06000053", "E09000001"]);

    [Fact]
    public void The_order_of_the_lookups_does_not_matter()
    {
        var reversed = AreaMap.From(
            SyntheticMap.Lineage with
            {
                Districts = [.. SyntheticMap.Lineage.Districts.Reverse()],
            },
            SyntheticMap.Register with
            {
                Authorities = [.. SyntheticMap.Register.Authorities.Reverse()],
            },
            []
        );

        Print(reversed).ShouldBe(Print(SyntheticMap.Map));

        static IEnumerable<string> Print(AreaMap map) =>
            map.Areas.SelectMany(area =>
                area.Members.Select(member =>
                    $"{area.Code} {area.Name} {area.Kind} {area.Region} {member.Place} {member.Authority} {member.Name} {string.Join(' ', member.SucceededBy)}"
                )
            );
    }

    private static string? AreaOfPlace(string place) => SyntheticMap.Map.AreaOf(new GssCode(place))?.Value;

    private static string? AreaOfAuthority(string authority) => SyntheticMap.Map.AreaOf(new AuthorityCode(authority))?.Value;
}
