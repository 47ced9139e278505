using System.Buffers;
using System.Globalization;
using System.Text;

namespace BudgetWatch.Storage.Tables;

/// <summary>
/// Keys as Table Storage takes them. Letters, digits and <c>- . _ |</c> stay as they are. Any other character is written as the nearest
/// plain character below it, a tilde and four hexadecimal digits, so that the order of keys stays the ordinal order of what they stand
/// for, and no two keys become one.
/// </summary>
internal static class TableKey
{
    // In ordinal order. '!' only stands below characters that come before '-'.
    private const string Plain = "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz|";
    private const char Lowest = '!';
    private const char Mark = '~';

    /// <summary>A key has at most 1 KiB in UTF-16.</summary>
    private const int Longest = 512;

    private static readonly SearchValues<char> plainCharacters = SearchValues.Create(Plain);

    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(plainCharacters))
            return text;
        var key = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (plainCharacters.Contains(c))
                key.Append(c);
            else
                key.Append(Below(c)).Append(Mark).Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return key.ToString();
    }

    /// <summary>Whether a row can have a key, as encoded. Storage refuses to look for one that no row can have.</summary>
    public static bool IsPossible(string encoded) => encoded.Length <= Longest;

    public static string Decode(string key)
    {
        if (!key.Contains(Mark, StringComparison.Ordinal))
            return key;
        var text = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length; i++)
        {
            if (i + 5 < key.Length && key[i + 1] == Mark)
            {
                text.Append((char)ushort.Parse(key.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 5;
            }
            else
            {
                text.Append(key[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// The keys that start with a prefix: from the first, up to but not including the second. No encoded character starts with a tilde,
    /// and a tilde comes after all that do, so the range is exact.
    /// </summary>
    public static (string From, string Before) Range(string prefix)
    {
        var from = Encode(prefix);
        return (from, from + Mark);
    }

    private static char Below(char c)
    {
        var below = Lowest;
        foreach (var plain in Plain)
        {
            if (plain > c)
                break;
            below = plain;
        }

        return below;
    }
}
