using System.Text.Unicode;
using BudgetWatch.Domain.Community;

namespace BudgetWatch.Sources.Charities;

/// <summary>
/// What a charity's name says of its kind, where no field does. The register has no word for independent schools, NHS charities or councils,
/// which are no general charities by the NCVO's definition; lists of them by name would be out of date tomorrow, so words decide.
/// </summary>
internal static class CharityNames
{
    /// <summary>No parents' association or friends' group takes in so much; nearly every independent school does.</summary>
    private const decimal IncomeOfASchool = 1_000_000m;

    private const int Longest = 512;

    private static readonly string[] Schools = ["SCHOOL", "SCHOOLS", "COLLEGE", "COLLEGES"];

    private static readonly string[] AroundSchools =
    [
        "FRIENDS",
        "PARENT",
        "PARENTS",
        "PTA",
        "PTFA",
        "ASSOCIATION",
        "UNION",
        "ALUMNI",
        "SUNDAY",
        "PRESCHOOL",
        "PRE",
        "PLAYGROUP",
        "NURSERY",
        "STUDENTS",
    ];

    private static readonly string[] Councils =
    [
        "PARISH COUNCIL",
        "TOWN COUNCIL",
        "DISTRICT COUNCIL",
        "BOROUGH COUNCIL",
        "CITY COUNCIL",
        "COUNTY COUNCIL",
    ];

    private static readonly string[] PublicBodies = ["BRITISH COUNCIL", "ARTS COUNCIL ENGLAND", "ARTS COUNCIL OF ENGLAND"];

    /// <summary>The marks of a name.</summary>
    /// <param name="name">As it stands, UTF-8.</param>
    /// <param name="income">The latest income, pounds.</param>
    public static CharityMarks Marks(ReadOnlySpan<byte> name, decimal? income)
    {
        Span<char> letters = stackalloc char[Longest];
        Utf8.ToUtf16(name[..Math.Min(name.Length, Longest)], letters, out _, out var length);
        Span<char> spaced = stackalloc char[Longest + 2];
        var words = Words(letters[..length], spaced);
        return (Has(words, "NHS") && !Has(words, "FRIENDS") ? CharityMarks.HealthService : CharityMarks.None)
            | (IsPublicBody(words) ? CharityMarks.PublicBody : CharityMarks.None)
            | (
                income >= IncomeOfASchool && HasAny(words, Schools) && !HasAny(words, AroundSchools)
                    ? CharityMarks.School
                    : CharityMarks.None
            );
    }

    /// <summary>Capitals with one space before, between and after words.</summary>
    private static ReadOnlySpan<char> Words(ReadOnlySpan<char> letters, Span<char> words)
    {
        words[0] = ' ';
        var length = 1;
        foreach (var letter in letters)
        {
            if (char.IsLetterOrDigit(letter))
            {
                words[length++] = char.ToUpperInvariant(letter);
            }
            else if (letter is not ('\'' or '’') && words[length - 1] != ' ')
            {
                words[length++] = ' ';
            }
        }

        if (words[length - 1] != ' ')
        {
            words[length++] = ' ';
        }

        return words[..length];
    }

    private static bool IsPublicBody(ReadOnlySpan<char> words)
    {
        var name = words.Trim();
        foreach (var council in Councils)
        {
            if (name.EndsWith(council, StringComparison.Ordinal))
            {
                return true;
            }
        }

        var bare = name.StartsWith("THE ", StringComparison.Ordinal) ? name[4..] : name;
        foreach (var body in PublicBodies)
        {
            if (bare.SequenceEqual(body))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasAny(ReadOnlySpan<char> words, string[] any)
    {
        foreach (var word in any)
        {
            if (Has(words, word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(ReadOnlySpan<char> words, string word)
    {
        for (var at = words.IndexOf(word, StringComparison.Ordinal); at >= 0; )
        {
            if (words[at - 1] == ' ' && words[at + word.Length] == ' ')
            {
                return true;
            }

            var next = words[(at + 1)..].IndexOf(word, StringComparison.Ordinal);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }
}
