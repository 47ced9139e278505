using BudgetWatch.App.Pages;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Tests.Pages;

/// <summary>What others add to a link is passed over; what would ask something is not.</summary>
public sealed class AddedParametersTests
{
    [Theory]
    [InlineData("fbclid")]
    [InlineData("gclid")]
    [InlineData("msclkid")]
    [InlineData("utm_source")]
    [InlineData("mc_cid")]
    [InlineData("mc_eid")]
    [InlineData("igshid")]
    [InlineData("ref")]
    [InlineData("source")]
    [InlineData("_ga")]
    [InlineData("s")]
    [InlineData("code")]
    [InlineData("")]
    [InlineData("invented-tomorrow")]
    public void What_others_add_is_passed_over(string name) => AddedParameters.Include(name, PageQuestions.OfFinding).ShouldBeTrue();

    [Theory]
    [InlineData("scope")]
    [InlineData("scop")]
    [InlineData("scopes")]
    [InlineData("csope")]
    [InlineData("SCOPE")]
    [InlineData("amp;scope")]
    [InlineData("as_of")]
    [InlineData("IMD")]
    [InlineData("To")]
    [InlineData("geography")]
    [InlineData("format")]
    [InlineData("threshold")]
    [InlineData("q")]
    public void What_would_ask_something_is_not(string name) => AddedParameters.Include(name, PageQuestions.OfFinding).ShouldBeFalse();

    [Theory]
    [InlineData("scop", "scope")]
    [InlineData("amp;measure", "measure")]
    [InlineData("form", "from")]
    [InlineData("RELEASE", "release")]
    [InlineData("t", null)]
    [InlineData("ti", null)]
    [InlineData("colour", null)]
    [InlineData("sope1", null)]
    public void Who_mistypes_a_name_is_told_the_one_that_was_meant(string sent, string? meant)
    {
        var problem = QueryProblem.Unknown(sent, ["scope", "measure", "from", "to", "release"]);
        problem.Detail.ShouldBe($"There is no parameter '{sent}' here.{(meant is null ? "" : $" Did you mean '{meant}'?")}");
    }
}
