using BudgetWatch.Pipeline;

namespace BudgetWatch.Questions.Requests;

/// <summary>Why a question cannot be answered, in words that help to ask it right.</summary>
/// <param name="Status">
/// 400 for a mistake in a parameter, 404 for an id that is not there, 422 for a question whose answer would mislead, 451 for bytes
/// that may not be passed on, 503 where nothing can be
/// served yet, or storage does not answer.
/// </param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Detail">What is wrong, in a sentence.</param>
/// <param name="Parameter">The parameter it is about.</param>
/// <param name="Allowed">What it may be.</param>
public sealed record QueryProblem(int Status, string Title, string Detail, string? Parameter, IReadOnlyList<string>? Allowed)
{
    /// <summary>Why an answer would mislead, where that is why there is none.</summary>
    public RefusedQuestion? Refused { get; init; }

    /// <summary>The other parameter, where two exclude each other; null for any other problem.</summary>
    public string? Excludes { get; init; }

    /// <summary>After how long the same may be asked again; null where the status says.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A parameter has a value that it may not have.</summary>
    public static QueryProblem BadValue(string parameter, string value, IReadOnlyList<string> allowed) =>
        new(400, "Parameter not understood", $"'{Shorten(value)}' is not a valid {Kind(parameter)}.", parameter, allowed);

    /// <summary>What a value of a parameter is called: a name that is no noun is quoted.</summary>
    private static string Kind(string parameter) =>
        parameter switch
        {
            "from" or "to" => $"'{parameter}' year",
            "imd" or "london" or "groups" or "weights" or "asOf" => $"value of '{parameter}'",
            _ => parameter,
        };

    /// <summary>A parameter that does not exist here.</summary>
    public static QueryProblem Unknown(string parameter, IReadOnlyList<string> allowed) =>
        new(
            400,
            "Unknown parameter",
            $"There is no parameter '{Shorten(parameter)}' here.{(MistypedName.Find(parameter, allowed) is { } meant ? $" Did you mean '{meant}'?" : "")}",
            Shorten(parameter),
            allowed
        );

    /// <summary>A parameter that must be sent and was not.</summary>
    public static QueryProblem Missing(string parameter, IReadOnlyList<string> allowed) =>
        new(400, "Parameter missing", $"'{parameter}' must be given.", parameter, allowed);

    /// <summary>A parameter that is sent twice.</summary>
    public static QueryProblem Repeated(string parameter) =>
        new(400, "Parameter repeated", $"'{Shorten(parameter)}' is given more than once.", Shorten(parameter), ["one value"]);

    /// <summary>Two parameters of which one answers for the other.</summary>
    public static QueryProblem Exclusive(string parameter, string other, string why) =>
        new(400, "Parameters exclude each other", $"Give '{parameter}' or '{other}', not both: {why}.", parameter, [parameter, other])
        {
            Excludes = other,
        };

    /// <summary>A line and a scope at once.</summary>
    public static readonly QueryProblem LineOrScope = Exclusive("line", "scope", "a line is a scope of one");

    /// <summary>An id that names nothing.</summary>
    public static QueryProblem NotFound(string parameter, string value, string hint) =>
        new(404, "Not found", $"There is no {parameter} '{Shorten(value)}'. {hint}", parameter, null);

    /// <summary>Nothing has been published yet.</summary>
    public static readonly QueryProblem NothingPublished = new(
        503,
        "Nothing published yet",
        "No release has been published yet: the first ingestion has not finished. Try again in a minute.",
        null,
        null
    );

    /// <summary>Storage does not answer, and what was asked for is not in memory.</summary>
    public static readonly QueryProblem StorageDoesNotAnswer = new(
        503,
        "Storage does not answer",
        "Storage does not answer, and what this needs is not in memory. Try again in a minute.",
        null,
        null
    );

    /// <summary>Too much waits to be worked out; what is in memory is answered all the while.</summary>
    public static readonly QueryProblem Busy = new(
        503,
        "Busy",
        "Too many answers are being worked out at once. Wait five seconds, then retry. Recent answers are served at once.",
        null,
        null
    )
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    /// <summary>There is no memory to work anything out in.</summary>
    public static readonly QueryProblem NoRoom = new(
        503,
        "Out of memory",
        "This server has no memory left to work out an answer. Wait a minute, then retry, or ask for less at once. /api/v1/downloads has whole releases.",
        null,
        null
    );

    /// <summary>What storage gave is not what was written there.</summary>
    public static QueryProblem Damaged(DamagedDataException damage) =>
        new(
            503,
            "Stored data is damaged",
            $"{damage.Message} It has been reported. Try again in a few minutes. Other releases and answers are not affected.",
            null,
            null
        );

    /// <summary>What a reader sent, short enough to send back.</summary>
    private static string Shorten(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");
}

/// <summary>Why the answer to a question would mislead, and what can be asked instead.</summary>
/// <param name="Word">What the refusal is called.</param>
/// <param name="Source">Where the reason is stated.</param>
/// <param name="Nearest">The nearest question that can be answered; null where the release has none.</param>
public sealed record RefusedQuestion(string Word, string Source, NearestQuestion? Nearest);

/// <summary>A question that the same resource can answer.</summary>
/// <param name="Query">Its query string, without the question mark.</param>
/// <param name="Text">The question in words.</param>
public sealed record NearestQuestion(string Query, string Text);

/// <summary>An answer, or why there is none.</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="Answer">The answer.</param>
/// <param name="Problem">Why there is none.</param>
public readonly record struct Answered<T>(T? Answer, QueryProblem? Problem)
    where T : class
{
    /// <summary>An answer.</summary>
    public static implicit operator Answered<T>(T answer) => new(answer, null);

    /// <summary>Goes on with the answer, or keeps the problem.</summary>
    public Answered<TNext> Then<TNext>(Func<T, Answered<TNext>> next)
        where TNext : class => Answer is null ? Problem! : next(Answer);

    /// <summary>Goes on with the answer, or keeps the problem.</summary>
    public Task<Answered<TNext>> ThenAsync<TNext>(Func<T, Task<Answered<TNext>>> next)
        where TNext : class => Answer is null ? Task.FromResult<Answered<TNext>>(Problem!) : next(Answer);

    /// <summary>No answer.</summary>
    public static implicit operator Answered<T>(QueryProblem problem) => new(null, problem);
}
