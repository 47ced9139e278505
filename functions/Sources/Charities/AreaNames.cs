using System.Collections.Frozen;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;

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

    /// <summary>The code of the authority a name stands for; false where it is unknown.</summary>
    public static bool TryFind(string name, out GssCode place) => Table.Value.TryGetValue(PlaceName.Key(name), out place);

    private static FrozenDictionary<string, GssCode> Load()
    {
        using var lines = new StreamReader(
            typeof(AreaNames).Assembly.GetManifestResourceStream("area-of-operation-names.csv")
                ?? throw new InvalidOperationException("The table of area names is not in the assembly.")
        );
        return lines
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Skip(1)
            .Select(line => line.Split(','))
            .ToFrozenDictionary(pair => PlaceName.Key(pair[0]), pair => new GssCode(pair[1]), StringComparer.Ordinal);
    }
}
