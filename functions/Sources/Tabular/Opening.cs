namespace BudgetWatch.Sources.Tabular;

/// <summary>What came of opening a file as rows.</summary>
internal abstract record Opening
{
    private static ReadOnlySpan<byte> CompoundFileMagic => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private static ReadOnlySpan<byte> ZipMagic => "PK\u0003\u0004"u8;

    private Opening() { }

    /// <summary>Opens a file as what its bytes are; its name decides nothing.</summary>
    public static Opening Of(PublishedFile file, CancellationToken cancellation) => Of(file, ReadingLimits.Rows, cancellation);

    /// <summary>The same with another limit on the rows of comma-separated text, the heading row and blank rows among them.</summary>
    public static Opening Of(PublishedFile file, int rows, CancellationToken cancellation)
    {
        if (file.Length == 0)
        {
            return new Refused(new Refusal(file.Name, null, null, "a workbook or comma-separated text", "an empty file"));
        }

        Span<byte> beginning = stackalloc byte[CompoundFile.HeaderBytes];
        using var bytes = file.OpenRead();
        beginning = beginning[..bytes.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)];
        var isText = !beginning.StartsWith(CompoundFileMagic) && !beginning.StartsWith(ZipMagic) && !JsonCursor.IsJson(file);
        var most = isText ? ReadingLimits.TextBytes : ReadingLimits.FileBytes;
        if (file.Length > most)
        {
            return new Refused(new Refusal(file.Name, null, null, $"at most {most:N0} bytes", $"{file.Length:N0} bytes"));
        }

        if (beginning.StartsWith(CompoundFileMagic))
        {
            return CompoundFile.StatesWhatItHolds(beginning, file.Length)
                ? XlsCursor.Open(file, cancellation)
                : new Refused(
                    new Refusal(file.Name, null, null, "a workbook whose header states what it holds", "more sectors than the file has")
                );
        }

        if (!beginning.StartsWith(ZipMagic))
        {
            return isText ? CsvCursor.Open(file, rows, cancellation) : JsonCursor.Open(file, cancellation);
        }

        return ArchiveInspection.Of(file, cancellation) switch
        {
            ArchiveInspection.Refused refused => new Refused(refused.Reason),
            ArchiveInspection.Sound { Format: FileFormat.Xlsx } => XlsxCursor.Open(file, cancellation),
            _ => OdsCursor.Open(file, cancellation),
        };
    }

    /// <summary>A cursor before the first sheet.</summary>
    public sealed record Opened(SheetCursor Rows) : Opening;

    /// <summary>Why not.</summary>
    public sealed record Refused(Refusal Reason) : Opening;
}
