using System.Globalization;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests.Consistency;

/// <summary>What an answer says of an area, whatever its form: figures, ranks and flags, or why it is left out.</summary>
internal sealed record AreaRow(
    double? From,
    double? To,
    double? Change,
    double? ChangePercent,
    int? Rank,
    int? DeprivationRank,
    int? Fifth,
    int? Tenth,
    string Flags,
    string? Excluded
)
{
    /// <summary>A row of the areas of <c>/cuts</c>, or of those deepest and shallowest in <c>/summary</c>.</summary>
    public static AreaRow OfJson(JToken row) =>
        new(
            (double?)row["from"],
            (double?)row["to"],
            (double?)row["change"],
            (double?)row["changePercent"],
            (int?)row["rank"],
            (int?)row["deprivation"]?["rank"],
            (int?)row["deprivation"]?["fifth"],
            (int?)row["deprivation"]?["tenth"],
            string.Join(' ', row["flags"]!.Values<string>()),
            (string?)row["excluded"]
        );

    /// <summary>An area that is left out.</summary>
    public static AreaRow LeftOut(string? reason) => new(null, null, null, null, null, null, null, null, "", reason);

    /// <summary>A row of a CSV.</summary>
    public static AreaRow OfCsv(IReadOnlyDictionary<string, string> row) =>
        new(
            Number(row["from"]),
            Number(row["to"]),
            Number(row["change"]),
            Number(row["changePercent"]),
            (int?)Number(row["rank"]),
            (int?)Number(row["deprivationRank"]),
            (int?)Number(row["deprivationFifth"]),
            (int?)Number(row["deprivationTenth"]),
            row["flags"],
            row["excluded"] is { Length: > 0 } reason ? reason : null
        );

    /// <summary>Every area of a JSON-stat cube, by code.</summary>
    public static Dictionary<string, AreaRow> OfCube(JObject cube)
    {
        var (areas, fields) = (Ids(cube, "area"), Ids(cube, "field"));
        var (values, notes) = ((JArray)cube["value"]!, cube["dimension"]!["area"]!["category"]!["note"]!);
        return areas
            .Select(
                (code, place) =>
                {
                    double? Of(string field) => (double?)values[(place * fields.Count) + fields.IndexOf(field)];
                    var status = (string?)cube["status"]![(place * fields.Count).ToString(CultureInfo.InvariantCulture)] ?? "";
                    return (
                        code,
                        Row: status == "excluded"
                            ? LeftOut((string?)notes[code]![0])
                            : new AreaRow(
                                Of("from"),
                                Of("to"),
                                Of("change"),
                                Of("changePercent"),
                                (int?)Of("rank"),
                                (int?)Of("deprivationRank"),
                                (int?)Of("deprivationFifth"),
                                (int?)Of("deprivationTenth"),
                                status,
                                null
                            )
                    );
                }
            )
            .ToDictionary(own => own.code, own => own.Row, StringComparer.Ordinal);
    }

    private static List<string> Ids(JObject cube, string dimension) =>
        [.. cube["dimension"]![dimension]!["category"]!["index"]!.Select(id => (string)id!)];

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
