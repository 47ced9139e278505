using BudgetWatch.App.Http;
using BudgetWatch.Questions.Tables;

namespace BudgetWatch.App.Tests;

/// <summary>Columns are explained where they are declared.</summary>
public sealed class AnswerColumnsTests
{
    [Fact]
    public void A_column_that_nothing_explains_is_told() =>
        Should.Throw<InvalidOperationException>(() => new Table(["colour"], [])).Message.ShouldContain("'colour'");

    [Fact]
    public void Metadata_has_what_the_declaration_says()
    {
        var column = Csvw.Of(
            "a.csv",
            [AnswerColumns.Whole("people", "How many.", "residents") with { IsRequired = true }],
            "A",
            ["people"]
        )["tableSchema"]!;
        column["columns"]![0]!
            .ToString(Newtonsoft.Json.Formatting.None)
            .ShouldBe(
                """{"name":"people","titles":"people","dc:description":"How many.","datatype":"integer","null":"","required":true,"schema:unitText":"residents"}"""
            );
        column["primaryKey"]!.ToString(Newtonsoft.Json.Formatting.None).ShouldBe("""["people"]""");
    }
}
