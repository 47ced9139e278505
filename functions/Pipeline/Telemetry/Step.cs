namespace BudgetWatch.Pipeline.Telemetry;

/// <summary>A step of the work that is recorded as a span. Names are stable: queries are written with them.</summary>
/// <param name="Name">What the span is called.</param>
/// <param name="Meaning">What it covers.</param>
/// <param name="Tags">What it says about itself.</param>
public sealed record Step(string Name, string Meaning, params IReadOnlyList<string> Tags)
{
    /// <summary>The event of a source's span that tells of one refused file: <see cref="Tag.Edition"/>, <see cref="Tag.Where"/>, <see cref="Tag.Expected"/>.</summary>
    public const string EditionRefused = "edition refused";

    /// <summary>A run is opened, or gone on with, and its messages are queued.</summary>
    public static readonly Step RunStarted = new("run started", "a run is opened, or gone on with, and its messages are queued", Tag.Run);

    /// <summary>One message of a source is processed.</summary>
    public static readonly Step SourceIngested = new(
        "source ingested",
        "one message of a source is dealt with",
        Tag.Run,
        Tag.Source,
        Tag.Accepted,
        Tag.Refused
    );

    /// <summary>A file that was not read before is read.</summary>
    public static readonly Step EditionRead = new(
        "edition read",
        "a file that was not read before is read",
        Tag.Source,
        Tag.Edition,
        Tag.Cells,
        Tag.Outcome
    );

    /// <summary>One message of a build is processed.</summary>
    public static readonly Step Build = new("build", "one message of a build is dealt with", Tag.Run, Tag.Outcome);

    /// <summary>A chunk of the stored statistics or the specification curves is computed.</summary>
    public static readonly Step ChunkComputed = new(
        "chunk computed",
        "a chunk of the stored statistics or the specification curves is computed and written",
        Tag.Release,
        Tag.Chunk
    );

    /// <summary>A release that was checked is published.</summary>
    public static readonly Step Publish = new("publish", "a release that was checked is recorded and the live pointer moved", Tag.Release);

    /// <summary>An answer, a page, a drawing or a file that was not kept is made.</summary>
    public static readonly Step AnswerMade = new(
        "answer made",
        "an answer, a page, a drawing or a file that was not kept is made",
        Tag.Route,
        Tag.Format
    );

    /// <summary>All of them, in the order in which they come.</summary>
    public static readonly IReadOnlyList<Step> All = [RunStarted, SourceIngested, EditionRead, Build, ChunkComputed, Publish, AnswerMade];
}
