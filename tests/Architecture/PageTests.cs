using System.Text.RegularExpressions;

namespace BudgetWatch.Architecture.Tests;

/// <summary>Pages and charts are made from the values of an answer: none reads a value out of a text of one.</summary>
public sealed partial class PageTests
{
    private static readonly Dictionary<string, Regex> Kinds = new(StringComparer.Ordinal)
    {
        ["text that is parsed"] = Parsed(),
        ["text that is taken apart"] = TakenApart(),
        ["text of an answer that is compared"] = Compared(),
    };

    /// <summary>Where, what, and whose text it is.</summary>
    private static readonly (string File, string Kind, string Why)[] Exceptions =
    [
        ("AreaPage.cs", "text that is parsed", "the code in the address that a reader asked for"),
        ("Charts/ChartMarkup.cs", "text that is parsed", "the size of a drawing, from its own SVG"),
        ("Charts/ChartMarkup.cs", "text that is taken apart", "query strings, a drawing's own SVG, and words that are wrapped for drawing"),
        ("Charts/Hexagons.cs", "text that is parsed", "a bundled data file"),
        ("Charts/Hexagons.cs", "text that is taken apart", "a bundled data file"),
        ("MethodPage.cs", "text that is parsed", "the methodology, a bundled file"),
        ("MethodPage.cs", "text that is taken apart", "links of the methodology, a bundled file"),
        ("QuestionControls.cs", "text that is taken apart", "the controls of a form, from its own markup"),
    ];

    [Fact]
    public void No_page_reads_a_value_out_of_text() =>
        Found()
            .Except(Exceptions.Select(exception => (exception.File, exception.Kind)))
            .Select(one =>
                $"functions/App/Pages/{one.File} has {one.Kind}: use the value that the answer holds, or say in {nameof(PageTests)} whose text it is"
            )
            .ShouldBeEmpty();

    [Fact]
    public void What_is_excepted_is_there() =>
        Exceptions.Select(exception => (exception.File, exception.Kind)).Except(Found()).ShouldBeEmpty();

    [Theory]
    [InlineData("text that is parsed", "double.Parse(answer.Query.Claim, NumberStyles.Float)", true)]
    [InlineData("text that is parsed", "GssCode.TryParse(code, out var place)", true)]
    [InlineData("text that is parsed", "found.SelectMany(own => own.Values.Keys).Select(FinancialYear.Parse)", true)]
    [InlineData("text that is parsed", "DateOnly.TryParseExact(text, form, out _)", true)]
    [InlineData("text that is parsed", "Convert.ToDouble(answer.Query.Claim)", true)]
    [InlineData("text that is parsed", "Scopes.Find(answer.Query.Scope)!.Title", true)]
    [InlineData("text that is parsed", "Scopes.Find(own.Scope)", true)]
    [InlineData("text that is parsed", "Scopes.Find(sent)", false)]
    [InlineData("text that is parsed", "Scopes.Find(parameters.Value(QueryParameters.Scope)!)", false)]
    [InlineData("text that is parsed", "value.Year.ToString()", false)]
    [InlineData("text that is taken apart", "spot.Text.Split(':')[0]", true)]
    [InlineData("text that is taken apart", "reason.StartsWith(name, StringComparison.Ordinal)", true)]
    [InlineData("text that is taken apart", "own.Title.EndsWith(')')", true)]
    [InlineData("text that is taken apart", "reason.Contains(\", \", StringComparison.Ordinal)", true)]
    [InlineData("text that is taken apart", "reason.Contains(own.Name, StringComparison.Ordinal)", true)]
    [InlineData("text that is taken apart", "reason.Contains(':')", true)]
    [InlineData("text that is taken apart", "reason[(reason.IndexOf(':') + 1)..]", true)]
    [InlineData("text that is taken apart", "string.Join(' ', words)", false)]
    [InlineData("text that is taken apart", "years.Contains(usual)", false)]
    [InlineData("text of an answer that is compared", "query.Return == \"budget\"", true)]
    [InlineData("text of an answer that is compared", "answer.Query.Return == \"budget\"", true)]
    [InlineData("text of an answer that is compared", "answer.Headline?.Query.London != \"excluded\"", true)]
    [InlineData("text of an answer that is compared", "answer.Verdict is \"supported\"", true)]
    [InlineData("text of an answer that is compared", "answer.Verdict is not \"supported\"", true)]
    [InlineData("text of an answer that is compared", "row.Scope == question.Scope.Id", true)]
    [InlineData("text of an answer that is compared", "row.Scope == question.Scope", false)]
    [InlineData("text of an answer that is compared", "query.Return == Return.Budget", false)]
    [InlineData("text of an answer that is compared", "problem.Title == \"Not found\"", true)]
    [InlineData("text of an answer that is compared", "problem.Excludes is not null", false)]
    public void Each_kind_is_told(string kind, string code, bool isTold) => Kinds[kind].IsMatch(code).ShouldBe(isTold);

    private static IEnumerable<(string File, string Kind)> Found()
    {
        const string Pages = "functions/App/Pages/";
        return from file in Repository.Files
            where file.StartsWith(Pages, StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)
            let code = Repository.Read(file)
            from kind in Kinds
            where kind.Value.IsMatch(code)
            select (file[Pages.Length..], kind.Key);
    }

    // Names of the API are looked up where a reader sent one; a name that an answer holds is a value already.
    [GeneratedRegex(
        @"\.(Try)?Parse(Exact)?\b|\bConvert\.To(?!Hex|Base64)\w|\b(Scopes|Lines|Measures|Geographies)\.Find\((?!parameters\b)\w+\.",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Parsed();

    // What contains a value is a list; what contains a character, a literal or something by a comparison of texts is a text.
    [GeneratedRegex(
        @"\.(Split|StartsWith|EndsWith|IndexOf|LastIndexOf)\(|\.Contains\(\s*([$@]*""|'|[^()]*,\s*StringComparison\b)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TakenApart();

    [GeneratedRegex(
        @"\b(answer|query|problem|stated|reading|row|cut|own|member|way|value)[!?]?(\.\w+[!?]?)*\.(?!Id\b)\w+[!?]?\s*((==|!=|\bis|\bis not)\s*""|(==|!=)\s*\w+(\.\w+)*\.Id\b)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Compared();
}
