using CsCheck;

namespace BudgetWatch.Domain.Tests;

public class FinancialYearTests
{
    [Theory]
    [InlineData("2010-11", 2010)]
    [InlineData("1999-00", 1999)]
    [InlineData("2009-10", 2009)]
    [InlineData("1900-01", 1900)]
    [InlineData("2199-00", 2199)]
    public void A_year_followed_by_the_next_is_read(string text, int start)
    {
        FinancialYear.TryParse(text, out var year).ShouldBeTrue();

        year.StartYear.ShouldBe(start);
        FinancialYear.Parse(text).ShouldBe(year);
        year.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2010")]
    [InlineData("2010-1")]
    [InlineData("2010-012")]
    [InlineData("2010-2011")]
    [InlineData("2010-12")]
    [InlineData("2010-10")]
    [InlineData("2010-09")]
    [InlineData("1999-01")]
    [InlineData("2010/11")]
    [InlineData("2010–11")]
    [InlineData("201011 ")]
    [InlineData(" 010-11")]
    [InlineData("2010- 1")]
    [InlineData("2010-+1")]
    [InlineData("+010-11")]
    [InlineData("-010-11")]
    [InlineData("2010-1a")]
    [InlineData("20x0-11")]
    [InlineData("1899-00")]
    [InlineData("2200-01")]
    [InlineData("٢٠١٠-١١")]
    [InlineData("２０１０-１１")]
    [InlineData("२०१०-११")]
    [InlineData("2010-1１")]
    [InlineData("2000-1\0")]
    [InlineData("2008-9\0")]
    [InlineData("2010-11\0")]
    [InlineData("2010-11\n")]
    public void Anything_else_is_no_year(string? text)
    {
        FinancialYear.TryParse(text, out var year).ShouldBeFalse();

        year.ShouldBe(default);
        Should.Throw<FormatException>(() => FinancialYear.Parse(text!));
    }

    [Fact]
    public void Only_what_a_year_prints_is_read_back() =>
        Gen.String[Gen.Char["0123456789-\0 ٣+"], 5, 8]
            .Sample(text =>
            {
                if (FinancialYear.TryParse(text, out var year))
                {
                    year.ToString().ShouldBe(text);
                }
            });

    [Fact]
    public void Every_year_of_two_centuries_is_read_back_from_what_it_prints()
    {
        for (var start = 1900; start <= 2199; start++)
        {
            FinancialYear.Parse(new FinancialYear(start).ToString()).StartYear.ShouldBe(start);
        }
    }

    [Fact]
    public void Years_are_in_order_of_time()
    {
        FinancialYear before = new(1999),
            after = new(2000),
            same = new(1999);

        (before < after).ShouldBeTrue();
        (after < before).ShouldBeFalse();
        (before < same).ShouldBeFalse();
        (after > before).ShouldBeTrue();
        (before > same).ShouldBeFalse();
        (before <= same && before >= same && before <= after && after >= before).ShouldBeTrue();
        (after <= before || before >= after).ShouldBeFalse();
        new[] { after, before }.Order().ShouldBe([before, after]);
    }
}
