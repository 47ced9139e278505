namespace BudgetWatch.Domain.Tests.Codes;

public class CodesTests
{
    [Theory]
    [InlineData("E0101", "E0101")]
    [InlineData("  E5100\t", "E5100")]
    [InlineData("\u00a0E0934 ", "E0934")]
    public void An_E_code_is_read_whatever_space_surrounds_it(string text, string value)
    {
        AuthorityCode.TryParse(text, out var code).ShouldBeTrue();

        code.ShouldBe(new AuthorityCode(value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("     ")]
    [InlineData("e0101")]
    [InlineData("E101")]
    [InlineData("E01011")]
    [InlineData("W0101")]
    [InlineData("E010O")]
    [InlineData("E 101")]
    [InlineData("E-101")]
    [InlineData("Е0101")] // Cyrillic
    [InlineData("E٠١٠١")]
    [InlineData("E０１０１")]
    [InlineData("E010\0")]
    [InlineData("E06000001")]
    public void Anything_else_is_no_E_code(string? text)
    {
        AuthorityCode.TryParse(text, out var code).ShouldBeFalse();

        code.ShouldBe(default);
    }

    [Theory]
    [InlineData("E06000001", "E06000001")]
    [InlineData(" W06000015 ", "W06000015")]
    public void A_GSS_code_is_read_whatever_space_surrounds_it(string text, string value)
    {
        GssCode.TryParse(text, out var code).ShouldBeTrue();

        code.ShouldBe(new GssCode(value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("e06000001")]
    [InlineData("E0600001")]
    [InlineData("E060000011")]
    [InlineData("006000001")]
    [InlineData("E0600000l")]
    [InlineData("E0600 001")]
    [InlineData("Е06000001")] // Cyrillic
    [InlineData("É06000001")]
    [InlineData("E٠٦٠٠٠٠٠١")]
    [InlineData("E0600000１")]
    [InlineData("E0600000\0")]
    [InlineData("X-CUMBRIA")]
    [InlineData("E0101")]
    public void Anything_else_is_no_GSS_code(string? text)
    {
        GssCode.TryParse(text, out var code).ShouldBeFalse();

        code.ShouldBe(default);
    }

    [Theory]
    [InlineData("E06000001", true, false, false, false, false)]
    [InlineData("E07000008", false, true, false, false, false)]
    [InlineData("E08000001", false, false, true, false, false)]
    [InlineData("E09000001", false, false, false, true, false)]
    [InlineData("E10000002", false, false, false, false, true)]
    [InlineData("E12000001", false, false, false, false, false)]
    [InlineData("W06000001", false, false, false, false, false)]
    [InlineData("E92000001", false, false, false, false, false)]
    public void The_first_three_characters_tell_the_kind(string text, bool unitary, bool shire, bool metropolitan, bool london, bool county)
    {
        var code = new GssCode(text);

        (code.IsUnitary, code.IsShireDistrict, code.IsMetropolitanDistrict, code.IsLondonBorough, code.IsShireCounty).ShouldBe(
            (unitary, shire, metropolitan, london, county)
        );
        code.IsDistrict.ShouldBe(unitary || shire || metropolitan || london);
    }

    [Fact]
    public void Codes_are_ordered_character_by_character()
    {
        new AreaCode[] { new("X-DORSET"), new("E10000002"), new("E06000002"), new("E06000001") }
            .Order()
            .Select(code => code.Value)
            .ShouldBe(["E06000001", "E06000002", "E10000002", "X-DORSET"]);
        new AuthorityCode[] { new("E0201"), new("E0102") }
            .Order()
            .Select(code => code.Value)
            .ShouldBe(["E0102", "E0201"]);
        new GssCode[] { new("E09000001"), new("E08000037") }
            .Order()
            .Select(code => code.Value)
            .ShouldBe(["E08000037", "E09000001"]);
    }
}
