namespace BudgetWatch.Sources;

/// <summary>
/// Text from a file or of its name, cut to what a person reads of it. A cell holds 32,767 characters and a path 4,096; a row of storage holds all the
/// reasons about a file only because each is short.
/// </summary>
public static class BoundedText
{
    /// <summary>Characters of a sentence or of what a cell holds.</summary>
    public const int Sentence = 300;

    /// <summary>Characters of what a reader expected, which may list several headings.</summary>
    public const int Expectation = 500;

    /// <summary>Characters of a name: of a file, a sheet, a part of an archive.</summary>
    public const int Name = 200;

    /// <summary>Characters of a word or of a cell's address.</summary>
    public const int Word = 100;

    private const char Ellipsis = '…';

    /// <summary>The beginning of a text. A pair of surrogates is never parted; half a pair becomes U+FFFD, as it would on its way through UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many characters at most, an ellipsis among them.</param>
    public static string Cut(string text, int most)
    {
        return WellFormed(text.Length <= most ? text : string.Concat(Beginning(text, most - 1), [Ellipsis]));
    }

    /// <summary>The beginning and the end of a name: of a long path the end says most.</summary>
    /// <param name="name">The name.</param>
    public static string CutName(string name)
    {
        const int half = (Name - 1) / 2;
        return WellFormed(name.Length <= Name ? name : string.Concat(Beginning(name, half), [Ellipsis], End(name, half)));
    }

    private static ReadOnlySpan<char> Beginning(string text, int length) =>
        text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);

    private static ReadOnlySpan<char> End(string text, int length) =>
        text.AsSpan(text.Length - (char.IsLowSurrogate(text[^length]) ? length - 1 : length));

    private static string WellFormed(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text;
        }

        return string.Create(
            text.Length,
            text,
            static (to, from) =>
            {
                for (var i = 0; i < from.Length; i++)
                {
                    var isPair = char.IsHighSurrogate(from[i]) && i + 1 < from.Length && char.IsLowSurrogate(from[i + 1]);
                    to[i] = isPair || !char.IsSurrogate(from[i]) ? from[i] : '\uFFFD';
                    if (isPair)
                    {
                        to[i + 1] = from[++i];
                    }
                }
            }
        );
    }
}
