using System.Globalization;
using System.Text;

namespace BudgetWatch.EndToEnd.Tests.Hostile;

/// <summary>Malicious text, and ways to write it into an address.</summary>
internal static class HostileText
{
    /// <summary>Stands in hostile text, so that it is known again wherever it gets to.</summary>
    public const string Mark = "zqxw";

    private static readonly int[] Lengths = [1, 2, 10, 64, 100, 255, 512, 1_000, 1_500, 2_100, 5_000, 10_000];

    private static readonly string[] Texts =
    [
        "",
        " ",
        "'",
        "''",
        "\"",
        "' or '1'='1",
        "RowKey ge 'a'",
        "PartitionKey ne ''",
        "') or (PartitionKey gt '",
        "x' and RowKey lt '~",
        "$filter=RowKey ge 'a'",
        "'; drop table Figures;--",
        "../../etc/passwd",
        @"..\..\host.json",
        "....//....//",
        "/",
        "//",
        "?",
        "#",
        "&",
        "=",
        "%",
        "%%",
        "%27",
        "%2527",
        "<script>alert(1)</script>",
        "=HYPERLINK(\"x\")",
        "@SUM(1)",
        "\0",
        "a\0b",
        "\r\nX-Planted: yes",
        "\n",
        "\t",
        "\u001b[31m",
        "\u007f",
        "\u202Egnitov",
        "\u200B",
        "\uFEFF",
        "\uFFFE",
        "\uFFFF",
        "e\u0301\u0301\u0301",
        "\U0001F600",
        "\U0001F468\u200D\U0001F469",
        "\u0627\u0644\u0639",
        "\u0130\u0131",
        "\uFF19\uFF10",
        "\u212A",
        "-1",
        "0",
        "1e999",
        "NaN",
        "Infinity",
        "-0",
        "9999999999999999999",
        "0x10",
        "null",
        "undefined",
        "true",
        "[]",
        "{}",
        "2010-11-",
        "2010-12",
        "9999-00",
        "0000-01",
        "2026-02-30",
        "2026-11-24T25:00:00Z",
        "9999-12-31",
        "0001-01-01",
        "%s%n%x",
        "{{7*7}}",
        "${7*7}",
        "${jndi:ldap://x}",
        "E06000001,E06000002",
        "E06000001;",
        "*",
        ".",
        "..",
        "~",
        "|",
        "release|x",
        "live",
    ];

    /// <summary>Escapes that are broken, overlong, of no character, or of NUL.</summary>
    private static readonly string[] BrokenEscapes =
    [
        "%",
        "%4",
        "%zz",
        "%u0041",
        "%C0%AF",
        "%E0%80%AF",
        "%F8%88%80%80%80",
        "%ED%A0%80",
        "%FF%FE",
        "%C3",
        "%F4%90%80%80",
        "%2",
        "%-1",
        "%%20",
    ];

    /// <summary>A text, marked or not, of any length.</summary>
    public static string Any(Random random)
    {
        var text = Texts[random.Next(Texts.Length)];
        if (random.Next(3) == 0)
        {
            text = random.Next(2) == 0 ? Mark + text : text + Mark;
        }

        if (random.Next(12) > 0)
        {
            return text;
        }

        var length = Lengths[random.Next(Lengths.Length)];
        var unit = text.Length == 0 ? "a" : text;
        return string.Concat(Enumerable.Repeat(unit, (length / unit.Length) + 1))[..length];
    }

    /// <summary>A text as it may be written in an address: all escaped, only what must be, twice, or with broken escapes among it.</summary>
    public static string Written(Random random, string text) =>
        random.Next(8) switch
        {
            0 or 1 or 2 => Uri.EscapeDataString(Whole(text)),
            3 or 4 => Bare(text),
            5 => Uri.EscapeDataString(Uri.EscapeDataString(Whole(text))),
            6 => Bare(text).Insert(0, BrokenEscapes[random.Next(BrokenEscapes.Length)]),
            _ => Bare(text) + BrokenEscapes[random.Next(BrokenEscapes.Length)],
        };

    /// <summary>Only what would end a request line, or is no ASCII, is escaped.</summary>
    private static string Bare(string text)
    {
        var written = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            if (unit is > 0x20 and < 0x7f && unit != '#')
            {
                written.Append((char)unit);
            }
            else
            {
                written.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return written.ToString();
    }

    /// <summary>Cut to a length, a text may end in half a character, which no escape stands for.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
