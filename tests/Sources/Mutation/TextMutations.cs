using System.Text;
using CsCheck;

namespace BudgetWatch.Sources.Tests.Mutation;

/// <summary>Ways in which comma-separated text and JSON go wrong or are made to.</summary>
internal static class TextMutations
{
    private static readonly string[] Signs =
    [
        "\"",
        "\n",
        "\r",
        ",",
        "\"\"",
        "…",
        "#REF!",
        "\0",
        "{",
        "}",
        "[",
        "]",
        ":",
        "\\",
        "\\u0000",
        "-",
        ".",
        "e9",
    ];

    public static IReadOnlyList<(string Name, Func<byte[], PCG, byte[]> Of)> All { get; } =
    [
        ("a sign put in", (bytes, dice) => ByteMutations.Insert(bytes, dice, Encoding.UTF8.GetBytes(Signs[dice.Below(Signs.Length)]))),
        ("a huge cell", (bytes, dice) => Many(bytes, dice, "x", 40_000)),
        ("many columns", (bytes, dice) => Many(bytes, dice, ",", 5_000)),
        ("many rows", (bytes, dice) => Many(bytes, dice, "\n", 60_000)),
        ("deep brackets", (bytes, dice) => Many(bytes, dice, "[", 5_000)),
        ("deep braces", (bytes, dice) => Many(bytes, dice, "{\"a\":", 5_000)),
    ];

    private static byte[] Many(byte[] bytes, PCG dice, string what, int most) =>
        ByteMutations.Insert(bytes, dice, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(what, 1 + dice.Below(most)))));
}
