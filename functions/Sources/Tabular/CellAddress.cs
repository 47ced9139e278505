using System.Globalization;

namespace BudgetWatch.Sources.Tabular;

/// <summary>Where a cell stands on its sheet, as spreadsheets name it.</summary>
/// <param name="Column">The column, from 0.</param>
/// <param name="Row">The row, from 1.</param>
internal readonly record struct CellAddress(int Column, int Row)
{
    /// <summary>The column's letters: 0 is A, 26 is AA.</summary>
    public static string Letters(int column)
    {
        Span<char> letters = stackalloc char[7];
        var start = letters.Length;
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        {
            letters[--start] = (char)('A' + ((rest - 1) % 26));
        }

        return new string(letters[start..]);
    }

    /// <summary>Reads <c>J10</c>.</summary>
    public static CellAddress Parse(string text)
    {
        var letters = text.AsSpan().IndexOfAnyInRange('0', '9');
        var column = 0;
        foreach (var letter in text.AsSpan(0, letters))
        {
            column = (column * 26) + (letter - 'A' + 1);
        }

        return new CellAddress(column - 1, int.Parse(text.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Letters(Column)}{Row}");
}
