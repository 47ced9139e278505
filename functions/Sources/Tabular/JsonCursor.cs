using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// A JSON document as sheets of rows, so that it is read as a published sheet is: a few rows that say what it is, then a table under headings.
/// <para>
/// There is a sheet for each array of objects that is not itself inside an array, in order, named by the array's path (<c>councils</c>,
/// <c>data.rows</c>; empty for a root that is an array); a document without one is a single sheet without a name. Each sheet begins with the
/// scalar members of the document, a row of two cells each: the member's path and its value. Then come the headings, which are the members
/// of the array's objects in the order of their first appearance, those of nested objects by their path
/// (<c>services_net_gbp.Education</c>), and a row for each object. A member that is null or absent is a blank cell. Arrays of anything but
/// objects, and arrays inside the objects of an array, are left out.
/// </para>
/// </summary>
internal sealed class JsonCursor : SheetCursor
{
    private readonly JsonDocument document;
    private readonly JsonContents contents;
    private int sheet = -1;
    private JsonColumns? columns;
    private JsonElement.ArrayEnumerator objects;
    private CellValue[] cells = [];

    private JsonCursor(string file, JsonDocument document, JsonContents contents, CancellationToken cancellation)
        : base(file, cancellation)
    {
        this.document = document;
        this.contents = contents;
    }

    /// <inheritdoc/>
    public override FileFormat Format => FileFormat.Json;

    /// <inheritdoc/>
    public override int Width => cells.Length;

    /// <summary>Whether the first character, white space and a mark of UTF-8 left aside, is one that JSON of more than a scalar begins with.</summary>
    public static bool IsJson(PublishedFile file)
    {
        using var bytes = new BufferedStream(file.OpenRead());
        Span<byte> mark = stackalloc byte[Encoding.UTF8.Preamble.Length];
        var read = bytes.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        bytes.Position = read - WithoutMark(mark[..read]).Length;
        int first;
        do
        {
            first = bytes.ReadByte();
        } while (first is ' ' or '\t' or '\r' or '\n');
        return first is '[' or '{';
    }

    /// <summary>Opens a document; the reason why not, if it is not whole.</summary>
    public static Opening Open(PublishedFile file, CancellationToken cancellation)
    {
        if (file.Length > ReadingLimits.JsonBytes)
        {
            return Refused(file, $"at most {ReadingLimits.JsonBytes:N0} bytes of JSON", $"{file.Length:N0} bytes");
        }

        var bytes = file.Bytes;
        bytes = bytes[^WithoutMark(bytes.Span).Length..];
        if (!Utf8.IsValid(bytes.Span))
        {
            return Refused(file, "JSON in UTF-8", "bytes that are not UTF-8");
        }

        JsonDocument? parsed = null;
        try
        {
            parsed = JsonDocument.Parse(
                bytes,
                new JsonDocumentOptions { MaxDepth = ReadingLimits.Depth, AllowDuplicateProperties = false }
            );
            if (JsonContents.Of(parsed.RootElement) is { } contents)
            {
                return new Opening.Opened(new JsonCursor(file.Name, parsed, contents, cancellation));
            }

            parsed.Dispose();
            return Refused(
                file,
                $"at most {ReadingLimits.Rows:N0} members and {ReadingLimits.Sheets} tables, of paths of at most {ReadingLimits.MemberPath} characters",
                "more, or longer ones"
            );
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            parsed?.Dispose();
            return Refused(file, "JSON that is whole", Describe(fault));
        }
    }

    /// <inheritdoc/>
    protected override bool MoveToNextSheet()
    {
        cells = [];
        columns = null;
        if (++sheet >= Math.Max(contents.Tables.Count, 1))
        {
            return false;
        }

        Sheet = contents.Tables.Count > 0 ? contents.Tables[sheet].Path : "";
        return true;
    }

    /// <inheritdoc/>
    protected override bool MoveToNextRow()
    {
        if (Row < contents.Scalars.Count)
        {
            var (path, value) = contents.Scalars[Row];
            cells = [CellValue.Of(path), value];
            return true;
        }

        if (contents.Tables.Count == 0)
        {
            return false;
        }

        try
        {
            return columns is null ? MoveToHeadings() : MoveToNextObject(columns);
        }
        catch (InvalidOperationException fault)
        {
            // An escape that stands for no character is found only where the text is asked for.
            Row++;
            Stop(Here(0, "an object that can be read", fault.Message));
            return false;
        }
    }

    /// <inheritdoc/>
    protected override CellValue ValueAt(int column) => cells[column];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => document.Dispose();

    private bool MoveToHeadings()
    {
        columns = JsonColumns.Of(contents.Tables[sheet].Array);
        if (columns is null)
        {
            Row++;
            Stop(
                Here(
                    0,
                    $"objects alone, of at most {ReadingLimits.Columns:N0} members whose paths differ and have at most {ReadingLimits.MemberPath} characters",
                    "something else among them, more members, or longer ones"
                )
            );
            return false;
        }

        objects = contents.Tables[sheet].Array.EnumerateArray();
        cells = [.. columns.Paths.Select(CellValue.Of)];
        return true;
    }

    private bool MoveToNextObject(JsonColumns found)
    {
        if (!objects.MoveNext())
        {
            return false;
        }

        Array.Clear(cells);
        found.Fill(cells, objects.Current);
        return true;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    private static string Describe(Exception fault)
    {
        // The library's own words for the place count lines and bytes from 0.
        var words = fault.Message.Split(" LineNumber:")[0];
        return fault is JsonException { LineNumber: { } line, BytePositionInLine: { } at }
            ? $"in line {line + 1}, at byte {at + 1}: {words}"
            : words;
    }

    private static Opening.Refused Refused(PublishedFile file, string expected, string found) =>
        new(new Refusal(file.Name, null, null, expected, found));
}
