using System.Text;

namespace BudgetWatch.Domain.Geography;

/// <summary>Names of authorities as publishers differ in writing them.</summary>
public static class PlaceName
{
    private static readonly string[] Before = ["city of ", "county of ", "county "];
    private static readonly string[] After = [" city of", " county of", " city"];

    /// <summary>
    /// A name without what writers differ in: case, hyphens and punctuation, <c>&amp;</c> for <c>and</c>, and whether a city or county calls itself one:
    /// <c>City Of Bristol</c>, <c>Bristol City</c> and <c>Bristol, City of</c> are one.
    /// </summary>
    public static string Key(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var letters = new StringBuilder(name.Length + 2);
        foreach (var letter in name.Replace("&", " and ", StringComparison.Ordinal))
        {
            if (char.IsLetterOrDigit(letter))
            {
                letters.Append(char.ToLowerInvariant(letter));
            }
            else if (letter is not ('\'' or '’' or '.'))
            {
                letters.Append(' ');
            }
        }

        var key = string.Join(' ', letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (var before in Before)
        {
            key = key.StartsWith(before, StringComparison.Ordinal) ? key[before.Length..] : key;
        }

        foreach (var after in After)
        {
            key = key.EndsWith(after, StringComparison.Ordinal) ? key[..^after.Length] : key;
        }

        return key;
    }
}
