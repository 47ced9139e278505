using System.Globalization;
using Sylvan.Data.Csv;

namespace BudgetWatch.EndToEnd.Tests.Year;

/// <summary>A figure that two releases serve differently.</summary>
/// <param name="Kind">The kind of figure, as <c>/changes</c> calls it.</param>
/// <param name="Table">The address it is served at.</param>
/// <param name="Row">The cells that name its row.</param>
/// <param name="From">What the release before serves; null where it has no number.</param>
/// <param name="To">What the release serves; null where it has no number.</param>
/// <param name="Digits">How many decimals are printed.</param>
internal sealed record ServedMove(string Kind, string Table, IReadOnlyList<string> Row, decimal? From, decimal? To, int Digits)
{
    /// <summary>Whether both releases have the figure and print it differently.</summary>
    public bool HasMoved => From is { } from && To is { } to && Printed(from) != Printed(to);

    private decimal Printed(decimal figure) => Math.Round(figure, Digits, MidpointRounding.AwayFromZero);
}

/// <summary>The figures of a release as CSV serves them, compared with those of another by code that knows only rows and columns.</summary>
internal static class ServedFigures
{
    /// <summary>The kinds of which every figure is compared here, so that what <c>/changes</c> counts is known exactly; of the others it counts at least what is found.</summary>
    public static readonly IReadOnlyList<string> Whole =
    [
        "residents",
        "deprivation-scores",
        "deprivation-ranks",
        "gradient-percent",
        "gradient-pounds",
    ];

    private const string Release = "$RELEASE";

    private static readonly string[] Fifths =
    [
        .. Enumerable.Range(1, 5).Select(fifth => string.Create(CultureInfo.InvariantCulture, $"fifth{fifth}ChangePercent")),
    ];

    private static readonly (string Kind, int Digits, string[] Columns)[] OfCuts =
    [
        ("cut-percent", 1, ["changePercent"]),
        ("cut-pounds", 0, ["from", "to", "change"]),
        ("cut-ranks", 0, ["rank"]),
    ];

    /// <summary>What is compared: an address of a release, the columns that name a row, and the columns of each kind.</summary>
    private static readonly (string Address, string[] Key, (string Kind, int Digits, string[] Columns)[] Kinds)[] Tables =
    [
        ($"downloads/{Release}/figures-upper-tier.csv", ["code", "return", "year", "scope"], [("cash", 0, ["cash"])]),
        ($"downloads/{Release}/frames.csv", ["geography", "code", "year", "population"], [("residents", 0, ["residents"])]),
        (
            $"downloads/{Release}/deprivation.csv",
            ["geography", "code", "imd"],
            [
                ("deprivation-scores", 28, ["deprivationScore"]),
                ("deprivation-ranks", 0, ["deprivationRank", "deprivationFifth", "deprivationTenth"]),
            ]
        ),
        (
            $"downloads/{Release}/gradients.csv",
            ["question"],
            [
                ("gradient-percent", 1, ["englandChangePercent", .. Fifths]),
                ("gradient-pounds", 0, ["englandFrom", "englandTo", "englandChange"]),
            ]
        ),
        ($"downloads/{Release}/cuts.csv", ["geography", "scope", "code", "toYear"], OfCuts),
        .. ((string[])["", "&scope=libraries", "&scope=community-support", "&scope=all-social-care", "&from=2018-19&to=2019-20"]).Select(
            question => ($"cuts?format=csv&release={Release}{question}", (string[])["code", "toYear"], OfCuts)
        ),
    ];

    /// <summary>Every figure that one release serves otherwise than another, or that only one of them serves.</summary>
    public static async Task<IReadOnlyList<ServedMove>> MovesAsync(HttpClient client, string before, string now)
    {
        var moves = new List<ServedMove>();
        foreach (var (address, key, kinds) in Tables)
        {
            List<(string Kind, int Digits, string Name)> columns =
            [
                .. kinds.SelectMany(kind => kind.Columns.Select(column => (kind.Kind, kind.Digits, column))),
            ];
            var names = columns.ConvertAll(column => column.Name);
            var was = await ReadAsync(client, address.Replace(Release, before, StringComparison.Ordinal), key, names);
            var became = await ReadAsync(client, address.Replace(Release, now, StringComparison.Ordinal), key, names);
            foreach (var row in was.Keys.Union(became.Keys, StringComparer.Ordinal))
            {
                for (var column = 0; column < columns.Count; column++)
                {
                    decimal? from = was.GetValueOrDefault(row)?[column],
                        to = became.GetValueOrDefault(row)?[column];
                    if (from != to)
                    {
                        moves.Add(new ServedMove(columns[column].Kind, address, row.Split('|'), from, to, columns[column].Digits));
                    }
                }
            }
        }

        return moves;
    }

    private static async Task<Dictionary<string, decimal?[]>> ReadAsync(
        HttpClient client,
        string address,
        string[] key,
        IReadOnlyList<string> columns
    )
    {
        using var response = await client.GetAsync(new Uri($"api/v1/{address}", UriKind.Relative));
        response.IsSuccessStatusCode.ShouldBeTrue($"{address}: {response.StatusCode}");
        using var text = new StreamReader(await response.Content.ReadAsStreamAsync());
        using var csv = CsvDataReader.Create(text);
        var rows = new Dictionary<string, decimal?[]>(StringComparer.Ordinal);
        while (csv.Read())
        {
            rows.Add(string.Join('|', key.Select(Cell)), [.. columns.Select(column => Number(Cell(column)))]);
        }

        return rows;

        string Cell(string column) => csv.GetString(csv.GetOrdinal(column));
    }

    private static decimal? Number(string cell) =>
        decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
