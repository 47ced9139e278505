using System.Globalization;
using System.Text;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>
/// Where upper-tier authorities stand on a map of hexagons, odd rows shifted half a hexagon to the right (HexJSON, odd-r). The places are those of
/// <c>uk-upper-tier-local-authorities.hexjson</c> of odileeds/hexmaps, MIT licence, copyright ODI Leeds.
/// </summary>
internal static class Hexagons
{
    /// <summary>Every hexagon with the GSS code of its authority.</summary>
    public static IReadOnlyList<(string Code, int Q, int R)> All { get; } =
    [
        .. Encoding
            .UTF8.GetString(SiteAssets.Read("hexagons.csv"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.Trim().Split(','))
            .Select(cells =>
                (cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), int.Parse(cells[2], CultureInfo.InvariantCulture))
            ),
    ];
}
