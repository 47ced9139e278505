using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace BudgetWatch.Sources.Tests.Mutation;

/// <summary>Ways in which what a file says goes wrong while the file is whole: numbers and texts no one publishes, rows, columns and members where they are not looked for.</summary>
internal static class ContentMutations
{
    /// <summary>Numbers at and beyond every limit there is, of decimals, of doubles, of whole numbers, of units.</summary>
    private static readonly string[] Numbers =
    [
        "1e26",
        "-1e26",
        "1e28",
        "79228162514264337593543950335",
        "79228162514264337593543950336",
        "-79228162514264337593543950335",
        "1e308",
        "1e309",
        "-1e400",
        "1e-400",
        "0.0000000000000000000000000000000001",
        "4.9e-324",
        "NaN",
        "Infinity",
        "-0",
        "1e999",
        "2147483648",
        "-2147483649",
        "9223372036854775808",
        "1000000000001",
        "-1000000000001",
        "999999999999999",
        "1,000,000,000,000",
        "99999999999999999999999999999999999999999",
        new string('9', 400),
        "0." + new string('9', 400),
        "1e",
        "0x1F",
        "٣٤",
        "١٢٣",
        "1_000",
        "(123)",
        "£1,000",
        "50%",
        "1.2.3",
    ];

    /// <summary>Texts over which a pattern could go on for ever, and texts that are no text.</summary>
    private static readonly string[] Texts =
    [
        "",
        new string(' ', 30_000),
        new string('*', 60) + "x",
        string.Concat(Enumerable.Repeat("(a) ", 400)) + "x",
        "Levy" + new string(' ', 30_000) + "x",
        "Revenue Account Budget" + new string(' ', 30_000) + "x",
        "Last updated" + new string(' ', 30_000) + "x",
        "Revised" + new string(' ', 30_000) + "x",
        string.Concat(Enumerable.Repeat("Revenue Outturn ", 2_000)),
        new string('[', 30_000),
        string.Concat(Enumerable.Repeat("(total of lines ", 2_000)),
        "a" + new string(' ', 30_000) + "- net",
        new string('-', 30_000),
        new string('1', 30_000),
        string.Concat(Enumerable.Repeat("1,111", 6_000)),
        string.Concat(Enumerable.Repeat("March 2020 ", 2_900)),
        "2019-20" + string.Concat(Enumerable.Repeat(" (1),", 6_000)) + "x",
        "\u202E\u200B\uFEFF",
        "\uFFFF\uFFFE",
        "E07000999",
        "E06000001",
        "E92000001",
        "ENGLAND",
        "E0000",
        "E9999",
        "9999-00",
        "2199-00",
        "1799-00",
        "0001-01-01",
        "9999-12-31",
        "31/02/2019",
        "_x0000_",
        "_xD800_",
        "#REF!",
        "…",
        "[x]",
        "[c]",
        "-",
        "n/a",
        "=1+1",
        "TRUE",
    ];

    private static readonly double[] Doubles =
    [
        1e26,
        -1e26,
        1e19,
        1e20,
        1e300,
        double.MaxValue,
        double.Epsilon,
        double.NaN,
        double.PositiveInfinity,
        -0.0,
        1e12,
        -1e12,
        2147483648,
        0.5,
        1e-300,
    ];

    /// <summary>Of comma-separated text, JSON, and the XML of workbooks: a number or a text in place of a number.</summary>
    public static IReadOnlyList<(string Name, Func<byte[], PCG, byte[]> Of)> OfText { get; } =
    [
        ("a number nobody publishes", (bytes, dice) => InPlaceOfADigit(bytes, dice, Numbers[dice.Below(Numbers.Length)])),
        ("a text nobody publishes", (bytes, dice) => InPlaceOfADigit(bytes, dice, Texts[dice.Below(Texts.Length)])),
    ];

    /// <summary>Of comma-separated text.</summary>
    public static IReadOnlyList<(string Name, Func<byte[], PCG, byte[]> Of)> OfCsv { get; } =
    [
        ("a text nobody publishes in a cell", PutInCell),
        (
            "a row of very many fields",
            (bytes, dice) =>
                InALine(bytes, dice, string.Concat(Enumerable.Repeat(dice.Below(2) == 0 ? "1," : "\"x\",", 1 + dice.Below(40_000))))
        ),
        ("a cell of very many quotes", (bytes, dice) => InALine(bytes, dice, "\"" + new string('"', dice.Below(40_000)))),
        ("a row left out, twice or moved", MoveLine),
        (
            "a row cut short or drawn out",
            (bytes, dice) => OnLine(bytes, dice, line => dice.Below(2) == 0 ? line[..dice.Below(line.Length + 1)] : line + "," + line)
        ),
    ];

    /// <summary>Of JSON.</summary>
    public static IReadOnlyList<(string Name, Func<byte[], PCG, byte[]> Of)> OfJson { get; } =
    [
        ("a value of another kind", (bytes, dice) => OnNode(bytes, dice, Another)),
        ("a value left out", (bytes, dice) => OnNode(bytes, dice, static (_, _) => null)),
        ("a member under another name", RenameMember),
    ];

    /// <summary>Of Excel 97-2003 workbooks: a number of a cell, as it is stored.</summary>
    public static IReadOnlyList<(string Name, Func<byte[], PCG, byte[]> Of)> OfOldWorkbooks { get; } =
    [("a stored number nobody publishes", StoreNumber)];

