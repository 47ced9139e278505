using BudgetWatch.App.Http;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.App.Pages;

/// <summary>Answers with a page for people. It is not in the contract of the API, whose answers it is made of.</summary>
/// <param name="Asked">What it can be asked with.</param>
internal sealed record SiteResource(IReadOnlyList<Parameter> Asked) : Resource(Topic.Service)
{
    public override IReadOnlyList<Parameter> Parameters => Asked;

    public override IReadOnlyList<string> MediaTypes => [MediaType.Html];

    public override string Caching => "Five minutes.";

    public override IReadOnlyList<int> Problems => [400, 404, 422, 500, 503];

    /// <summary>A form sends what was left open too.</summary>
    public override bool TakesEmpty => true;

    /// <inheritdoc/>
    public override bool PassesOver(string parameter) => AddedParameters.Include(parameter, Asked);

    /// <summary>A problem is a page as well.</summary>
    public override Response Refuse(QueryProblem problem, HttpRequest request) =>
        PageFrame.Response(request, ProblemPage.Of(problem), null, problem.Status, "no-store");
}

/// <summary>Answers with a drawing of one release, or with a file that pages need.</summary>
/// <param name="Asked">What it can be asked with.</param>
/// <param name="Media">Its media type.</param>
internal sealed record SiteFileResource(IReadOnlyList<Parameter> Asked, string Media) : Resource(Topic.Service)
{
    public override IReadOnlyList<Parameter> Parameters => Asked;

    public override IReadOnlyList<string> MediaTypes => [Media];

    public override string Caching => "Five minutes; permanently where the release, or the build, is named.";

    /// <inheritdoc/>
    public override bool PassesOver(string parameter) => AddedParameters.Include(parameter, Asked);

    public override IReadOnlyList<int> Problems => [400, 404, 422, 500, 503];
}
