using BudgetWatch.Pipeline;

namespace BudgetWatch.Storage.Blobs;

/// <summary>
/// A text of one line with a seal on a line of its own: SHA-256 over the name of the blob and the text, so that one that was changed, cut short, or put in another's place is known by it.
/// </summary>
internal static class SealedText
{
    /// <summary>A text with its seal.</summary>
    public static string Write(string name, string text) =>
        text.AsSpan().ContainsAny('\n', '\r')
            ? throw new ArgumentException("A text that is sealed has one line.", nameof(text))
            : text + '\n' + SealOf(name, text);

    /// <summary>The text of a blob.</summary>
    /// <exception cref="DamagedDataException">It is not what was written under the name.</exception>
    public static string Read(string name, string written)
    {
        var (text, seal) = written.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end
            ? (written[..end], written[(end + 1)..])
            : throw Damaged(name);
        return seal == SealOf(name, text) ? text : throw Damaged(name);
    }

    /// <summary>That a blob is not what was written under its name.</summary>
    public static DamagedDataException Damaged(string name, Exception? cause = null) =>
        new(
            $"What storage has as '{name}' is damaged: it is not what was written there.",
            cause ?? new InvalidDataException("Its seal does not fit it.")
        );

    private static string SealOf(string name, string text) => Convert.ToHexStringLower(Seal.Of(name, text));
}
