using BudgetWatch.Sources.Charities;

namespace BudgetWatch.Sources.Tabular;

/// <summary>What came of looking at the first cells of a file.</summary>
public abstract record FilePreview
{
    private FilePreview() { }

    /// <summary>Looks at a file: cheap enough for every file of a folder; hostile bytes are refused, never thrown over.</summary>
    public static FilePreview At(PublishedFile file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (ExtractArchive.IsOne(file))
        {
            return AtExtract(file, cancellation);
        }

        if (TextArchive.IsOne(file))
        {
            return AtTexts(file, cancellation);
        }

        var opening = Opening.Of(file, cancellation);
        if (opening is Opening.Refused refused)
        {
            return new Refused(refused.Reason);
        }

        using (var rows = ((Opening.Opened)opening).Rows)
        {
            var sheets = new List<SheetPeek>();
            while (rows.NextSheet())
            {
                sheets.Add(new SheetPeek(rows.Sheet, FirstRows(rows)));
            }

            return rows.Fault is { } fault ? new Refused(fault) : new Seen(new FilePeek(rows.Format, sheets));
        }
    }

    /// <summary>An extract is one sheet, of which the fields of the first row are seen.</summary>
    private static FilePreview AtExtract(PublishedFile file, CancellationToken cancellation)
    {
        using var rows = ExtractRows.Open(file, [], cancellation, out var reason);
        if (rows is null)
        {
            return new Refused(reason!);
        }

        var hasRow = rows.NextRow();
        return rows.Fault is { } fault
            ? new Refused(fault)
            : new Seen(
                new FilePeek(
                    FileFormat.ZippedJson,
                    [
                        new SheetPeek(
                            rows.Entry,
                            hasRow
                                ?
                                [
                                    [.. rows.Names.Take(SheetPeek.ColumnLimit)],
                                ]
                                : []
                        ),
                    ]
                )
            );
    }

    /// <summary>Of each text of an archive the first rows; one that cannot be read so is a sheet without rows.</summary>
    private static FilePreview AtTexts(PublishedFile file, CancellationToken cancellation)
    {
        using var archive = TextArchive.Open(file, ReadingLimits.ArchivedText, out var reason);
        if (archive is null)
        {
            return new Refused(reason!);
        }

        var sheets = new List<SheetPeek>();
        foreach (var name in archive.Names)
        {
            cancellation.ThrowIfCancellationRequested();
            using var text = archive.Unpack(name);
            using var rows = CsvCursor.Over(file.Name, text, cancellation);
            var first = rows.NextSheet() ? FirstRows(rows) : [];
            if (text.Fault is { } fault)
            {
                return new Refused(new Refusal(file.Name, name, null, fault.Expected, fault.Found));
            }

            sheets.Add(new SheetPeek(name, rows.Fault is null ? first : []));
        }

        return new Seen(new FilePeek(FileFormat.ZippedCsv, sheets));
    }

    private static List<IReadOnlyList<string>> FirstRows(SheetCursor rows)
    {
        var first = new List<IReadOnlyList<string>>(SheetPeek.RowLimit);
        while (first.Count < SheetPeek.RowLimit && rows.NextRow())
        {
            var cells = new string[Math.Min(rows.Width, SheetPeek.ColumnLimit)];
            for (var column = 0; column < cells.Length; column++)
            {
                cells[column] = rows.Text(column);
            }

            first.Add(cells);
        }

        return first;
    }

    /// <summary>The first cells of each sheet.</summary>
    /// <param name="File">What was seen.</param>
    public sealed record Seen(FilePeek File) : FilePreview;

    /// <summary>The bytes are nothing that can be read.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(Refusal Reason) : FilePreview;
}
