using BudgetWatch.Domain;

namespace BudgetWatch.Sources;

/// <summary>What came of reading a file: <see cref="Accepted"/> or <see cref="Refused"/>.</summary>
public abstract record Reading
{
    private Reading() { }

    /// <summary>How many cells the rows have that were read, blank ones among them; of a refused file, up to where it was given up.</summary>
    public long Cells { get; init; }

    /// <summary>The file was read whole and its own checks hold.</summary>
    /// <param name="Content">What it yields.</param>
    /// <param name="Flags">What a reader should know anyway; never hidden.</param>
    public sealed record Accepted(EditionContent Content, IReadOnlyList<EditionFlag> Flags) : Reading;

    /// <summary>The file is not used; the edition in force before it stays.</summary>
    /// <param name="Reasons">Every reason found, at least one.</param>
    public sealed record Refused(IReadOnlyList<Refusal> Reasons) : Reading
    {
        /// <summary>What the reader failed with, where the refusal is a fault of its own and no verdict on the file; null otherwise.</summary>
        public Exception? Fault { get; init; }
    }
}

/// <summary>Something about an accepted edition that a person should know.</summary>
/// <param name="Kind">A stable word: <c>non-filer</c>, <c>imputed-total</c>, <c>code-corrected</c>.</param>
/// <param name="Detail">A sentence.</param>
/// <param name="Address">The sheet and cell it is about, where there is one.</param>
public sealed record EditionFlag(string Kind, string Detail, string? Address)
{
    /// <summary>Columns that should add up to another do not on most rows: one of them may stand under another's heading, and a person must check it.</summary>
    public const string LinesDoNotAddUp = "lines-do-not-add-up";

    /// <summary>A heading of a detail that the concordance does not know in the edition's year: its figures are in the total and are not served alone.</summary>
    public const string LineWithoutConcordance = "line-without-concordance";

    /// <summary>A line that the form has in the edition's year by the concordance has no column.</summary>
    public const string LineNotFound = "line-not-found";

    /// <summary>A stable word.</summary>
    public string Kind
    {
        get;
        init => field = BoundedText.Cut(value, BoundedText.Word);
    } = BoundedText.Cut(Kind, BoundedText.Word);

    /// <summary>A sentence.</summary>
    public string Detail
    {
        get;
        init => field = BoundedText.Cut(value, BoundedText.Expectation);
    } = BoundedText.Cut(Detail, BoundedText.Expectation);

    /// <summary>The sheet and cell it is about, where there is one.</summary>
    public string? Address
    {
        get;
        init => field = value is null ? null : BoundedText.Cut(value, BoundedText.Word);
    } = Address is null ? null : BoundedText.Cut(Address, BoundedText.Word);
}

/// <summary>One reason why a file is refused, precise enough to be fixed.</summary>
/// <param name="File">The file's name as it was offered.</param>
/// <param name="Sheet">The sheet, where the file has sheets.</param>
/// <param name="Cell">The cell, where there is one.</param>
/// <param name="Expected">What the reader needed there.</param>
/// <param name="Found">What stood there.</param>
public sealed record Refusal(string File, string? Sheet, string? Cell, string Expected, string Found)
{
    /// <summary>The file's name as it was offered, cut to what a person reads of it, as all its texts are.</summary>
    public string File
    {
        get;
        init => field = BoundedText.CutName(value);
    } = BoundedText.CutName(File);

    /// <summary>The sheet, where the file has sheets.</summary>
    public string? Sheet
    {
        get;
        init => field = value is null ? null : BoundedText.CutName(value);
    } = Sheet is null ? null : BoundedText.CutName(Sheet);

    /// <summary>The cell, where there is one.</summary>
    public string? Cell
    {
        get;
        init => field = value is null ? null : BoundedText.Cut(value, BoundedText.Word);
    } = Cell is null ? null : BoundedText.Cut(Cell, BoundedText.Word);

    /// <summary>What the reader needed there.</summary>
    public string Expected
    {
        get;
        init => field = BoundedText.Cut(value, BoundedText.Expectation);
    } = BoundedText.Cut(Expected, BoundedText.Expectation);

    /// <summary>What stood there.</summary>
    public string Found
    {
        get;
        init => field = BoundedText.Cut(value, BoundedText.Sentence);
    } = BoundedText.Cut(Found, BoundedText.Sentence);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{File}{(Sheet is null ? "" : $", sheet '{Sheet}'")}{(Cell is null ? "" : $", cell {Cell}")}: expected {Expected}; found {Found}";
}
