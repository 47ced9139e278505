using BudgetWatch.Questions.Tables;
using Parquet;
using Parquet.Schema;

namespace BudgetWatch.App.Http.Downloads;

/// <summary>Writes a table as Parquet: a column of its own type for each, nulls as nulls, a group of rows at a time.</summary>
internal static class ParquetTable
{
    /// <summary>How many rows are held at a time.</summary>
    private const int RowsOfAGroup = 65_536;

    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Gzip };

    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(Table table, Stream stream, CancellationToken cancellation)
    {
        var fields = table.Columns.Select(Field).ToArray();

        // The writer asks for its position, which a stream that only takes bytes cannot say.
        using var whole = new MemoryStream();
        await using (
            var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), whole, Options, cancellationToken: cancellation)
        )
        {
            foreach (var group in table.Checked().Chunk(RowsOfAGroup))
            {
                using var rows = writer.CreateRowGroup();
                for (var i = 0; i < fields.Length; i++)
                {
                    var column = i;
                    await WriteAsync(rows, fields[i], table.Columns[i].Type, [.. group.Select(row => row[column])], cancellation);
                }

                rows.CompleteValidate();
            }
        }

        whole.Position = 0;
        await whole.CopyToAsync(stream, cancellation);
    }

    private static DataField Field(Column column) =>
        column.Type switch
        {
            ColumnType.Whole => new DataField<long>(column.Name, nullable: true),
            ColumnType.Number => new DataField<double>(column.Name, nullable: true),
            ColumnType.Truth => new DataField<bool>(column.Name, nullable: true),
            ColumnType.Text or ColumnType.Words => new DataField<string>(column.Name, nullable: true),
            _ => throw new InvalidOperationException($"'{column.Name}' is {column.Type}, which is not written as Parquet."),
        };

    private static Task WriteAsync(
        ParquetRowGroupWriter rows,
        DataField field,
        ColumnType type,
        object?[] cells,
        CancellationToken cancellation
    ) =>
        type switch
        {
            ColumnType.Whole => rows.WriteAsync<long>(field, Array.ConvertAll(cells, cell => (long?)cell), cancellationToken: cancellation),
            ColumnType.Number => rows.WriteAsync<double>(
                field,
                Array.ConvertAll(cells, cell => (double?)cell),
                cancellationToken: cancellation
            ),
            ColumnType.Truth => rows.WriteAsync<bool>(field, Array.ConvertAll(cells, cell => (bool?)cell), cancellationToken: cancellation),
            _ => rows.WriteAsync(field, (IReadOnlyCollection<string>)Array.ConvertAll(cells, cell => (string?)cell)!),
        };
}
