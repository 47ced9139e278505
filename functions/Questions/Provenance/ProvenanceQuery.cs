using BudgetWatch.Domain;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.Questions.Provenance;

/// <summary>A question about the cells behind a figure.</summary>
/// <param name="Return">Budget or outturn.</param>
/// <param name="Scope">The scope or line.</param>
/// <param name="Year">The financial year.</param>
/// <param name="Area">The area's code, as sent.</param>
public sealed record ProvenanceQuery(Return Return, Scope Scope, FinancialYear Year, string Area)
{
    /// <summary>On which areas.</summary>
    public GeographyKind Geography { get; init; } = GeographyKind.UpperTier;

    /// <summary>Parameters of a question about the cells behind a figure.</summary>
    public static readonly IReadOnlyList<Parameter> Asks =
    [
        QueryParameters.Area with
        {
            Of = "provenance",
            IsRequired = true,
        },
        QueryParameters.Line,
        QueryParameters.Scope,
        QueryParameters.Year with
        {
            Of = "provenance",
            IsRequired = true,
        },
        QueryParameters.Return,
        QueryParameters.Geography,
        .. QueryParameters.OfRelease,
    ];

    /// <summary>The question of a provenance: an area and a year must be given, and a line or a scope may.</summary>
    public static Answered<ProvenanceQuery> Read(Parameters parameters, LoadedRelease release)
    {
        if (parameters.Find("line") is not null && parameters.Find("scope") is not null)
        {
            return QueryProblem.LineOrScope;
        }

        var (common, problem) = ComparisonQueries.Series(parameters, release);
        if (common is null)
        {
            return problem!;
        }

        var years = release.Figures.Of(common.Geography).YearsOf(common.Return);
        var names = years.Select(year => year.ToString()).ToList();
        return parameters.Find("area") is not { } area ? QueryProblem.Missing("area", ["a code of /api/v1/areas"])
            : parameters.Find("year") is not { } yearText ? QueryProblem.Missing("year", names)
            : ComparisonQueries.TryYear(yearText, years, out var year)
                ? new ProvenanceQuery(common.Return, common.Scope, year, area) { Geography = common.Geography }
            : QueryProblem.BadValue("year", yearText, names);
    }
}
