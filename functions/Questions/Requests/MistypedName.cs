namespace BudgetWatch.Questions.Requests;

/// <summary>Which name someone meant who mistyped it.</summary>
public static class MistypedName
{
    private const int ShortestWithAnother = 4;

    /// <summary>
    /// The name that was meant: the same except for case, hyphens and underscores; or, of four letters or more, one letter left out, put in, changed, or swapped with the next. What
    /// HTML left of an <c>&amp;amp;</c> before it counts for nothing.
    /// </summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="names">The names there are.</param>
    /// <returns>The name; null where it is like none.</returns>
    public static string? Find(string sent, IEnumerable<string> names)
    {
        var plain = Plain(sent.StartsWith("amp;", StringComparison.OrdinalIgnoreCase) ? sent["amp;".Length..] : sent);
        return plain.Length == 0
            ? null
            : names.FirstOrDefault(name =>
                Plain(name) is var other
                && (
                    plain == other
                    || (plain.Length >= ShortestWithAnother && other.Length >= ShortestWithAnother && IsOneSlip(plain, other))
                )
            );
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static bool IsOneSlip(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var same = one.CommonPrefixLength(other);
        one = one[same..];
        other = other[same..];
        return (one.Length > 0 && one[1..].SequenceEqual(other))
            || (other.Length > 0 && other[1..].SequenceEqual(one))
            || (one.Length > 0 && other.Length > 0 && one[1..].SequenceEqual(other[1..]))
            || (one.Length > 1 && other.Length > 1 && one[0] == other[1] && one[1] == other[0] && one[2..].SequenceEqual(other[2..]));
    }
}
