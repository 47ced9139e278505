using BudgetWatch.App.Http.Answers;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Tables;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.App.Http;

/// <summary>
/// What an address answers, declared once as <c>Resource</c> of its function: requests are answered by it and the contract is written from it, so
/// that the two cannot part.
/// </summary>
/// <param name="Topic">Under what readers look for it.</param>
internal abstract record Resource(Topic Topic)
{
    /// <summary>The parameters in braces in its route.</summary>
    public IReadOnlyList<Parameter> Path { get; init; } = [];

    /// <summary>What it can be asked with.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>The query that its example is asked with, without the question mark.</summary>
    public string Example { get; init; } = "";

    /// <summary>The status of an answer.</summary>
    public virtual int Status => StatusCodes.Status200OK;

    /// <summary>The type whose JSON it answers; null where it does not answer our JSON.</summary>
    public virtual Type? Answer => null;

    /// <summary>The type whose JSON it answers where a cube is wanted (JSON-stat); null where there is none.</summary>
    public virtual Type? CubeAnswer => null;

    /// <summary>The media types it answers, the usual one first.</summary>
    public abstract IReadOnlyList<string> MediaTypes { get; }

    /// <summary>How long an answer may be kept, in words for readers.</summary>
    public abstract string Caching { get; }

    /// <summary>The statuses of the problems it can answer.</summary>
    public abstract IReadOnlyList<int> Problems { get; }

    /// <summary>The same with those of every address that is open to all.</summary>
    public virtual IReadOnlyList<int> AllProblems =>
        [
            .. Problems
                .Concat([StatusCodes.Status405MethodNotAllowed, StatusCodes.Status414UriTooLong, StatusCodes.Status429TooManyRequests])
                .Concat(TakesRanges ? [StatusCodes.Status412PreconditionFailed, StatusCodes.Status416RangeNotSatisfiable] : [])
                .Order(),
        ];

    /// <summary>Whether answers carry an <c>ETag</c>.</summary>
    public virtual bool IsValidated => true;

    /// <summary>Whether answers say where what was started is followed (<c>Location</c>).</summary>
    public virtual bool IsLocated => false;

    /// <summary>Whether a part of an answer can be asked for (<c>Range</c>).</summary>
    public virtual bool TakesRanges => false;

    /// <summary>Whether it is a list that comes in pages.</summary>
    public virtual bool IsPaged => false;

    /// <summary>Whether a parameter that was sent without a value counts as not sent.</summary>
    public virtual bool TakesEmpty => false;

    /// <summary>Whether a parameter that it does not have is passed over, where it is one that others add to links.</summary>
    public virtual bool PassesOver(string parameter) => false;

    /// <summary>A problem as this address answers it.</summary>
    public virtual Response Refuse(QueryProblem problem, HttpRequest request) => new(problem, request);

    /// <summary>A status other than the usual one that comes with the same answer, and when; null where there is none.</summary>
    public virtual (int Status, string When)? Otherwise => null;
}

/// <summary>Answers from one release.</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="Topic">Under what readers look for it.</param>
/// <param name="Asked">What it can be asked with.</param>
/// <param name="Table">The answer as rows.</param>
internal sealed record ReleaseResource<T>(Topic Topic, IReadOnlyList<Parameter> Asked, Func<T, Table> Table) : Resource(Topic)
    where T : class
{
    /// <summary>Whether some questions are refused because their answer would mislead.</summary>
    public bool MayMislead { get; init; }

    /// <summary>How hard Brotli works on its answers.</summary>
    public int Quality { get; init; } = AnswerBody.Usual;

    /// <summary>The address of the next page, where it is a list that comes in pages.</summary>
    public Func<T, string?>? Next { get; init; }

    /// <summary>The answer as a cube, where it is one too.</summary>
    public Cube<T>? Cube { get; init; }

    public override IReadOnlyList<Parameter> Parameters => Asked;

    public override Type Answer => typeof(T);

    public override IReadOnlyList<string> MediaTypes =>
        Cube is null ? MediaType.JsonAndTable : [.. MediaType.JsonAndTable, MediaType.JsonStat];

    public override Type? CubeAnswer => Cube?.Type;

    public override string Caching =>
        "Five minutes for the live release; permanently where `release` names one, or `asOf` is more than a minute past.";

    public override bool IsPaged => Next is not null;

    public override IReadOnlyList<int> Problems => MayMislead ? [400, 404, 422, 500, 503] : [400, 404, 500, 503];
}

/// <summary>An answer as a cube (JSON-stat).</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="Type">The type of the cube.</param>
/// <param name="Of">Makes it; the address of the site is for its permanent links.</param>
internal sealed record Cube<T>(Type Type, Func<T, string, object> Of);

/// <summary>Answers from what is now: sources, releases, health.</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="Topic">Under what readers look for it.</param>
/// <param name="Table">The answer as rows.</param>
internal sealed record CurrentResource<T>(Topic Topic, Func<T, Table> Table) : Resource(Topic)
    where T : class
{
    /// <summary>Whether an answer is bad news, which comes with a status of its own; null where none is.</summary>
    public Func<T, bool>? IsUnavailable { get; init; }

    /// <summary>When an answer is bad news, in words for readers.</summary>
    public string UnavailableWhen { get; init; } = "";

    public override IReadOnlyList<Parameter> Parameters => [QueryParameters.Format];

    public override Type Answer => typeof(T);

    public override IReadOnlyList<string> MediaTypes => MediaType.JsonAndTable;

    public override string Caching => IsUnavailable is null ? "A minute." : "Not at all.";

    // A resource that answers bad news with its own status needs no problem for storage that does not answer.
    public override IReadOnlyList<int> Problems =>
        Path.Count > 0 ? [400, 404, 500, 503]
        : IsUnavailable is null ? [400, 500, 503]
        : [400, 500];

    public override (int Status, string When)? Otherwise =>
        IsUnavailable is null ? null : (StatusCodes.Status503ServiceUnavailable, UnavailableWhen);
}

