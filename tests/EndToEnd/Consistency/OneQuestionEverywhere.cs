using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests.Consistency;

/// <summary>Asks a question of every route that answers it, and notes where two differ. What the others are held to is <c>/cuts</c> as JSON.</summary>
internal sealed class OneQuestionEverywhere(AskedApi api, PublishedTables tables)
{
    private const int AreasAsked = 3;

    private readonly ConcurrentQueue<(string Route, string What)> _differences = new();
    private readonly ConcurrentDictionary<string, int> _compared = new(StringComparer.Ordinal);

    public IEnumerable<string> Differences => _differences.Select(own => $"{own.Route}: {own.What}").Take(20);

    /// <summary>How many questions had an answer.</summary>
    public int Answered => _compared.GetValueOrDefault("cuts");

    public string Counted(int asked) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{asked} questions, {_differences.Count} differences{string.Concat(_differences.CountBy(own => own.Route).Select(own => $", {own.Value} of {own.Key}"))}; compared:"
                + $" {string.Join(", ", _compared.OrderBy(own => own.Key, StringComparer.Ordinal).Select(own => $"{own.Key} {own.Value}"))}"
        );

    public async Task AskAsync(AskedQuestion question, int number)
    {
        var asked = question.Sent();
        void Same<T>(string route, string what, T expected, T found)
        {
            _compared.AddOrUpdate(route, 1, (_, count) => count + 1);
            if (!EqualityComparer<T>.Default.Equals(expected, found))
            {
                _differences.Enqueue((route, $"question {number}, {asked}, {what}: {expected} by cuts, {found} here"));
            }
        }

        var (status, cuts) = await api.JsonAsync($"cuts?{asked}");
        if (status != HttpStatusCode.OK)
        {
            var (other, gradient) = await api.JsonAsync($"gradient?{asked}");
            Same(
                "refused by gradient",
                "refusal",
                (status, (string?)cuts["title"], (string?)cuts["detail"]),
                (other, (string?)gradient["title"], (string?)gradient["detail"])
            );
            return;
        }

        var stated = cuts["query"]!;
        var (from, to) = ((string)stated["from"]!, (string)stated["to"]!);
        Dictionary<string, AreaRow> rows = new(StringComparer.Ordinal);
        foreach (var row in cuts["areas"]!)
        {
            rows.Add((string)row["code"]!, AreaRow.OfJson(row));
        }

        var ranked = rows.Values.Count(row => row.Rank is not null);
        foreach (var left in cuts["excluded"]!)
        {
            rows.Add((string)left["code"]!, AreaRow.LeftOut((string?)left["reason"]));
        }

        Same(
            "cuts",
            "areas",
            (cuts["areas"]!.Count(), cuts["excluded"]!.Count()),
            (rows.Values.Count(row => row.Excluded is null), rows.Values.Count(row => row.Excluded is not null))
        );
        void SameAreas(string route, IReadOnlyCollection<KeyValuePair<string, AreaRow>> found)
        {
            Same(route, "areas", rows.Count, found.Count);
            foreach (var (code, row) in found)
            {
                Same(route, code, rows.GetValueOrDefault(code), row);
            }
        }

        SameAreas(
            "cuts as CSV",
            [.. (await api.CsvAsync($"cuts?{asked}&format=csv")).Select(row => KeyValuePair.Create(row["code"], AreaRow.OfCsv(row)))]
        );
        SameAreas("cuts as JSON-stat", AreaRow.OfCube((await api.JsonAsync($"cuts?{asked}&format=json-stat")).Answer));
        if (question.IsDefault)
        {
            var published = tables.Cuts[((string)stated["geography"]!, (string?)stated["class"] ?? "", (string)stated["scope"]!)];
            SameAreas("downloads/cuts.csv", [.. published.Select(own => KeyValuePair.Create(own.Code, own.Row))]);
        }

        var compared = rows.Where(row => row.Value.Excluded is null).ToDictionary();
        var gradientAnswer = (await api.JsonAsync($"gradient?{asked}")).Answer;
        if (compared.Count > 0)
        {
            Gradient(gradientAnswer);
            await SummaryAsync();
            await SpecificationAsync();
        }

        // That an area has no place whatever the scope is no matter of the scope; where others are left out too a rank is among fewer.
        var everyoneIsCompared =
            cuts["excluded"]!.All(left =>
                (string)left["reason"]! is var reason
                && !reason.StartsWith("missing", StringComparison.Ordinal)
                && !reason.StartsWith("no figure", StringComparison.Ordinal)
                && !reason.StartsWith("the line", StringComparison.Ordinal)
                && !reason.StartsWith("no population", StringComparison.Ordinal)
                && !reason.StartsWith("no deflator", StringComparison.Ordinal)
            )
            && (string)stated["geography"]! != "authority";
        var codes = rows.Keys.Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < AreasAsked && codes.Count > 0; i++)
        {
            await AreaAsync(codes[question.Random.Next(codes.Count)]);
        }

        void Gradient(JObject gradient)
        {
            Same("gradient", "areas", compared.Count, (int)gradient["areas"]!);
            Same(
                "gradient",
                "England",
                ((double?)cuts["england"]!["from"], (double?)cuts["england"]!["to"]),
                ((double?)gradient["england"]!["from"], (double?)gradient["england"]!["to"])
            );
            foreach (
                var (groups, name, of) in ((string, string, Func<AreaRow, int?>)[])
                    [("fifths", "fifth", row => row.Fifth), ("tenths", "tenth", row => row.Tenth)]
            )
            {
                var members = compared.Values.GroupBy(of).ToDictionary(group => group.Key!.Value, group => group.ToList());
                Same("gradient", groups, members.Count, gradient[groups]!.Count());
                foreach (var group in gradient[groups]!.Where(group => members.ContainsKey((int)group[name]!)))
                {
                    var own = members[(int)group[name]!];
                    Same("gradient", $"{name} {group[name]}", own.Count, (int)group["areas"]!);
                    if (group["unweightedChangePercent"] is { } mean)
                    {
                        Same(
                            "gradient",
                            $"mean of {name} {group[name]}",
                            Rounded(own.Average(row => row.ChangePercent)),
                            Rounded((double?)mean)
                        );
                    }
                }
            }
        }

        async Task SummaryAsync()
        {
            var summary = (await api.JsonAsync($"summary?{asked}")).Answer;
            var inOrder = compared.Where(row => row.Value.Rank is not null).OrderBy(row => row.Value.Rank).ToList();
            foreach (
                var (list, expected) in ((string, IEnumerable<KeyValuePair<string, AreaRow>>)[])
                    [("deepest", inOrder.Take(10)), ("shallowest", inOrder.TakeLast(10).Reverse())]
            )
            {
                var found = summary[list]!.Select(row => ((string)row["code"]!, AreaRow.OfJson(row))).ToList();
                Same("summary", list, string.Join(' ', expected.Select(row => (row.Key, row.Value))), string.Join(' ', found));
            }

            // The tenths are left to /gradient.
            foreach (var part in (string[])["england", "fifths", "gap", "sii", "spearman"])
            {
                Same("summary", part, gradientAnswer[part]!.ToString(), summary["gradient"]![part]!.ToString());
            }
        }

        async Task SpecificationAsync()
        {
            if ((string)stated["deflator"]! != "published" || (string)stated["geography"]! != "upper-tier")
            {
                return;
            }

            var (found, curve) = await api.JsonAsync(
                $"specifications?limit=1&{string.Join('&', ((string[])["scope", "return", "from", "to", "measure", "imd", "london", "groups", "weights", "population"]).Select(name => $"{name}={stated[name]}"))}"
            );
            if (
                found == HttpStatusCode.OK
                && curve["specifications"]!.FirstOrDefault() is { } specification
                && JToken.DeepEquals(specification["query"], stated)
            )
            {
                Same("specifications", "areas", compared.Count, (int)specification["areas"]!);
                foreach (var end in (string[])["value", "low", "high"])
                {
                    Same(
                        "specifications",
                        $"sii {end}",
                        (double?)gradientAnswer["sii"]!["changePercent"]![end],
                        (double?)specification["sii"]![end]
                    );
                    Same("specifications", $"gap {end}", (double?)gradientAnswer["gap"]![end], (double?)specification["gap"]![end]);
                }
            }
        }

        async Task AreaAsync(string code)
        {
            var expected = rows[code];
            // Years that are not sent are those of the headline's scope; this one may have others.
            var (found, area) = await api.JsonAsync($"areas/{code}?{question.Sent("scope", "from", "to")}&from={from}&to={to}");
            if (found != HttpStatusCode.OK)
            {
                // Every scope is answered for years that the headline's scope has, and no others.
                Same(
                    "refused by areas/{code}",
                    code,
                    true,
                    found == HttpStatusCode.BadRequest && (string?)area["parameter"] is "from" or "to"
                );
                return;
            }

            var cut = area["cuts"]!.First(own => (string)own["scope"]! == (string)stated["scope"]!);
            Same("areas/{code}", code, expected with { DeprivationRank = null, Fifth = null, Tenth = null }, AreaRow.OfJson(cut));
            Same("areas/{code}", $"{code} of", ranked, (int)cut["of"]!);
            var deprivation = area["area"]!["deprivation"]![((int)stated["imd"]!).ToString(CultureInfo.InvariantCulture)];
            if (everyoneIsCompared)
            {
                Same(
                    "areas/{code}, deprivation",
                    code,
                    (expected.DeprivationRank, expected.Fifth, expected.Tenth),
                    ((int?)deprivation?["rank"], (int?)deprivation?["fifth"], (int?)deprivation?["tenth"])
                );
            }

            if (question.IsDefault && deprivation is not null)
            {
                Same(
                    "downloads/deprivation.csv",
                    code,
                    ((int)deprivation["rank"]!, (int)deprivation["fifth"]!, (int)deprivation["tenth"]!),
                    tables.Deprivation.GetValueOrDefault(((string)stated["geography"]!, (string)stated["imd"]!, code))
                );
            }

            if (expected.Excluded is not null)
            {
                var (series, _) = await api.JsonAsync($"areas/{code}/series?{question.Only("return", "scope", "geography")}");
                Same("areas/{code}/series", $"{code}, left out", HttpStatusCode.OK, series);
            }

            if (expected.Excluded is null && (string)stated["population"]! == "newest" && (string)stated["deflator"]! == "published")
            {
                await YearsAsync(code, expected);
            }
        }

        async Task YearsAsync(string code, AreaRow expected)
        {
            string Stated(params string[] names) => string.Join('&', names.Select(name => $"{name}={stated[name]}"));
            var series = (await api.JsonAsync($"areas/{code}/series?{Stated("return", "scope", "geography", "measure")}")).Answer;
            double? In(string year) => (double?)series["values"]!.First(value => (string)value["year"]! == year)["value"];
            Same("areas/{code}/series", code, (expected.From, expected.To), (In(from), In(to)));

            var end = question.Random.Next(2) == 0 ? from : to;
            var figure = (await api.JsonAsync($"provenance?area={code}&year={end}&{Stated("return", "scope", "geography")}")).Answer[
                "figure"
            ]!;
            var name = (string)stated["measure"]! switch
            {
                "real-per-head" => "realPerHead",
                "cash-per-head" => "cashPerHead",
                var own => own,
            };
            Same("provenance", $"{code} {end}", end == from ? expected.From : expected.To, (double?)figure[name]);

            if ((string)stated["geography"]! == "upper-tier")
            {
                var (status, returns) = await api.JsonAsync($"compare/returns?year={end}&{Stated("scope", "measure", "imd")}");
                if (status == HttpStatusCode.OK && returns["rows"]!.FirstOrDefault(row => (string)row["code"]! == code) is { } row)
                {
                    Same(
                        "compare/returns",
                        $"{code} {end}",
                        end == from ? expected.From : expected.To,
                        (double?)row[(string)stated["return"]! == "budget" ? "planned" : "spent"]
                    );
                }
            }
        }
    }

    /// <summary>Figures may be added up in another order.</summary>
    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 9) : null;
}
