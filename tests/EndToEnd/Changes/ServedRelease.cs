using System.Globalization;
using Sylvan.Data.Csv;

namespace BudgetWatch.EndToEnd.Tests.Changes;

/// <summary>
/// The printed figures of a release as an outsider has them: from the CSV files and answers it serves, by the definitions of docs/api.md and arithmetic of this class alone.
/// Each figure has a key and a value rounded as printed.
/// </summary>
internal sealed class ServedRelease
{
    private readonly Dictionary<string, Dictionary<string, double>> _figures = new(StringComparer.Ordinal);

    /// <summary>The figures, by kind.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, double>> Figures => _figures;

    /// <summary>Downloads and asks what there is of a release.</summary>
    public static async Task<ServedRelease> ReadAsync(RunningApp app, string id)
    {
        async Task<List<Dictionary<string, string>>> RowsAsync(string path)
        {
            using var response = await app.Host.HttpClient.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));
            var body = await response.Content.ReadAsStringAsync();
            response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {body}");
            return Rows(body);
        }

        var served = new ServedRelease();
        var cash = new List<Dictionary<string, string>>();
        foreach (var geography in (string[])["upper-tier", "lower-tier", "authority", "region", "combined-authority"])
        {
            cash.AddRange(await RowsAsync($"downloads/{id}/figures-{geography}.csv"));
        }

        var frames = await RowsAsync($"downloads/{id}/frames.csv");
        var deprivation = await RowsAsync($"downloads/{id}/deprivation.csv");
        var gradients = await RowsAsync($"downloads/{id}/gradients.csv");
        served.AddSeries(cash, frames);
        served.AddResidents(frames);
        served.AddDeprivation(deprivation);
        served.AddGradients(gradients);
        served.AddStoredCuts(gradients, cash, frames, deprivation);
        served.AddDefaultCuts(await RowsAsync($"downloads/{id}/cuts.csv"), gradients);
        served.AddCoincidence(await RowsAsync($"coincidence?format=csv&release={id}"));
        foreach (var scope in (string[])["outside-social-care", "comparable", "all-social-care", "community-support"])
        {
            served.AddSpecifications(scope, await RowsAsync($"specifications?scope={scope}&limit=1000&format=csv&release={id}"));
        }

        return served;
    }

    private void AddSeries(List<Dictionary<string, string>> cash, List<Dictionary<string, string>> frames)
    {
        var byArea = Frames(frames);

        // An area without residents has no row of its own, and its pounds are worth what those of any other are.
        var factors = frames
            .GroupBy(row => row["year"])
            .ToDictionary(year => year.Key, year => Number(year.First()["realFactor"]), StringComparer.Ordinal);
        foreach (var row in cash)
        {
            var key = $"{row["geography"]}|{row["code"]}|{row["return"]}|{row["year"]}|{row["scope"]}";
            byArea.TryGetValue((row["geography"], row["code"], row["year"]), out var frame);
            double? pounds = Number(row["cash"]),
                real = pounds * factors[row["year"]];
            Add("cash", key, pounds, 0);
            Add("real", key, real, 0);
            Add("cash-per-head", key, pounds / frame.People, 0);
            Add("real-per-head", key, real / frame.People, 0);
        }
    }

    private static Dictionary<(string, string, string), (double? Factor, double? People)> Frames(List<Dictionary<string, string>> frames) =>
        frames
            .Where(row => row["population"] == "newest")
            .ToDictionary(
                row => (row["geography"], row["code"], row["year"]),
                row => (Number(row["realFactor"]), Number(row["residents"]))
            );

    private void AddResidents(List<Dictionary<string, string>> frames)
    {
        foreach (var row in frames)
        {
            Add("residents", $"{row["geography"]}|{row["code"]}|{row["year"]}|{row["population"]}", Number(row["residents"]), null);
        }
    }

    private void AddDeprivation(List<Dictionary<string, string>> deprivation)
    {
        foreach (var row in deprivation)
        {
            var key = $"{row["geography"]}|{row["code"]}|{row["imd"]}";
            Add("deprivation-scores", key, Number(row["deprivationScore"]), null);
            foreach (var column in (string[])["deprivationRank", "deprivationFifth", "deprivationTenth"])
            {
                Add("deprivation-ranks", $"{key}|{column}", Number(row[column]), null);
            }
        }
    }

    private void AddGradients(List<Dictionary<string, string>> gradients)
    {
        (string Kind, int Digits, string[] Columns)[] kinds =
        [
            (
                "gradient-percent",
                1,
                [
                    "englandChangePercent",
                    "fifth1ChangePercent",
                    "fifth2ChangePercent",
                    "fifth3ChangePercent",
                    "fifth4ChangePercent",
                    "fifth5ChangePercent",
                ]
            ),
            ("gradient-pounds", 0, ["englandFrom", "englandTo", "englandChange"]),
            ("gradient-points", 1, ["gap", "gapLow", "gapHigh", "sii", "siiLow", "siiHigh", "kitagawaMix", "kitagawaWithin"]),
            ("gradient-indices", 2, ["ratioFrom", "ratioTo", "riiFrom", "riiTo", "concentrationFrom", "concentrationTo", "spearman"]),
            ("gradient-indices", 3, ["spearmanP"]),
        ];
        foreach (var row in gradients)
        {
            foreach (var (kind, digits, columns) in kinds)
            {
                foreach (var column in columns)
                {
                    Add(kind, $"||{row["question"]}|{column}", Number(row[column]), digits);
                }
            }
        }
    }

    /// <summary>The cut of every ranked area that has a figure in both years, residents and a score, for every stored question.</summary>
    private void AddStoredCuts(
        List<Dictionary<string, string>> gradients,
        List<Dictionary<string, string>> cash,
        List<Dictionary<string, string>> frames,
        List<Dictionary<string, string>> deprivation
    )
    {
        var byArea = Frames(frames);
        var pounds = cash.Where(row => row["geography"] == "upper-tier").ToLookup(row => (row["return"], row["scope"], row["year"]));
        Dictionary<string, double> PerHead(string @return, string scope, string year) =>
            pounds[(@return, scope, year)]
                .Select(row =>
                    (
                        Code: row["code"],
                        Value: byArea.TryGetValue(("upper-tier", row["code"], year), out var frame)
                            ? Number(row["cash"]) * frame.Factor / frame.People
                            : null
                    )
                )
                .Where(row => row.Value is not null)
                .ToDictionary(row => row.Code, row => row.Value!.Value, StringComparer.Ordinal);
        foreach (var question in gradients)
        {
            var (@return, scope) = (question["return"], question["scope"]);
            Dictionary<string, double> from = PerHead(@return, scope, question["fromYear"]),
                to = PerHead(@return, scope, question["toYear"]);
            var scores = deprivation
                .Where(row => row["geography"] == "upper-tier" && row["imd"] == question["imd"])
                .ToDictionary(row => row["code"], row => Number(row["deprivationScore"])!.Value, StringComparer.Ordinal);
            var areas = scores.Keys.Where(code => from.ContainsKey(code) && to.ContainsKey(code)).ToList();
            var percents = areas
                .Where(code => from[code] > 0)
                .ToDictionary(code => code, code => 100 * ((to[code] - from[code]) / from[code]), StringComparer.Ordinal);
            var byPercent = percents
                .OrderBy(own => own.Value)
                .ThenBy(own => own.Key, StringComparer.Ordinal)
                .Select(own => own.Key)
                .ToList();
            var byScore = areas.OrderByDescending(code => scores[code]).ThenBy(code => code, StringComparer.Ordinal).ToList();
            for (var i = 0; i < byScore.Count; i++)
            {
                var code = byScore[i];
                var rank = byPercent.IndexOf(code) + 1;
                AddCut(
                    KeyOf("upper-tier", "", question, code),
                    percents.TryGetValue(code, out var percent) ? percent : null,
                    from[code],
                    to[code],
                    to[code] - from[code],
                    rank == 0 ? null : rank,
                    i + 1,
                    (5 * i / byScore.Count) + 1,
                    (10 * i / byScore.Count) + 1
                );
            }
        }
    }

    /// <summary>Default questions that are not stored: those of the other geographies.</summary>
    private void AddDefaultCuts(List<Dictionary<string, string>> cuts, List<Dictionary<string, string>> gradients)
    {
        var stored = gradients.Select(row => (row["return"], row["scope"], row["fromYear"], row["toYear"])).ToHashSet();
        foreach (var row in cuts.Where(row => row["excluded"].Length == 0))
        {
            if (row["geography"] == "upper-tier")
            {
                stored.ShouldContain((row["return"], row["scope"], row["fromYear"], row["toYear"]));
                continue;
            }

            AddCut(
                KeyOf(row["geography"], row["class"], row, row["code"]),
                Number(row["changePercent"]),
                Number(row["from"]),
                Number(row["to"]),
                Number(row["change"]),
                Number(row["rank"]),
                Number(row["deprivationRank"]),
                Number(row["deprivationFifth"]),
                Number(row["deprivationTenth"])
            );
        }
    }

    private static string KeyOf(string geography, string @class, Dictionary<string, string> question, string code) =>
        $"{geography}|{code}|{@class}|{question["return"]}|{question["scope"]}|{question["fromYear"]}|{question["toYear"]}";

    private void AddCut(
        string key,
        double? percent,
        double? from,
        double? to,
        double? change,
        double? rank,
        double? deprivation,
        double? fifth,
        double? tenth
    )
    {
        Add("cut-percent", key, percent, 1);
        Add("cut-pounds", key + "|from", from, 0);
        Add("cut-pounds", key + "|to", to, 0);
        Add("cut-pounds", key + "|change", change, 0);
        Add("cut-ranks", key + "|rank", rank, null);
        Add("cut-ranks", key + "|deprivationRank", deprivation, null);
        Add("cut-ranks", key + "|deprivationFifth", fifth, null);
        Add("cut-ranks", key + "|deprivationTenth", tenth, null);
    }

    private void AddCoincidence(List<Dictionary<string, string>> coincidence)
    {
        foreach (var row in coincidence.Where(row => row["excluded"].Length == 0))
        {
            var key = $"upper-tier|{row["code"]}";
            Add("coincides", key, row["coincides"] == "true" ? 1 : 0, null);
            Add("capacity-index", key, Number(row["capacityIndex"]), 2);
            foreach (var column in (string[])["capacityRank", "capacityRankLow", "capacityRankHigh"])
            {
                Add("capacity-ranks", $"{key}|{column}", Number(row[column]), null);
            }

            foreach (var component in row["components"].Split("; "))
            {
                Add("capacity-components", $"{key}|{component.Split(' ')[0]}", Number(component.Split(' ')[1]), 2);
            }
        }
    }

    private void AddSpecifications(string curve, List<Dictionary<string, string>> specifications)
    {
        string[] choices = ["return", "scope", "fromYear", "toYear", "measure", "imd", "london", "groups", "weights", "population"];
        specifications.Count.ShouldBeLessThan(1_000, "a page of specifications is cut off");
        foreach (var row in specifications)
        {
            foreach (var column in (string[])["sii", "siiLow", "siiHigh", "gap", "gapLow", "gapHigh"])
            {
                Add(
                    "specifications",
                    $"||{curve}|{string.Join('|', choices.Select(choice => row[choice]))}|{column}",
                    Number(row[column]),
                    1
                );
            }
        }
    }

    /// <summary>Notes a figure, rounded as printed: halves away from zero. None where there is no value.</summary>
    private void Add(string kind, string key, double? value, int? digits)
    {
        _figures.TryAdd(kind, new(StringComparer.Ordinal));
        if (value is { } figure)
        {
            _figures[kind].Add(key, digits is { } decimals ? Math.Round(figure, decimals, MidpointRounding.AwayFromZero) : figure);
        }
    }

    private static double? Number(string cell) => cell.Length == 0 ? null : double.Parse(cell, CultureInfo.InvariantCulture);

    private static List<Dictionary<string, string>> Rows(string text)
    {
        using var csv = CsvDataReader.Create(new StringReader(text), new CsvDataReaderOptions { MaxBufferSize = 1 << 20 });
        var columns = Enumerable.Range(0, csv.FieldCount).Select(csv.GetName).ToList();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(
                columns
                    .Select((column, i) => (column, Cell: csv.GetString(i)))
                    .ToDictionary(pair => pair.column, pair => pair.Cell, StringComparer.Ordinal)
            );
        }

        return rows;
    }
}

