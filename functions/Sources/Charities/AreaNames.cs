using System.Collections.Frozen;
using System.Text;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Sources.Charities;

/// <summary>
/// The names by which the register calls local authorities of England and Wales, and their codes as of April 2023. The names are those of the
/// register's own list of areas; English codes are drawn from the district lineage, Welsh ones from ONS. The register still calls areas by
/// authorities of before 2019: Bournemouth and Poole are the authority they became; Cumbria and Northamptonshire, which became two each, keep
/// the codes of the counties they were. Present names the register has not taken up are here too.
/// </summary>
internal static class AreaNames
{
    private static readonly Lazy<FrozenDictionary<string, GssCode>> Table = new(Load);

    /// <summary>Every name of the table with its code.</summary>
    public static IReadOnlyDictionary<string, GssCode> All => Table.Value;

    /// <summary>The code of the authority a name stands for; false where nobody knows.</summary>
    public static bool TryFind(string name, out GssCode place) => Table.Value.TryGetValue(Key(name), out place);

    /// <summary>
    /// A name without what writers differ in: case, hyphens and punctuation, <c>&amp;</c> for <c>and</c>, and whether a city or county calls itself one:
    /// <c>City Of Bristol</c>, <c>Bristol City</c> and <c>Bristol, City of</c> are one.
    /// </summary>
    public static string Key(string name)
    {
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
        foreach (var before in (string[])["city of ", "county of ", "county "])
        {
            key = key.StartsWith(before, StringComparison.Ordinal) ? key[before.Length..] : key;
        }

        foreach (var after in (string[])[" city of", " county of", " city"])
        {
            key = key.EndsWith(after, StringComparison.Ordinal) ? key[..^after.Length] : key;
        }

        return key;
    }

    private static FrozenDictionary<string, GssCode> Load()
    {
        using var lines = new StreamReader(
            typeof(AreaNames).Assembly.GetManifestResourceStream("area-of-operation-names.csv")
            ?? throw new InvalidOperationException("The table of area names is not in the assembly."));
        return lines.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Skip(1)
            .Select(line => line.Split(','))
            .ToFrozenDictionary(pair => Key(pair[0]), pair => new GssCode(pair[1]), StringComparer.Ordinal);
    }
}
