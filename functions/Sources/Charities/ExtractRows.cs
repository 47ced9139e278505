using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Charities;

/// <summary>
/// The rows of one table of the register's extract: a zip archive of one JSON file, which is an array of flat objects after a mark of UTF-8.
/// Read forward once, a piece at a time, never held whole: a row's wanted values are copied out, everything else is passed over. Bytes that
/// cannot be read never throw: the rows stop and <see cref="Fault"/> says what and where.
/// </summary>
internal sealed class ExtractRows : IDisposable
{
    private const int Piece = 0x20000;

    private readonly string file;
    private readonly long packed;
    private readonly ZipArchive archive;
    private readonly ZipArchiveEntry entry;
    private readonly Stream stream;
    private readonly IReadOnlyList<ExtractField> wanted;
    private readonly CancellationToken cancellation;

    /// <summary>The fields of a row in the order of the first, each with its place among the wanted ones or -1.</summary>
    private readonly List<(byte[] Name, int Wanted)> fields = [];
    private readonly ExtractValue[] values;
    private byte[] taken = new byte[0x1000];
    private int takenLength;

    private byte[] buffer = new byte[Piece];
    private int start;
    private int end;
    private bool isWhole;
    private JsonReaderState state;
    private uint crc = Crc32.Start;
    private long inflated;

    private bool isInRow;
    private int position;
    private int named = -1;
    private int current = -1;
    private bool isEnded;

    private ExtractRows(
        PublishedFile file, ZipArchive archive, IReadOnlyList<ExtractField> wanted, CancellationToken cancellation)
    {
        this.file = file.Name;
        packed = file.Length;
        this.archive = archive;
        entry = archive.Entries[0];
        stream = entry.Open();
        this.wanted = wanted;
        this.cancellation = cancellation;
        values = new ExtractValue[wanted.Count];
    }

    /// <summary>The present row, from 1.</summary>
    public int Row { get; private set; }

    /// <summary>Why the rows cannot be read on, once they cannot.</summary>
    public Refusal? Fault { get; private set; }

    /// <summary>The names of the fields seen so far.</summary>
    public IReadOnlyList<string> Names => [.. fields.Select(seen => Encoding.UTF8.GetString(seen.Name))];

    /// <summary>The name of the JSON file inside.</summary>
    public string Entry => entry.FullName;

    /// <summary>Whether a file is a zip archive of JSON alone.</summary>
    public static bool IsOne(PublishedFile file)
    {
        try
        {
            using var bytes = file.OpenRead();
            Span<byte> beginning = stackalloc byte[4];
            if (bytes.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false) < beginning.Length || !beginning.SequenceEqual("PK\u0003\u0004"u8))
            {
                return false;
            }

            bytes.Position = 0;
            using var zip = new ZipArchive(bytes, ZipArchiveMode.Read);
            return zip.Entries.Count > 0 && zip.Entries.All(entry => entry.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception fault) when (IsOfBytes(fault))
        {
            return false;
        }
    }

    /// <summary>Opens a table before its first row.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="wanted">The fields whose values are kept.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="reason">Why it cannot be opened, where null is returned.</param>
    public static ExtractRows? Open(PublishedFile file, IReadOnlyList<ExtractField> wanted, CancellationToken cancellation, out Refusal? reason)
    {
        reason = null;
        if (file.Length > ExtractLimits.ArchiveBytes)
        {
            reason = new Refusal(file.Name, null, null, $"at most {ExtractLimits.ArchiveBytes:N0} bytes", $"{file.Length:N0} bytes");
            return null;
        }

        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(file.OpenRead(), ZipArchiveMode.Read);
            if (zip.Entries.Count == 1)
            {
                return new ExtractRows(file, zip, wanted, cancellation);
            }

            reason = new Refusal(file.Name, null, null, "a zip archive of one JSON file", $"{zip.Entries.Count:N0} files");
        }
        catch (Exception fault) when (IsOfBytes(fault))
        {
            reason = new Refusal(file.Name, null, null, "a zip archive that is whole", $"a damaged one ({fault.Message})");
        }