/// <summary>Answers with a publisher's bytes.</summary>
/// <param name="Topic">Under what readers look for it.</param>
internal sealed record BytesResource(Topic Topic) : Resource(Topic)
{
    public override IReadOnlyList<string> MediaTypes => [MediaType.Any];

    public override bool TakesRanges => true;

    public override string Caching => "Permanently: it is named by its content.";

    public override IReadOnlyList<int> Problems => [400, 404, 451, 500, 503];
}

/// <summary>Answers with a file of a release.</summary>
/// <param name="Topic">Under what readers look for it.</param>
internal sealed record FileResource(Topic Topic) : Resource(Topic)
{
    public override IReadOnlyList<string> MediaTypes => [MediaType.Any];

    public override bool TakesRanges => true;

    public override string Caching => "Permanently: the release is named.";

    public override IReadOnlyList<int> Problems => [400, 404, 500, 503];
}

/// <summary>Answers with a page or a document that is the same until the app is rebuilt.</summary>
/// <param name="Topic">Under what readers look for it.</param>
/// <param name="Media">Its media type.</param>
internal sealed record PageResource(Topic Topic, string Media) : Resource(Topic)
{
    public override IReadOnlyList<string> MediaTypes => [Media];

    public override string Caching => "Five minutes.";

    public override IReadOnlyList<int> Problems => [400, 500, 503];
}

/// <summary>Answers with a feed (Atom, RFC 4287) of what happened to releases.</summary>
/// <param name="Topic">Under what readers look for it.</param>
internal sealed record FeedResource(Topic Topic) : Resource(Topic)
{
    public override IReadOnlyList<string> MediaTypes => [MediaType.Atom];

    public override string Caching => "A minute.";

    public override IReadOnlyList<int> Problems => [400, 500, 503];
}

/// <summary>Does what an operator asks.</summary>
/// <typeparam name="T">What came of it.</typeparam>
/// <param name="Done">The status that says it was done.</param>
internal sealed record OperatorResource<T>(int Done = StatusCodes.Status200OK) : Resource(Topic.Operators)
    where T : class
{
    /// <summary>Whether someone else can have done otherwise at the same moment.</summary>
    public bool MayConflict { get; init; }

    /// <summary>Where what was started is followed; null where nothing is.</summary>
    public Func<T, string>? Location { get; init; }

    public override bool IsLocated => Location is not null;

    /// <summary>What may be said with it.</summary>
    public IReadOnlyList<Parameter> Said { get; init; } = [];

    public override IReadOnlyList<Parameter> Parameters => Said;

    public override int Status => Done;

    public override Type Answer => typeof(T);

    public override IReadOnlyList<string> MediaTypes => [MediaType.Json];

    public override string Caching => "Not at all.";

    public override bool IsValidated => false;

    public override IReadOnlyList<int> AllProblems => [.. Problems.Append(StatusCodes.Status405MethodNotAllowed).Order()];

    public override IReadOnlyList<int> Problems =>
        [.. Path.Count > 0 ? [404] : Array.Empty<int>(), .. MayConflict ? [409] : Array.Empty<int>(), 500, 503];
}

/// <summary>Media types of answers.</summary>
internal static class MediaType
{
    public const string Json = "application/json";
    public const string Csv = "text/csv";
    public const string Csvw = "application/csvm+json";

    /// <summary>
    /// JSON-stat has no registered media type and is mostly served as application/json. This is the name its clients put in Accept; with a name of its own it is a type of
    /// its own to whatever writes clients from the contract.
    /// </summary>
    public const string JsonStat = "application/json-stat+json";
    public const string Html = "text/html";
    public const string Atom = "application/atom+xml";
    public const string Svg = "image/svg+xml";
    public const string Problem = "application/problem+json";

    /// <summary>Whatever a publisher's bytes are.</summary>
    public const string Any = "*/*";

    /// <summary>JSON, the same rows as CSV, and what their columns are.</summary>
    public static readonly IReadOnlyList<string> JsonAndTable = [Json, Csv, Csvw];
}

/// <summary>Under what readers look for an address.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Text">What is found there.</param>
internal sealed record Topic(string Name, string Text)
{
    public static readonly Topic Findings = new(
        "Findings",
        "How council spending changed, against deprivation, calculated in one way or in every defensible way."
    );
    public static readonly Topic Areas = new(
        "Areas",
        "One area at a time: its cut in every scope and service, and the values of any line by year."
    );
    public static readonly Topic Tracing = new("Tracing", "Where a figure is in the published files, and the files themselves.");
    public static readonly Topic Releases = new("Releases", "What was published when, from what, and what changed.");
    public static readonly Topic Service = new("Service", "The state of the service and this contract.");
    public static readonly Topic Operators = new("Operators", "For those who run it: these take a function key.");

    /// <summary>Every topic, in the order of the contract.</summary>
    public static readonly IReadOnlyList<Topic> All = [Findings, Areas, Tracing, Releases, Service, Operators];
}