    private static byte[] InPlaceOfADigit(byte[] bytes, PCG dice, string what)
    {
        var (start, end) = Digits(bytes, dice);
        return start < 0 ? bytes : [.. bytes.AsSpan(0, start), .. Encoding.UTF8.GetBytes(what), .. bytes.AsSpan(end)];
    }

    private static (int Start, int End) Digits(byte[] bytes, PCG dice)
    {
        var from = dice.Below(bytes.Length);
        var digit = bytes.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (digit < 0)
        {
            return (-1, -1);
        }

        var start = from + digit;
        var length = bytes.AsSpan(start).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return (start, length < 0 ? bytes.Length : start + length);
    }

    private static byte[] PutInCell(byte[] bytes, PCG dice)
    {
        var from = dice.Below(bytes.Length);
        var comma = bytes.AsSpan(from).IndexOf((byte)',');
        if (comma < 0)
        {
            return bytes;
        }

        var start = from + comma + 1;
        var length = bytes.AsSpan(start).IndexOfAny((byte)',', (byte)'\n');
        return
        [
            .. bytes.AsSpan(0, start),
            .. Encoding.UTF8.GetBytes(Texts[dice.Below(Texts.Length)]),
            .. bytes.AsSpan(length < 0 ? bytes.Length : start + length),
        ];
    }

    private static byte[] InALine(byte[] bytes, PCG dice, string what) => OnLine(bytes, dice, line => what + line);

    private static byte[] OnLine(byte[] bytes, PCG dice, Func<string, string> edit)
    {
        // One sign for each byte, so that nothing but the line changes.
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        var at = dice.Below(lines.Length);
        lines[at] = edit(lines[at]);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static byte[] MoveLine(byte[] bytes, PCG dice)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n').ToList();
        var line = lines[dice.Below(lines.Count)];
        if (dice.Below(3) > 0)
        {
            lines.Remove(line);
        }

        if (dice.Below(3) > 0)
        {
            lines.Insert(dice.Below(lines.Count + 1), line);
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static byte[] OnNode(byte[] bytes, PCG dice, Func<JsonNode?, PCG, JsonNode?> edit)
    {
        var root = JsonNode.Parse(bytes)!;
        var at = root;
        for (var depth = 1 + dice.Below(4); depth > 0; depth--)
        {
            switch (at)
            {
                case JsonObject { Count: > 0 } member:
                    var name = member.ElementAt(dice.Below(member.Count)).Key;
                    if (depth == 1 || member[name] is null or JsonValue)
                    {
                        member[name] = edit(member[name], dice);
                        return JsonSerializer.SerializeToUtf8Bytes(root);
                    }

                    at = member[name];
                    break;
                case JsonArray { Count: > 0 } list:
                    var index = dice.Below(list.Count);
                    if (depth == 1 || list[index] is null or JsonValue)
                    {
                        list[index] = edit(list[index], dice);
                        return JsonSerializer.SerializeToUtf8Bytes(root);
                    }

                    at = list[index];
                    break;
                default:
                    return JsonSerializer.SerializeToUtf8Bytes(root);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(root);
    }

    private static JsonNode? Another(JsonNode? was, PCG dice) =>
        dice.Below(8) switch
        {
            0 => new JsonObject { ["a"] = was?.DeepClone() },
            1 => new JsonArray(was?.DeepClone()),
            2 => new JsonArray(new JsonObject { ["a"] = was?.DeepClone() }),
            3 => true,
            4 => Texts[dice.Below(Texts.Length)],
            5 => Numbers[dice.Below(Numbers.Length)],
            6 => JsonNode.Parse(dice.Below(2) == 0 ? "1e26" : "1e400"),
            _ => Doubles[dice.Below(Doubles.Length)] is var number && double.IsFinite(number) ? number : null,
        };

    private static byte[] RenameMember(byte[] bytes, PCG dice)
    {
        // A name is what stands in quotes before a colon.
        var text = Encoding.UTF8.GetString(bytes);
        var colon = text.IndexOf("\":", dice.Below(text.Length), StringComparison.Ordinal);
        var quote = colon <= 0 ? -1 : text.LastIndexOf('"', colon - 1);
        return quote < 0
            ? bytes
            : Encoding.UTF8.GetBytes(
                string.Concat(
                    text.AsSpan(0, quote + 1),
                    JsonEncodedText.Encode(dice.Below(2) == 0 ? "rows" : Texts[dice.Below(Texts.Length)]).ToString(),
                    text.AsSpan(colon)
                )
            );
    }

    private static byte[] StoreNumber(byte[] bytes, PCG dice)
    {
        // A NUMBER record (MS-XLS 2.4.180): its kind, its length of 14, then row, column, format, and the number.
        byte[] mutant = [.. bytes];
        var from = dice.Below(mutant.Length);
        var at = mutant.AsSpan(from).IndexOf((ReadOnlySpan<byte>)[0x03, 0x02, 0x0E, 0x00]);
        if (at >= 0 && from + at + 18 <= mutant.Length)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(mutant.AsSpan(from + at + 10), Doubles[dice.Below(Doubles.Length)]);
        }

        return mutant;
    }
}
