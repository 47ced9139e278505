using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.Questions.Returns;

/// <summary>A question that sets budget against outturn.</summary>
/// <param name="Area">The area's code as sent; null for all areas.</param>
/// <param name="Scope">The scope or line; null for every one, which is only possible for a single area.</param>
/// <param name="Years">The years, in order.</param>
/// <param name="Measure">In what it is stated.</param>
/// <param name="Imd">Vintage of the Indices of Deprivation.</param>
public sealed record ReturnsQuestion(string? Area, Scope? Scope, IReadOnlyList<FinancialYear> Years, Measure Measure, int Imd)
{
    /// <summary>Parameters of the question.</summary>
    public static readonly IReadOnlyList<Parameter> Parameters =
    [
        QueryParameters.Area with
        {
            Of = "returns",
            Meaning = "One upper-tier area, or any authority that is part of one, by code. Default: all areas.",
        },
        QueryParameters.Scope with
        {
            Of = "returns",
            Meaning =
                QueryParameters.Scope.Meaning
                + $" Default: {ComparisonQuery.Headline.Scope} for all areas, and every scope and service for one area.",
            Default = null,
        },
        QueryParameters.Line,
        QueryParameters.Year with
        {
            Of = "returns",
            Meaning = "One year that both returns have. Default: the latest for all areas, and every year for one area.",
        },
        QueryParameters.From with
        {
            Of = "returns",
            Meaning = "The first year of a span, which both returns have. Not with year.",
        },
        QueryParameters.To with
        {
            Of = "returns",
            Meaning = "The last year of a span, which both returns have. Not with year.",
        },
        QueryParameters.Measure,
        QueryParameters.Imd,
        .. QueryParameters.OfRelease,
    ];

    /// <summary>Reads the question. Default: the latest year for all areas, every year for one area.</summary>
    public static Answered<ReturnsQuestion> Of(Parameters parameters, LoadedRelease release)
    {
        var figures = release.Figures;
        if (parameters.Find("line") is not null && parameters.Find("scope") is not null)
        {
            return QueryProblem.LineOrScope;
        }

        if (parameters.Find("year") is not null && (parameters.Find("from") ?? parameters.Find("to")) is not null)
        {
            return QueryProblem.Exclusive("year", parameters.Find("from") is null ? "to" : "from", "a year is a span of one");
        }

        var (common, problem) = ComparisonQueries.Series(parameters, release);
        if (common is null)
        {
            return problem!;
        }

        if (ComparisonQueries.Imd(parameters, figures, out var imd) is { } unknownVintage)
        {
            return unknownVintage;
        }

        var area = parameters.Find("area");
        var scope = area is null || parameters.Find("line") is not null || parameters.Find("scope") is not null ? common.Scope : null;
        var atHand = figures.YearsOf(Return.Budget).Intersect(figures.YearsOf(Return.Outturn)).ToList();
        var years = scope is null ? atHand : figures.YearsOfBoth(scope);
        if (years.Count == 0)
        {
            return new QueryProblem(
                400,
                "Nothing to compare",
                $"No year has '{scope?.Id ?? "anything"}' in both returns.",
                "scope",
                [.. Scopes.Main.Where(candidate => figures.YearsOfBoth(candidate).Count > 0).Select(candidate => candidate.Id)]
            );
        }

        foreach (var name in (string[])["year", "from", "to"])
        {
            if (parameters.Find(name) is { } text && !ComparisonQueries.TryYear(text, atHand, out _))
            {
                return QueryProblem.BadValue(name, text, Names(years));
            }
        }

        FinancialYear? Asked(string name) => parameters.Find(name) is { } text ? FinancialYear.Parse(text) : null;
        var first = Asked("year") ?? Asked("from") ?? (area is null && Asked("to") is null ? years[^1] : years[0]);
        var last = Asked("year") ?? Asked("to") ?? years[^1];
        if (last < first)
        {
            return new QueryProblem(400, "Years out of order", $"'to' ({last}) must not be before 'from' ({first}).", "to", Names(years));
        }

        // Of a span the years that both returns have are answered, but its ends must be among them: they were asked for by name.
        if (scope is not null && WhyNot(parameters, figures, area, scope, first, last) is { } refused)
        {
            return refused;
        }

        if (!years.Contains(first) || !years.Contains(last))
        {
            var (name, year) = years.Contains(first) ? ("to", last) : ("from", first);
            return QueryProblem.BadValue(parameters.Find("year") is null ? name : "year", year.ToString(), Names(years));
        }

        return new ReturnsQuestion(area, scope, [.. years.Where(year => year >= first && year <= last)], common.Measure, imd);
    }

    /// <summary>
    /// A line that is not compared between areas is not compared here either; one area's planned and spent are compared
    /// wherever both returns have them.
    /// </summary>
    private static QueryProblem? WhyNot(
        Parameters parameters,
        ReleaseFigures figures,
        string? area,
        Scope scope,
        FinancialYear first,
        FinancialYear last
    )
    {
        var years = figures.YearsOfBoth(scope);
        return area is not null && years.Contains(first) && years.Contains(last) ? null
            : Refusal(scope, first, last) is { } refusal ? Refusals.Problem(refusal, parameters, figures, scope, first, last)
            : null;
    }

    internal static ComparabilityRefusal? Refusal(Scope scope, FinancialYear first, FinancialYear last) =>
        ComparabilityRefusal.Of(Return.Budget, scope, first, last) ?? ComparabilityRefusal.Of(Return.Outturn, scope, first, last);

    private static IReadOnlyList<string> Names(IEnumerable<FinancialYear> years) => [.. years.Select(year => year.ToString())];
}
