using BudgetWatch.Domain.Geography;
using BudgetWatch.Pipeline;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Tables;

namespace BudgetWatch.App.Http.Downloads;

/// <summary>A table of a whole release, declared once: its files in every form, and what describes them, are made from this.</summary>
/// <param name="Name">What its files are called.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="Text">What a row is.</param>
/// <param name="Declared">Its columns, without the starts of years, which follow from them.</param>
/// <param name="Key">The columns that together name a row.</param>
/// <param name="Rows">Its rows, in an order that the release alone decides.</param>
internal sealed record ReleaseTable(
    string Name,
    string Title,
    string Text,
    IReadOnlyList<Column> Declared,
    IReadOnlyList<string> Key,
    Func<LoadedRelease, ReleaseReader, CancellationToken, ValueTask<IEnumerable<object?[]>>> Rows
)
{
    /// <summary>Declares a table whose rows are in the figures of a release.</summary>
    public ReleaseTable(
        string name,
        string title,
        string text,
        IReadOnlyList<Column> columns,
        IReadOnlyList<string> key,
        Func<LoadedRelease, IEnumerable<object?[]>> rows
    )
        : this(name, title, text, columns, key, (release, _, _) => ValueTask.FromResult(rows(release))) { }

    /// <summary>Its columns.</summary>
    public IReadOnlyList<Column> Columns { get; } = Column.WithYearStarts(Declared);

    /// <summary>Where a row of it names a row of another table.</summary>
    public IReadOnlyList<TableReference> References { get; init; } = [];

    /// <summary>The geography it is of; null where it is of all. A release that lacks it lacks the table.</summary>
    public GeographyKind? Geography { get; init; }

    /// <summary>Whether it holds what mySociety's register says, which has a licence of its own.</summary>
    public bool IsOfTheRegister { get; init; }

    /// <summary>The table of a release, whole: its forms are written from the same rows.</summary>
    public async ValueTask<Table> OfAsync(LoadedRelease release, ReleaseReader releases, CancellationToken cancellation) =>
        new(Declared, [.. (await Rows(release, releases, cancellation)).Select(Plain)]);

    private object?[] Plain(object?[] row)
    {
        for (var i = 0; i < row.Length && i < Declared.Count; i++)
        {
            row[i] = Plain(row[i], Declared[i]);
        }

        return row;
    }

    /// <summary>A cell as every form has it: one type for each type of column, and nothing where there is nothing to say.</summary>
    private static object? Plain(object? value, Column column) =>
        (column.Type, value) switch
        {
            (_, null or "") => null,
            (ColumnType.Text or ColumnType.Words, Enum word) => Table.Word(word),
            (ColumnType.Text or ColumnType.Words, string text) => text,
            (ColumnType.Text, _) when Json.TextOf(value) is { } text => text,
            (ColumnType.Whole, int number) => (long)number,
            (ColumnType.Whole, long number) => number,
            // -0 is 0 to a reader.
            (ColumnType.Number, double number) => number == 0 ? 0.0 : number,
            (ColumnType.Number, decimal number) => (double)number,
            (ColumnType.Truth, bool truth) => truth,
            _ => throw new InvalidOperationException($"'{column.Name}' is {column.Type} and cannot hold a {value.GetType().Name}."),
        };
}

/// <summary>Columns that name a row of another table.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Table">The other table.</param>
/// <param name="Named">Its columns.</param>
internal sealed record TableReference(IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> Named);
