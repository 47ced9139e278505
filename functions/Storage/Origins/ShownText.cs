using System.Text;

namespace BudgetWatch.Storage.Origins;

/// <summary>Text from outside that readers are shown.</summary>
internal static class ShownText
{
    private const int Limit = 2_000;

    /// <summary>The text without spaces around it, or null where it is empty, too long, or no text at all.</summary>
    public static string? Of(string? text) =>
        text?.Trim() is { Length: > 0 and <= Limit } trimmed
        && !trimmed.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            ? trimmed
            : null;
}
