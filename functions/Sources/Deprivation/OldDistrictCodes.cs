using System.Collections.Frozen;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Sources.Deprivation;

/// <summary>
/// The four-character codes districts had before 2011 (<c>00EB</c>, <c>26UG</c>) and the ONS codes of the same shapes: the 326 of the map of
/// April 2009. Only the Indices of 2010 still use them. Source: ONS, names and codes of local authority districts in 2013, columns LAD13CD and
/// LAD13CDO (Open Government Licence v3.0).
/// </summary>
internal static class OldDistrictCodes
{
    private static readonly Lazy<FrozenDictionary<string, GssCode>> Table = new(Load);

    /// <summary>The ONS code of an old code's shape.</summary>
    public static bool TryFind(string old, out GssCode place) => Table.Value.TryGetValue(old.Trim(), out place);

    private static FrozenDictionary<string, GssCode> Load()
    {
        using var lines = new StreamReader(
            typeof(OldDistrictCodes).Assembly.GetManifestResourceStream("old-district-codes.csv")
                ?? throw new InvalidOperationException("The table of old district codes is not in the assembly.")
        );
        return lines
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Skip(1)
            .Select(line => line.Split(','))
            .ToFrozenDictionary(pair => pair[0], pair => new GssCode(pair[1]), StringComparer.Ordinal);
    }
}
