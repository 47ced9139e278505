namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// Which cells of an old workbook hold an error of the spreadsheet. ExcelDataReader 3.6 gives an error as nothing, like a blank cell, and a
/// broken total would pass for one that was never filed; so errors are looked for in the file itself.
/// </summary>
internal sealed class ErrorCells
{
    private readonly Dictionary<(string Sheet, int Column, int Row), string> words = [];

    /// <summary>Whether there are none: what every published workbook yet has.</summary>
    public bool AreNone => words.Count == 0;

    /// <summary>Adds one; a file of more than this many is no table.</summary>
    public void Add(string sheet, CellAddress cell, string word)
    {
        if (words.Count < ReadingLimits.Rows)
        {
            words[(sheet, cell.Column, cell.Row)] = word;
        }
    }

    /// <summary>The error's word, if that cell holds one.</summary>
    public string? At(string sheet, CellAddress cell) => words.GetValueOrDefault((sheet, cell.Column, cell.Row));
}
