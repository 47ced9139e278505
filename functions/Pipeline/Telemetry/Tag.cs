namespace BudgetWatch.Pipeline.Telemetry;

/// <summary>What spans and measurements say of themselves. Of measurements each has few values, known beforehand.</summary>
public static class Tag
{
    /// <summary>The id of a run.</summary>
    public const string Run = "budgetwatch.run";

    /// <summary>The id of a source, or <c>unrecognised-files</c>.</summary>
    public const string Source = "budgetwatch.source";

    /// <summary>The SHA-256 of an edition.</summary>
    public const string Edition = "budgetwatch.edition";

    /// <summary>The id of a release.</summary>
    public const string Release = "budgetwatch.release";

    /// <summary>The key of a chunk.</summary>
    public const string Chunk = "budgetwatch.chunk";

    /// <summary>How many editions were accepted.</summary>
    public const string Accepted = "budgetwatch.accepted";

    /// <summary>How many editions were refused.</summary>
    public const string Refused = "budgetwatch.refused";

    /// <summary>Where in a refused file: sheet and cell, as far as there are any.</summary>
    public const string Where = "budgetwatch.where";

    /// <summary>What the reader needed there, in our words; never what the file says instead.</summary>
    public const string Expected = "budgetwatch.expected";

    /// <summary>How many cells were read.</summary>
    public const string Cells = "budgetwatch.cells";

    /// <summary>What came of it: <c>published</c>, <c>unchanged</c>, <c>failed</c>; of a reading <c>accepted</c>, <c>refused</c>.</summary>
    public const string Outcome = "budgetwatch.outcome";

    /// <summary><c>look</c> for a run over all sources, <c>retry</c> for one that tries something again.</summary>
    public const string Kind = "budgetwatch.kind";

    /// <summary>Why an incident was opened: <c>poison</c>, a message failed at every try; <c>build</c>, no release could be made.</summary>
    public const string Cause = "budgetwatch.cause";

    /// <summary>What is kept: <c>answers</c>, <c>pages</c>.</summary>
    public const string Cache = "budgetwatch.cache";

    /// <summary>The form of an answer: <c>json</c>, <c>csv</c>, <c>html</c> and so on.</summary>
    public const string Format = "budgetwatch.format";

    /// <summary>The template of the address, never the address: <c>/api/v1/areas/{code}</c>.</summary>
    public const string Route = "http.route";

    /// <summary>The status of an answer.</summary>
    public const string Status = "http.response.status_code";
}
