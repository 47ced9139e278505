using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>The open incidents, newest first.</summary>
/// <remarks>
/// Each with what to do and where to try again.
/// </remarks>
public sealed class GetIncidents(Responder responder, AnswerSources sources)
{
    internal static readonly OperatorResource<IncidentsAnswer> Resource = new();

    /// <summary>Answers <c>/admin/incidents</c>.</summary>
    [Function(nameof(GetIncidents))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Incidents)] HttpRequest request) =>
        responder.ForOperatorAsync(
            request,
            Resource,
            async cancellation => (Answered<IncidentsAnswer>)await sources.IncidentsAsync(cancellation)
        );
}
