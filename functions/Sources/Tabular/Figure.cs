using System.Collections.Frozen;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Tabular;

/// <summary>A figure or the publisher's word for why there is none.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Status">What the cell says.</param>
internal readonly record struct Figure(decimal? Value, CellStatus Status)
{
    /// <summary>The publishers' words (methodology 1). A word that is not here is not guessed at.</summary>
    private static readonly FrozenDictionary<string, CellStatus> Markers = new Dictionary<string, CellStatus>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["…"] = CellStatus.Missing,
        ["..."] = CellStatus.Missing,
        ["[x]"] = CellStatus.Missing,
        ["not submitted"] = CellStatus.Missing,
        ["[z]"] = CellStatus.NotApplicable,
        ["-"] = CellStatus.NotApplicable,
        ["n/a"] = CellStatus.NotApplicable,
        ["Category discontinued"] = CellStatus.NotApplicable,
        ["[c]"] = CellStatus.Suppressed,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a cell. A blank one is missing, never 0. Null: neither a figure nor a known word, or an error of the spreadsheet.</summary>
    public static Figure? Read(CellValue cell)
    {
        if (cell.IsBlank)
        {
            return new Figure(null, CellStatus.Missing);
        }

        if (cell.TryDecimal(out var value))
        {
            return new Figure(value, CellStatus.Reported);
        }

        return cell.Kind == CellKind.Text && Markers.TryGetValue(cell.ToString().Trim(), out var status) ? new Figure(null, status) : null;
    }

    /// <summary>What a person should expect where <see cref="Read"/> gives null.</summary>
    public const string Expected = "a figure, or one of … ... [x] [z] [c] - n/a";
}
