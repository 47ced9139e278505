using System.Globalization;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>The publisher's original that figures were carried from, and where each cell stood in it.</summary>
/// <param name="File">Its name.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hexadecimal.</param>
/// <param name="Sheet">The sheet the figures stood on; null where the original has no sheets, or it is not known.</param>
/// <param name="Note">What a reader should know of it beyond its name.</param>
/// <param name="Columns">The original column of each column carried.</param>
/// <param name="Rows">The original rows of the rows carried, in runs.</param>
public sealed record OriginalFile(
    string File,
    string Sha256,
    string? Sheet,
    string? Note,
    IReadOnlyList<OriginalColumn> Columns,
    IReadOnlyList<OriginalRows> Rows
)
{
    /// <summary>The name a cell of these figures (<c>J10</c>) had in the original; null where that is not known.</summary>
    public string? CellOf(string address)
    {
        var digits = address.AsSpan().IndexOfAnyInRange('0', '9');
        if (digits <= 0 || !int.TryParse(address.AsSpan(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var row))
        {
            return null;
        }

        var column = Columns.FirstOrDefault(candidate => address.AsSpan(0, digits).SequenceEqual(candidate.Here));
        var rows = Rows.FirstOrDefault(run => run.Here <= row && row - run.Here < run.Count);
        return column is null || rows is null
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{column.Original}{rows.Original + row - rows.Here}");
    }
}

/// <summary>A column carried from an original.</summary>
/// <param name="Here">Its letters here.</param>
/// <param name="Original">Its letters in the original.</param>
public sealed record OriginalColumn(string Here, string Original);

/// <summary>A run of rows carried from an original.</summary>
/// <param name="Here">The first row here, from 1.</param>
/// <param name="Original">The row it was in the original.</param>
/// <param name="Count">How many rows follow each other in both.</param>
public sealed record OriginalRows(int Here, int Original, int Count);
