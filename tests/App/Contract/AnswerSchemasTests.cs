using BudgetWatch.App.Http.Contract;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.Gradient;
using BudgetWatch.Questions.Vocabulary;
using Microsoft.OpenApi;

namespace BudgetWatch.App.Tests.Contract;

/// <summary>What the serializer writes is what the schema says; expected by reading the records, not the schemas.</summary>
public sealed class AnswerSchemasTests
{
    private readonly OpenApiDocument _document = new() { Paths = [], Components = new OpenApiComponents() };
    private readonly AnswerSchemas _schemas;

    public AnswerSchemasTests() => _schemas = new AnswerSchemas(_document, new XmlMeanings());

    [Fact]
    public void Every_field_is_there_under_its_name_with_its_meaning()
    {
        var row = Component(typeof(AreaCutAnswer), "AreaCut");
        row.Properties!.Keys.ShouldBe([
            "code",
            "name",
            "region",
            "from",
            "to",
            "change",
            "changePercent",
            "rank",
            "deprivation",
            "flags",
            "display",
        ]);
        row.Required!.ShouldBe(row.Properties.Keys, ignoreOrder: true);
        row.Description.ShouldBe("One area's cut.");
        row.Properties["changePercent"].Description.ShouldBe("In per cent; null where the base is not positive.");
    }

    [Fact]
    public void Null_is_said_where_the_type_says_it_and_nowhere_else()
    {
        var row = Component(typeof(AreaCutAnswer), "AreaCut");
        row.Properties!["from"].Type.ShouldBe(JsonSchemaType.Number);
        row.Properties["changePercent"].Type.ShouldBe(JsonSchemaType.Number | JsonSchemaType.Null);
        row.Properties["rank"].Type.ShouldBe(JsonSchemaType.Integer | JsonSchemaType.Null);
        row.Properties["name"].Type.ShouldBe(JsonSchemaType.String);
        Component(typeof(NoteAnswer), "Note").Properties!["source"].Type.ShouldBe(JsonSchemaType.String | JsonSchemaType.Null);
        var cuts = Component(typeof(CutsAnswer), "Cuts");
        cuts.Properties!["england"].OneOf.ShouldNotBeNull()[1].Type.ShouldBe(JsonSchemaType.Null);
        cuts.Properties["areas"].Items.ShouldBeOfType<OpenApiSchemaReference>().Reference.Id.ShouldBe("AreaCut");
    }

    [Fact]
    public void What_a_generic_record_holds_is_null_where_the_one_who_names_it_says_so()
    {
        Component(typeof(ConcentrationAnswer), "Concentration")
            .Properties!["absolute"]
            .ShouldBeOfType<OpenApiSchemaReference>()
            .Reference.Id.ShouldBe("BothEndsOfEstimateOrNull");
        ((OpenApiSchema)_schemas.Components["BothEndsOfEstimateOrNull"]).Properties!["from"].OneOf.ShouldNotBeNull().Count.ShouldBe(2);
        ((OpenApiSchema)_schemas.Components["BothEndsOfStringOrNull"])
            .Properties!["to"]
            .Type.ShouldBe(JsonSchemaType.String | JsonSchemaType.Null);
    }

    [Fact]
    public void Words_are_those_that_are_written() =>
        Component(typeof(CellStatus), "CellStatus")
            .Enum!.Select(word => word.GetValue<string>())
            .ShouldBe(["reported", "estimated", "missing", "not-applicable", "suppressed"], ignoreOrder: true);

    [Fact]
    public void Statistics_stand_beside_the_question_where_they_are_served_so()
    {
        var gradient = Component(typeof(GradientAnswer), "Gradient").Properties!;
        gradient.ShouldContainKey("query");
        gradient.ShouldContainKey("fifths");
        gradient.ShouldNotContainKey("statistics");
    }

    [Fact]
    public void What_has_no_schema_or_no_meaning_is_told()
    {
        Should.Throw<InvalidOperationException>(() => _schemas.Of(typeof(Guid))).Message.ShouldContain("no schema");
        Should.Throw<InvalidOperationException>(() => _schemas.Of(typeof(Undescribed))).Message.ShouldContain("has no summary");
    }

    private OpenApiSchema Component(Type type, string name)
    {
        _schemas.Of(type).ShouldBeOfType<OpenApiSchemaReference>().Reference.Id.ShouldBe(name);
        return _schemas.Components[name].ShouldBeOfType<OpenApiSchema>();
    }

    // Tests are built without a documentation file.
    private sealed record Undescribed(int Number);
}
