using System.Text.Json;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Charities;

/// <summary>
/// The rows of one table of the register's extract: a JSON file that is an array of flat objects after a mark of UTF-8, in an archive of its own.
/// Read forward once, a piece at a time, never held whole: a row's wanted values are copied out, everything else is passed over. Bytes that
/// cannot be read never throw: the rows stop and <see cref="Fault"/> says what and where.
/// </summary>
internal sealed class ExtractRows : IDisposable
{
    private readonly string file;
    private readonly UnpackedEntry entry;
    private readonly JsonPieces pieces;
    private readonly IReadOnlyList<ExtractField> wanted;
    private readonly FieldOrder fields;
    private readonly ExtractValues values;
    private readonly CancellationToken cancellation;

    private JsonReaderState state;
    private bool isInRow;
    private int current = -1;
    private bool isEnded;

    private ExtractRows(string file, UnpackedEntry entry, IReadOnlyList<ExtractField> wanted, CancellationToken cancellation)
    {
        this.file = file;
        this.entry = entry;
        this.wanted = wanted;
        this.cancellation = cancellation;
        pieces = new JsonPieces(entry);
        fields = new FieldOrder(wanted);
        values = new ExtractValues(wanted.Count);
    }

    /// <summary>The present row, from 1.</summary>
    public int Row { get; private set; }

    /// <summary>How many cells the rows so far have: the fields whose values are kept.</summary>
    public long Cells { get; private set; }

    /// <summary>Why the rows cannot be read on, once they cannot.</summary>
    public Refusal? Fault { get; private set; }

    /// <summary>The names of the fields seen so far.</summary>
    public IReadOnlyList<string> Names => fields.Names;

    /// <summary>The name of the JSON file inside.</summary>
    public string Entry => entry.Name;

    /// <summary>Opens a table before its first row.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="wanted">The fields whose values are kept.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="reason">Why it cannot be opened, where null is returned.</param>
    public static ExtractRows? Open(
        PublishedFile file,
        IReadOnlyList<ExtractField> wanted,
        CancellationToken cancellation,
        out Refusal? reason
    ) => ExtractArchive.Open(file, out reason) is { } entry ? new ExtractRows(file.Name, entry, wanted, cancellation) : null;

    /// <summary>Goes to the next row; false at the end, and where <see cref="Fault"/> says why.</summary>
    public bool NextRow()
    {
        cancellation.ThrowIfCancellationRequested();
        if (Fault is not null || isEnded)
        {
            return false;
        }

        try
        {
            return MoveToNextRow();
        }
        catch (JsonException fault)
        {
            Stop("JSON that is whole", fault.Message.Split(" LineNumber:")[0]);
        }
        catch (InvalidOperationException)
        {
            Stop("text in UTF-8", "bytes that are not");
        }

        return false;
    }

    /// <summary>What a field of the present row is.</summary>
    public ExtractKind Kind(int field) => values.Kind(field);

    /// <summary>The text of a field, unchanged; empty for null.</summary>
    public ReadOnlySpan<byte> Text(int field) => values.Text(field);

    /// <summary>Where a field of the present row stands.</summary>
    public string Address(int field) => $"row {Row}, {wanted[field].Name}";

    /// <summary>A refusal about a field of the present row.</summary>
    public Refusal Here(int field, string expected, string found) => new(file, Entry, Address(field), expected, found);

    /// <summary>A refusal about the whole table.</summary>
    public Refusal Here(string expected, string found) => new(file, Entry, null, expected, found);

    /// <inheritdoc/>
    public void Dispose() => entry.Dispose();

    private bool MoveToNextRow()
    {
        values.Clear();
        while (Fault is null)
        {
            if (!pieces.Unused.IsEmpty || pieces.IsWhole)
            {
                var reader = new Utf8JsonReader(pieces.Unused, pieces.IsWhole, state);
                var isRow = Take(ref reader);
                pieces.Use((int)reader.BytesConsumed);
                state = reader.CurrentState;
                if (isRow)
                {
                    return EndRow();
                }

                if (pieces.IsWhole)
                {
                    isEnded = true;
                    return false;
                }
            }

            if (!pieces.Fill())
            {
                Stop($"values of at most {ExtractLimits.ValueBytes:N0} bytes", "a longer one");
            }

            if (entry.Fault is { } fault)
            {
                Stop(fault.Expected, fault.Found);
            }
        }

        return false;
    }

    /// <summary>Takes tokens to the end of a row; false where the piece ends before.</summary>
    private bool Take(ref Utf8JsonReader reader)
    {
        while (Fault is null && reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray when reader.CurrentDepth == 0:
                case JsonTokenType.EndArray:
                    break;
                case JsonTokenType.StartObject when reader.CurrentDepth == 1 && !isInRow:
                    isInRow = true;
                    fields.Restart();
                    break;
                case JsonTokenType.EndObject:
                    isInRow = false;
                    return true;
                case JsonTokenType.PropertyName:
                    GoToField(ref reader);
                    break;
                case JsonTokenType.StartArray or JsonTokenType.StartObject when isInRow:
                    StopInField("a single value", reader.TokenType == JsonTokenType.StartArray ? "an array" : "an object");
                    break;
                case var _ when !isInRow:
                    Stop(
                        "an array of objects",
                        reader.CurrentDepth == 0 ? $"{Word(reader.TokenType)} instead" : $"{Word(reader.TokenType)} among them"
                    );
                    break;
                default:
                    Keep(ref reader);
                    break;
            }
        }

        return false;
    }

    private static string Word(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => "text",
            JsonTokenType.Number => "a number",
            _ => "a truth value or null",
        };

    private void GoToField(ref Utf8JsonReader reader)
    {
        if (!fields.TryMoveTo(ref reader, out current))
        {
            Stop($"at most {ExtractLimits.Fields} fields, of names of at most {ReadingLimits.MemberPath} bytes", "more, or longer ones");
        }
    }

    private void Keep(ref Utf8JsonReader reader)
    {
        if (current < 0)
        {
            return;
        }

        if (values.Kind(current) != ExtractKind.Absent)
        {
            StopInField("each field once", "it again");
            return;
        }

        values.Keep(current, ref reader);
    }

    private bool EndRow()
    {
        Row++;
        if (Row > ExtractLimits.Rows)
        {
            Stop($"at most {ExtractLimits.Rows:N0} rows", "more");
            return false;
        }

        Cells += wanted.Count;
        for (var field = 0; field < wanted.Count; field++)
        {
            if (values.Kind(field) == ExtractKind.Absent && !wanted[field].IsOptional)
            {
                var names = Names;
                Fault = Here(
                    field,
                    "a field of that name",
                    names.Count == 0 ? "none" : $"none; the fields are {string.Join(", ", names.Take(12))}{(names.Count > 12 ? ", …" : "")}"
                );
                return false;
            }
        }

        return true;
    }

    private void StopInField(string expected, string found) =>
        Fault ??= new Refusal(file, Entry, $"row {Row + 1}, {fields.Name}", expected, found);

    private void Stop(string expected, string found) => Fault ??= new Refusal(file, Entry, $"row {Row + 1}", expected, found);
}
