using System.Diagnostics.CodeAnalysis;

namespace BudgetWatch.Domain.Codes;

/// <summary>
/// A postcode of the United Kingdom, <c>SW1A 1AA</c>, packed into a number: the outward code's four places (blank, digit or letter), the digit
/// and the two letters of the inward one. Numbers stand in the order of the written form, so that those of one sector lie together.
/// </summary>
/// <param name="Packed">The number.</param>
public readonly record struct Postcode(long Packed) : IComparable<Postcode>
{
    private const int Letters = 26;
    private const int InwardLetters = Letters * Letters;
    private const int Inward = 10 * InwardLetters;

    /// <summary>A blank, ten digits and the letters.</summary>
    private const int Places = 1 + 10 + Letters;
    private const int Shortest = 5;
    private const int Longest = 7;

    /// <summary>Its sector, which is all but the last two letters: a number that other postcodes of it share.</summary>
    public long Sector => Packed / InwardLetters;

    /// <summary>Reads a postcode, in capitals or not, with spaces anywhere or none. Whether there is one of that shape, only a list can say.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Postcode postcode) => TryParse(text.AsSpan(), out postcode);

    /// <inheritdoc cref="TryParse(string?, out Postcode)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out Postcode postcode)
    {
        postcode = default;
        Span<char> letters = stackalloc char[Longest];
        var length = 0;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                continue;
            }

            if (length == Longest || !char.IsAsciiLetterOrDigit(character))
            {
                return false;
            }

            letters[length++] = char.ToUpperInvariant(character);
        }

        letters = letters[..length];
        if (length < Shortest || !IsOutward(letters[..^3]) || !IsInward(letters[^3..]))
        {
            return false;
        }

        postcode = new Postcode(Pack(letters[..^3], letters[^3..]));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Postcode other) => Packed.CompareTo(other.Packed);

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<char> letters = stackalloc char[4];
        var outward = Packed / Inward;
        for (var place = letters.Length - 1; place >= 0; place--)
        {
            letters[place] = Unpacked((int)(outward % Places));
            outward /= Places;
        }

        var inward = (int)(Packed % Inward);
        return $"{letters.TrimEnd(' ')} {(char)('0' + (inward / InwardLetters))}{(char)('A' + (inward / Letters % Letters))}{(char)('A' + (inward % Letters))}";
    }

    /// <summary>A9, A99, AA9, AA99, A9A, AA9A; and two of letters alone that once were.</summary>
    private static bool IsOutward(ReadOnlySpan<char> letters)
    {
        if (letters is "GIR" or "NPT")
        {
            return true;
        }

        var area = letters.Length > 1 && char.IsAsciiLetter(letters[1]) ? 2 : 1;
        return char.IsAsciiLetter(letters[0]) && letters.Length > area && letters.Length <= area + 2 && char.IsAsciiDigit(letters[area]);
    }

    private static bool IsInward(ReadOnlySpan<char> letters) =>
        char.IsAsciiDigit(letters[0]) && char.IsAsciiLetter(letters[1]) && char.IsAsciiLetter(letters[2]);

    private static long Pack(ReadOnlySpan<char> outward, ReadOnlySpan<char> inward)
    {
        long packed = 0;
        for (var place = 0; place < 4; place++)
        {
            packed = (packed * Places) + (place < outward.Length ? Placed(outward[place]) : 0);
        }

        return (packed * Inward) + ((inward[0] - '0') * InwardLetters) + ((inward[1] - 'A') * Letters) + (inward[2] - 'A');
    }

    private static int Placed(char letter) => char.IsAsciiDigit(letter) ? 1 + letter - '0' : 11 + letter - 'A';

    private static char Unpacked(int place) =>
        place switch
        {
            0 => ' ',
            <= 10 => (char)('0' + place - 1),
            _ => (char)('A' + place - 11),
        };
}
