using System.Globalization;
using BudgetWatch.App.Http.Limits;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.App.Http.Contract;

/// <summary>A problem that several addresses answer.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Name">Its name in the contract.</param>
/// <param name="Text">When it comes.</param>
/// <param name="Example">A request that is answered so; null where none is at any time.</param>
internal sealed record ContractProblem(int Status, string Name, string Text, string? Example)
{
    /// <summary>The one that says which verbs there are.</summary>
    public const string MethodNotAllowed = "MethodNotAllowed";

    /// <summary>The one that says how long a file is.</summary>
    public const string RangeNotSatisfiable = "RangeNotSatisfiable";

    /// <summary>The one that can only be asked for before the first release.</summary>
    public const string NothingPublished = "Unavailable";

    public static readonly IReadOnlyList<ContractProblem> All =
    [
        new(
            StatusCodes.Status400BadRequest,
            "Misunderstood",
            "A parameter is unknown, repeated, missing, not allowed with another, or has a value that is not valid. `parameter` names it and `allowed` lists what is valid."
                + " Or the question is valid and there are no figures to answer it.",
            "/cuts?scope=nothing"
        ),
        new(
            StatusCodes.Status404NotFound,
            "NotFound",
            "Nothing has this name: no area, edition, source, run, incident or release. Or the release does not have these figures yet.",
            "/areas/E99999999"
        ),
        new(
            StatusCodes.Status405MethodNotAllowed,
            MethodNotAllowed,
            "The address answers only the verbs that `Allow` lists. Verbs are case-sensitive: `get` is not one.",
            null
        ),
        new(
            StatusCodes.Status409Conflict,
            "Conflict",
            "It cannot be done now: someone else made another change at the same moment, or the work is already running. Check, then retry.",
            null
        ),
        new(
            StatusCodes.Status422UnprocessableEntity,
            "NotComparable",
            "The answer would mislead, whatever flags it carried. `refusal` is the reason in a word, `source` where that is stated, `nearest` the nearest question that has an answer.",
            "/gradient?scope=education"
        ),
        new(
            StatusCodes.Status414UriTooLong,
            "AddressTooLong",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Path and query have more than {RequestLimits.LongestAddress:N0} characters as sent."
            ),
            null
        ),
        new(StatusCodes.Status412PreconditionFailed, "PreconditionFailed", "The file is not the one that `If-Match` names.", null),
        new(
            StatusCodes.Status416RangeNotSatisfiable,
            RangeNotSatisfiable,
            "No byte of `Range` is in the file; `Content-Range` says how long it is.",
            null
        ),
        new(
            StatusCodes.Status429TooManyRequests,
            "TooManyRequests",
            "Too many requests from one address. Wait for `Retry-After`, then retry more slowly.",
            null
        ),
        new(
            StatusCodes.Status451UnavailableForLegalReasons,
            "NotPassedOn",
            "The edition holds rows under licences that ask for more than acknowledgement: it is stored but not published.",
            null
        ),
        new(StatusCodes.Status500InternalServerError, "Failed", "BudgetWatch failed. The error is logged and no details are given.", null),
        new(
            StatusCodes.Status503ServiceUnavailable,
            NothingPublished,
            "No release has been published yet, or storage does not answer and the answer is not in memory. Retry after `Retry-After`.",
            "/summary"
        ),
    ];

    /// <summary>The one of a status.</summary>
    public static ContractProblem Of(int status) => All.First(problem => problem.Status == status);
}
