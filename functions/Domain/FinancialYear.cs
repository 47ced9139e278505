using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain;

/// <summary>A financial year of English local government: 1 April of <see cref="StartYear"/> to 31 March of the next.</summary>
/// <param name="StartYear">The calendar year in which it starts: 2010 for 2010-11.</param>
public readonly record struct FinancialYear(int StartYear) : IComparable<FinancialYear>
{
    private const int Earliest = 1900;
    private const int Latest = 2199;

    /// <summary>Reads <c>2010-11</c>. The two parts must follow each other; 1999-00 is a year, 2010-12 is not.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out FinancialYear year)
    {
        year = default;
        // The framework's parser lets NUL characters end a number; only digits make a year.
        if (
            text is not { Length: 7 }
            || text[4] != '-'
            || !text.AsSpan(5).ContainsOnlyDigits()
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            || !int.TryParse(text.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            || start is < Earliest or > Latest
            || (start + 1) % 100 != end
        )
        {
            return false;
        }

        year = new FinancialYear(start);
        return true;
    }

    /// <summary>Reads <c>2010-11</c>; throws <see cref="FormatException"/> on anything else.</summary>
    public static FinancialYear Parse(string text) =>
        TryParse(text, out var year) ? year : throw new FormatException($"'{text}' is not a financial year such as 2010-11");

    /// <inheritdoc/>
    public int CompareTo(FinancialYear other) => StartYear.CompareTo(other.StartYear);

    /// <summary>Whether <paramref name="left"/> starts before <paramref name="right"/>.</summary>
    public static bool operator <(FinancialYear left, FinancialYear right) => left.StartYear < right.StartYear;

    /// <summary>Whether <paramref name="left"/> starts after <paramref name="right"/>.</summary>
    public static bool operator >(FinancialYear left, FinancialYear right) => left.StartYear > right.StartYear;

    /// <summary>Whether <paramref name="left"/> starts no later than <paramref name="right"/>.</summary>
    public static bool operator <=(FinancialYear left, FinancialYear right) => left.StartYear <= right.StartYear;

    /// <summary>Whether <paramref name="left"/> starts no earlier than <paramref name="right"/>.</summary>
    public static bool operator >=(FinancialYear left, FinancialYear right) => left.StartYear >= right.StartYear;

    /// <summary>As published: <c>2010-11</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartYear:0000}-{(StartYear + 1) % 100:00}");
}
