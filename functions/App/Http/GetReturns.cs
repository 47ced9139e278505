using BudgetWatch.Questions.Returns;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Budget against outturn: what was planned, what was spent.</summary>
/// <remarks>
/// A difference is spent less planned; it is not a cut. By default all areas have one scope in one year, and a single area has every scope and service in every year.
/// </remarks>
public sealed class GetReturns(Responder responder)
{
    internal static readonly ReleaseResource<ReturnsAnswer> Resource = new(Topic.Findings, ReturnsQuestion.Parameters, ReturnsTable.Of)
    {
        Example = "area=E08000012&year=2017-18",
        MayMislead = true,
    };

    /// <summary>Answers <c>/compare/returns</c>.</summary>
    [Function(nameof(GetReturns))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.CompareReturns)] HttpRequest request
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (parameters, release, _) =>
                Task.FromResult(ReturnsQuestion.Of(parameters, release).Then(question => AnswerReturns.Of(release, question)))
        );
}
