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
            StatusCodes.Status400BadRequest, "Misunderstood",
            "A parameter is unknown, repeated, missing, excluded by another, or has a value it may not have; `parameter` names it and `allowed` says what it may be."
            + " Or the question is understood and nothing can answer it.", "/cuts?scope=nothing"),
        new(StatusCodes.Status404NotFound, "NotFound", "There is nothing of this name: an area, an edition, a source, a run, an incident or a release, or what is asked was not in it yet.", "/areas/E99999999"),
        new(
            StatusCodes.Status405MethodNotAllowed, MethodNotAllowed,
            "The address answers other verbs, which `Allow` lists. Verbs are told apart by case: `get` is none.", null),
        new(StatusCodes.Status409Conflict, "Conflict", "It cannot be done as things stand: someone else did otherwise at the same moment, or what is asked is at work already. Look, and ask again.", null),
        new(
            StatusCodes.Status422UnprocessableEntity, "NotComparable",
            "The answer would mislead however it were flagged: `refusal` is why in a word, `source` where that is stated, `nearest` the nearest question that is answered.",
            "/gradient?scope=education"),
        new(
            StatusCodes.Status414UriTooLong, "AddressTooLong",
            string.Create(CultureInfo.InvariantCulture, $"Path and query have more than {RequestLimits.LongestAddress:N0} characters as sent."), null),
        new(StatusCodes.Status412PreconditionFailed, "PreconditionFailed", "The file is not the one that `If-Match` names.", null),
        new(StatusCodes.Status416RangeNotSatisfiable, RangeNotSatisfiable, "No byte of `Range` is in the file; `Content-Range` says how long it is.", null),
        new(StatusCodes.Status429TooManyRequests, "TooManyRequests", "More was asked from one address than is answered over time. Go on after `Retry-After`, slower.", null),
        new(
            StatusCodes.Status451UnavailableForLegalReasons, "NotPassedOn",
            "The edition holds rows under licences that ask for more than acknowledgement: it is kept and not given out.", null),
        new(StatusCodes.Status500InternalServerError, "Failed", "A failure of ours. It is logged, and says nothing more.", null),
        new(StatusCodes.Status503ServiceUnavailable, NothingPublished, "No release has been published yet, or storage does not answer and what is asked is not in memory. Ask again after `Retry-After`.", "/summary"),
    ];

    /// <summary>The one of a status.</summary>
    public static ContractProblem Of(int status) => All.First(problem => problem.Status == status);
}