        zip?.Dispose();
        return null;
    }

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
            Stop(null, "JSON that is whole", fault.Message.Split(" LineNumber:")[0]);
        }
        catch (InvalidOperationException)
        {
            Stop(null, "text in UTF-8", "bytes that are not");
        }
        catch (Exception fault) when (IsOfBytes(fault))
        {
            Stop(null, "a zip archive that is whole", $"a damaged one ({fault.Message})");
        }

        return false;
    }

    /// <summary>The whole number of a field, from 0 on, written as a number or as text; null where it is null. Anything else refuses the file.</summary>
    public int? Whole(int field, ReadingOutcome outcome)
    {
        var value = values[field];
        if (value.Kind is ExtractKind.Absent or ExtractKind.Null)
        {
            return null;
        }

        var text = Text(field);
        if (Utf8Parser.TryParse(text, out int number, out var used) && used == text.Length && number >= 0)
        {
            return number;
        }

        outcome.Refuse(Here(field, "a whole number", Shown(field)));
        return null;
    }

    /// <summary>The day of a field, as <see cref="DateOnly.DayNumber"/>; null where it is null. Anything but a date, with or without a time, refuses the file.</summary>
    public int? Day(int field, ReadingOutcome outcome)
    {
        if (values[field].Kind is ExtractKind.Absent or ExtractKind.Null)
        {
            return null;
        }

        var text = Text(field);
        if (text.Length >= 10 && (text.Length == 10 || text[10] == 'T') && text[4] == '-' && text[7] == '-'
            && Utf8Parser.TryParse(text[..4], out int year, out var used) && used == 4
            && Utf8Parser.TryParse(text[5..7], out int month, out used) && used == 2
            && Utf8Parser.TryParse(text[8..10], out int day, out used) && used == 2
            && year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
        {
            return new DateOnly(year, month, day).DayNumber;
        }

        outcome.Refuse(Here(field, "a date, as in '2011-03-31T00:00:00'", Shown(field)));
        return null;
    }

    /// <summary>The pounds of a field, rounded to whole ones; null where it is null. Anything but a number refuses the file.</summary>
    public decimal? Pounds(int field, ReadingOutcome outcome)
    {
        if (values[field].Kind is ExtractKind.Absent or ExtractKind.Null)
        {
            return null;
        }

        var text = Text(field);
        if (Utf8Parser.TryParse(text, out double pounds, out var used) && used == text.Length && Math.Abs(pounds) < 1e13)
        {
            return decimal.Round((decimal)pounds, 0, MidpointRounding.AwayFromZero);
        }

        outcome.Refuse(Here(field, "pounds", Shown(field)));
        return null;
    }

    /// <summary>Whether a field is neither null, nor false, nor empty.</summary>
    public bool IsSet(int field) => values[field].Kind is ExtractKind.True or ExtractKind.Number
        || (values[field].Kind == ExtractKind.Text && Text(field) is { Length: > 0 } text && !Ascii.EqualsIgnoreCase(text, "false"u8));

    /// <summary>What stands in a field, as it stands; empty for null.</summary>
    public ReadOnlySpan<byte> Text(int field) => taken.AsSpan(values[field].Start, values[field].Length);

    /// <summary>What stands in a field, for people.</summary>
    public string Shown(int field) => values[field].Kind switch
    {
        ExtractKind.Absent => "nothing",
        ExtractKind.Null => "null",
        ExtractKind.True => "true",
        ExtractKind.False => "false",
        _ => $"'{Encoding.UTF8.GetString(Text(field)[..Math.Min(Text(field).Length, 80)])}'",
    };

    /// <summary>Where a field of the present row stands.</summary>
    public string Address(int field) => $"row {Row}, {wanted[field].Name}";

    /// <summary>A refusal about a field of the present row.</summary>
    public Refusal Here(int field, string expected, string found) => new(file, entry.FullName, Address(field), expected, found);

    /// <summary>A refusal about the whole table.</summary>
    public Refusal Here(string expected, string found) => new(file, entry.FullName, null, expected, found);

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        archive.Dispose();
    }

    private static bool IsOfBytes(Exception fault) =>
        fault is InvalidDataException or IOException or NotSupportedException or ArgumentException;

    private bool MoveToNextRow()
    {
        Array.Clear(values);
        takenLength = 0;
        while (true)
        {
            if (end > start || isWhole)
            {
                var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isWhole, state);
                var isRow = Take(ref reader);
                start += (int)reader.BytesConsumed;
                state = reader.CurrentState;
                if (Fault is not null)
                {
                    return false;
                }

                if (isRow)
                {
                    return EndRow();
                }

                if (isWhole)
                {
                    isEnded = true;
                    if (Crc32.Finish(crc) != entry.Crc32)
                    {
                        Stop(null, "the checksum its archive states", "another: the file is damaged");
                    }

                    return false;
                }
            }

            if (!Fill())
            {
                return false;
            }
        }
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
                    (isInRow, position) = (true, 0);
                    break;
                case JsonTokenType.EndObject:
                    isInRow = false;
                    return true;
                case JsonTokenType.PropertyName:
                    current = FieldOf(ref reader);
                    break;
                case JsonTokenType.StartArray or JsonTokenType.StartObject when isInRow:
                    StopInField("a single value", reader.TokenType == JsonTokenType.StartArray ? "an array" : "an object");
                    break;
                case var _ when !isInRow:
                    Stop(null, "an array of objects", reader.CurrentDepth == 0 ? $"{Word(reader.TokenType)} instead" : $"{Word(reader.TokenType)} among them");
                    break;
                default:
                    Keep(ref reader);
                    break;
            }
        }

        return false;
    }

    private static string Word(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        _ => "a truth value or null",
    };

    private bool EndRow()
    {
        Row++;
        if (Row > ExtractLimits.Rows)
        {
            Stop(null, $"at most {ExtractLimits.Rows:N0} rows", "more");
            return false;
        }

        for (var field = 0; field < values.Length; field++)
        {
            if (values[field].Kind == ExtractKind.Absent && !wanted[field].IsOptional)
            {
                var names = Names;
                Fault = Here(
                    field, "a field of that name",
                    names.Count == 0 ? "none" : $"none; the fields are {string.Join(", ", names.Take(12))}{(names.Count > 12 ? ", …" : "")}");
                return false;
            }
        }

        return true;
    }

    /// <summary>Rows have their fields in one order: the next is nearly always the one that came next before.</summary>
    private int FieldOf(ref Utf8JsonReader reader)
    {
        if (position < fields.Count && reader.ValueTextEquals(fields[position].Name))
        {
            return FieldAt(position);
        }

        for (var known = 0; known < fields.Count; known++)
        {
            if (reader.ValueTextEquals(fields[known].Name))
            {
                return FieldAt(known);
            }
        }

        if (fields.Count >= ExtractLimits.Fields || reader.ValueSpan.Length > ReadingLimits.MemberPath)
        {
            Stop(null, $"at most {ExtractLimits.Fields} fields, of names of at most {ReadingLimits.MemberPath} bytes", "more, or longer ones");
            return -1;
        }

        Learn(reader.GetString()!);
        return FieldAt(fields.Count - 1);
    }

    private int FieldAt(int known)
    {
        named = known;
        position = known + 1;
        return fields[known].Wanted;
    }

    private void Learn(string name) => fields.Add(
        (Encoding.UTF8.GetBytes(name), Enumerable.Range(0, wanted.Count).FirstOrDefault(field => wanted[field].Name == name, -1)));

    private void Keep(ref Utf8JsonReader reader)
    {
        if (current < 0)
        {
            return;
        }

        if (values[current].Kind != ExtractKind.Absent)
        {
            StopInField("each field once", "it again");
            return;
        }

        var kind = reader.TokenType switch
        {
            JsonTokenType.Null => ExtractKind.Null,
            JsonTokenType.True => ExtractKind.True,
            JsonTokenType.False => ExtractKind.False,
            JsonTokenType.Number => ExtractKind.Number,
            _ => ExtractKind.Text,
        };
        var length = 0;
        if (kind is ExtractKind.Number or ExtractKind.Text)
        {
            if (taken.Length - takenLength < reader.ValueSpan.Length)
            {
                Array.Resize(ref taken, Math.Max(taken.Length * 2, takenLength + reader.ValueSpan.Length));
            }

            if (kind == ExtractKind.Text)
            {
                length = reader.CopyString(taken.AsSpan(takenLength));
            }
            else
            {
                reader.ValueSpan.CopyTo(taken.AsSpan(takenLength));
                length = reader.ValueSpan.Length;
            }
        }

        values[current] = new ExtractValue(kind, takenLength, length);
        takenLength += length;
    }

    /// <summary>Reads the next piece behind what is left of the one before.</summary>
    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            if (buffer.Length > ExtractLimits.ValueBytes)
            {
                Stop(null, $"values of at most {ExtractLimits.ValueBytes:N0} bytes", "a longer one");
                return false;
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var isFirst = inflated == 0;
        var read = stream.ReadAtLeast(buffer.AsSpan(end), Math.Min(Piece / 2, buffer.Length - end), throwOnEndOfStream: false);
        isWhole = read == 0;
        crc = Crc32.Append(crc, buffer.AsSpan(end, read));
        inflated += read;
        end += read;
        if (isFirst && buffer.AsSpan(0, end).StartsWith(Encoding.UTF8.Preamble))
        {
            start = Encoding.UTF8.Preamble.Length;
        }

        if (inflated > ExtractLimits.InflatedBytes)
        {
            Stop(null, $"at most {ExtractLimits.InflatedBytes:N0} bytes once unpacked", "more");
            return false;
        }

        if (inflated > ExtractLimits.InflationFloor && inflated / ExtractLimits.InflationRatio > packed)
        {
            Stop(null, $"at most {ExtractLimits.InflationRatio} times its size once unpacked", "more");
            return false;
        }

        return true;
    }

    private void StopInField(string expected, string found) => Stop(Encoding.UTF8.GetString(fields[named].Name), expected, found);

    private void Stop(string? field, string expected, string found) => Fault ??= new Refusal(
        file, entry.FullName, field is null ? $"row {Row + 1}" : $"row {Row + 1}, {field}", expected, found);

    private enum ExtractKind
    {
        Absent,
        Null,
        True,
        False,
        Number,
        Text,
    }

    private readonly record struct ExtractValue(ExtractKind Kind, int Start, int Length);
}
