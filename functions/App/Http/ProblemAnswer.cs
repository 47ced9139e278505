using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.App.Http;

/// <summary>A problem (RFC 9457): why there is no answer, in words that help to ask right.</summary>
/// <param name="Type">Always about:blank: title and status say what sort it is.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong, in a sentence.</param>
/// <param name="Instance">The path that was asked for.</param>
/// <param name="Parameter">The parameter it is about; null where it is about none.</param>
/// <param name="Allowed">What that may be; null where no list says it.</param>
/// <param name="Refusal">The word of a comparison that is refused because its answer would mislead; null elsewhere.</param>
/// <param name="Source">Where the reason of a refusal is stated.</param>
/// <param name="Nearest">The nearest question that is answered; null where there is none.</param>
internal sealed record ProblemAnswer(
    string Type,
    string Title,
    int Status,
    string Detail,
    string? Instance,
    string? Parameter,
    IReadOnlyList<string>? Allowed,
    string? Refusal,
    string? Source,
    NearestAnswer? Nearest
)
{
    public static ProblemAnswer Of(QueryProblem problem, HttpRequest request) =>
        new(
            "about:blank",
            problem.Title,
            problem.Status,
            problem.Detail,
            request.Path.Value,
            problem.Parameter,
            problem.Allowed,
            problem.Refused?.Word,
            problem.Refused?.Source,
            problem.Refused?.Nearest is { } nearest ? new NearestAnswer($"{request.Path}?{nearest.Query}", nearest.Text) : null
        );
}

/// <summary>A question that is answered.</summary>
/// <param name="Href">Its address.</param>
/// <param name="Text">The question in words.</param>
internal sealed record NearestAnswer(string Href, string Text);
