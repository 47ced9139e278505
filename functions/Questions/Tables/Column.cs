namespace BudgetWatch.Questions.Tables;

/// <summary>
/// A column of a table, declared once: CSV, JSON and Parquet are written by it, and what describes them is written from it, so that they cannot part.
/// </summary>
/// <param name="Name">The name over it; stable, readers build on it.</param>
/// <param name="Type">What its cells are.</param>
/// <param name="Meaning">What it says, in words for readers.</param>
internal sealed record Column(string Name, ColumnType Type, string Meaning)
{
    /// <summary>The unit of its figures; null where it has none, or the row's question says it.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether every row has a cell.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether its cells are financial years, such as 2010-11.</summary>
    public bool IsFinancialYear { get; init; }

    /// <summary>Columns, and after them one for each of financial years with the calendar year they start in.</summary>
    public static IReadOnlyList<Column> WithYearStarts(IReadOnlyList<Column> columns) =>
        [
            .. columns,
            .. columns
                .Where(column => column.IsFinancialYear)
                .Select(column =>
                    AnswerColumns.Whole(
                        $"{column.Name}Start",
                        $"The calendar year in which {column.Name} starts, 2010 of 2010-11: a number that no spreadsheet takes for a date. Empty where {column.Name} is no year."
                    )
                ),
        ];

    /// <summary>The column that this name stands for wherever it is used.</summary>
    public static implicit operator Column(string name) => AnswerColumns.Named(name);
}

/// <summary>What the cells of a column are. Any may be missing: an empty cell, a null.</summary>
internal enum ColumnType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>Several words with blanks between them.</summary>
    Words,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Truth,

    /// <summary>A moment, in UTC to the second.</summary>
    Instant,
}