/// <summary>What moved between two served releases, counted from their figures alone.</summary>
/// <param name="Compared">How many figures both have.</param>
/// <param name="Moved">How many of those differ.</param>
/// <param name="Added">How many only the second has.</param>
/// <param name="Gone">How many only the first has.</param>
/// <param name="Areas">The geography and code of every area in which one moved.</param>
/// <param name="Largest">The size of the largest move; 0 where none moved.</param>
internal sealed record ServedDifference(int Compared, int Moved, int Added, int Gone, IReadOnlySet<string> Areas, double Largest)
{
    /// <summary>Of one kind.</summary>
    public static ServedDifference Between(Dictionary<string, double> before, Dictionary<string, double> now)
    {
        var both = now.Where(own => before.ContainsKey(own.Key)).ToList();
        var moved = both.Where(own => before[own.Key] != own.Value).ToList();
        return new ServedDifference(
            both.Count,
            moved.Count,
            now.Count - both.Count,
            before.Count - both.Count,
            moved
                .Select(own => string.Join('|', own.Key.Split('|').Take(2)))
                .Where(area => area.Length > 1)
                .ToHashSet(StringComparer.Ordinal),
            moved.Select(own => Math.Round(Math.Abs(own.Value - before[own.Key]), 6)).DefaultIfEmpty().Max()
        );
    }
}
