namespace BudgetWatch.Sources.Tabular;

/// <summary>How much comma-separated text a source takes. It is read a piece at a time, so that what it may be is a matter of the source.</summary>
/// <param name="Bytes">Of the file.</param>
/// <param name="Rows">The heading row and blank rows among them.</param>
internal sealed record TextLimits(long Bytes, int Rows)
{
    /// <summary>What holds of any published file.</summary>
    public static readonly TextLimits Usual = new(ReadingLimits.FileBytes, ReadingLimits.Rows);

    /// <summary>Lists of single things, one row each: the largest there is has 1.2 million rows in 2 GB.</summary>
    public static readonly TextLimits Lists = new(4L * 1024 * 1024 * 1024, 5_000_000);
}
