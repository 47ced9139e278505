using BudgetWatch.App.Http;

namespace BudgetWatch.App.Tests;

public class TableTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44", "'+44")]
    [InlineData("-minus", "'-minus")]
    [InlineData("@sum", "'@sum")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("a \"b\"", "\"a \"\"b\"\"\"")]
    public void Text_is_quoted_and_cannot_become_a_formula(string text, string cell) =>
        new Table(["name"], [[text]]).ToCsv().ShouldBe($"name\r\n{cell}\r\n");

    [Fact]
    public void Numbers_stay_numbers_and_nothing_stays_empty() =>
        new Table(["a", "b", "c"], [[-26.4, null, 148]]).ToCsv().ShouldBe("a,b,c\r\n-26.4,,148\r\n");
}
