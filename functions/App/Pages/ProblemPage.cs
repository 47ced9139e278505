using BudgetWatch.App.Http.Contract;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Pages;

/// <summary>A page that says why a question has no answer, and how to ask it right.</summary>
internal static class ProblemPage
{
    /// <summary>The page of a problem.</summary>
    public static SitePage Of(QueryProblem problem) =>
        new(
            problem.Title,
            problem.Detail,
            Markup.Of(
                $"""
                <h1>{problem.Title}</h1>
                {Told(problem, null)}<p><a href="/">Go to the finding</a></p>

                """
            )
        )
        {
            Status = problem.Status,
        };

    /// <summary>A problem in a page that has more to show.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="address">The address at which the nearest question can be asked; null where it is not known.</param>
    public static Markup Told(QueryProblem problem, string? address)
    {
        var markup = Markup.Of($"<div class=\"problem\" role=\"alert\"><p>{problem.Detail}</p>\n");
        if (problem.Refused?.Nearest is { } nearest && address is not null)
        {
            markup.Add($"<p>Try instead: <a href=\"{address}?{nearest.Query}\">{nearest.Text}</a>.</p>\n");
        }
        else if (problem.Allowed is { Count: > 0 and <= 40 } allowed)
        {
            markup.Add($"<p>Valid values: {string.Join(", ", allowed)}.</p>\n");
        }

        return markup.Add($"</div>\n");
    }
}
