using System.Globalization;
using System.Text.Json;

namespace BudgetWatch.TestKit.Load;

/// <summary>
/// Questions of every sort to every address that is open to readers, by number: the same number is the same question, and hardly any two are the same. What can
/// be asked is read from the contract that the app serves, and values from what it answers.
/// </summary>
public sealed class VariedQuestions
{
    private const string Base = "/api/v1";

    private static readonly string[] Charts =
    [
        "deprivation",
        "fifths",
        "specifications",
        "services",
        "years",
        "similar",
        "map",
        "compare",
        "coincidence",
        "grants",
        "claim",
    ];

    private readonly Dictionary<string, string[]> _pools;

    private VariedQuestions(IReadOnlyList<QuestionRoute> routes, Dictionary<string, string[]> pools)
    {
        Routes = routes;
        _pools = pools;
    }

    /// <summary>Every address, of the API and of pages.</summary>
    public IReadOnlyList<QuestionRoute> Routes { get; }

    /// <summary>Reads what can be asked of an app that runs and has a release.</summary>
    /// <param name="app">Asks it.</param>
    /// <returns>The questions.</returns>
    public static async Task<VariedQuestions> ReadAsync(HttpClient app)
    {
        using var contract = await JsonAsync(app, "/openapi.json");
        using var cells = await JsonAsync(app, "/releases");
        var releases = Texts(cells.RootElement.GetProperty("releases"), "id");
        using var release = await JsonAsync(app, $"/releases/{releases[0]}");
        using var upper = await JsonAsync(app, "/areas");
        using var lower = await JsonAsync(app, "/areas?geography=lower-tier");
        using var authorities = await JsonAsync(app, "/areas?geography=authority");
        using var files = await JsonAsync(app, "/downloads");
        using var sources = await JsonAsync(app, "/sources");
        string[] years =
        [
            .. release
                .RootElement.GetProperty("returns")
                .EnumerateArray()
                .Select(own => own.GetProperty("year").GetString()!)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        string[] upperTier = Texts(upper.RootElement.GetProperty("areas"), "code");
        string[] codes =
        [
            .. upperTier,
            .. Texts(lower.RootElement.GetProperty("areas"), "code"),
            .. Texts(authorities.RootElement.GetProperty("areas"), "code"),
        ];
        var pools = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["code"] = codes,
            ["area"] = [.. upperTier, .. codes],
            ["with"] = upperTier,
            ["third"] = upperTier,
            ["fourth"] = upperTier,
            ["from"] = [.. years.Take(3)],
            ["to"] = [.. years.Skip(3)],
            ["year"] = years,
            ["imd"] =
            [
                .. upper
                    .RootElement.GetProperty("areas")
                    .EnumerateArray()
                    .SelectMany(area => area.GetProperty("deprivation").EnumerateObject().Select(vintage => vintage.Name))
                    .Distinct(),
            ],
            ["release"] = releases,
            ["id"] = releases,
            ["sha256"] =
            [
                .. release.RootElement.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("sha256").GetString()!),
            ],
            ["file"] = Texts(files.RootElement.GetProperty("files"), "file"),
            ["source"] = Texts(sources.RootElement.GetProperty("sources"), "id"),
        };
        return new VariedQuestions([.. OfContract(contract.RootElement), .. OfPages(contract.RootElement)], pools);
    }

    /// <summary>A question of a number, on an address of that number.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>Path and query.</returns>
    public string Of(int number) => Of(Routes[(int)((uint)number % Routes.Count)], number);

    /// <summary>A question of a number, on one address.</summary>
    /// <param name="route">The address.</param>
    /// <param name="number">Its number.</param>
    /// <returns>Path and query.</returns>
    public string Of(QuestionRoute route, int number)
    {
        var random = new Random(unchecked((number * 2_654_435) ^ 0x5bd1e995));
        var path = route.Path;
        foreach (var parameter in route.Parameters.Where(own => own.IsInPath))
        {
            var of =
                parameter.Name == "id" && path.Contains("/sources/", StringComparison.Ordinal)
                    ? parameter with
                    {
                        Name = "source",
                    }
                    : parameter;
            path = path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(Value(of, random)), StringComparison.Ordinal);
        }

        // A group of areas is the dearest thing a claim can be about; which of the two is sent goes by chance.
        var isOfGroup = random.Next(2) == 0;

        // Few choices leave most to be worked out, many are asked by hardly anyone: both are tried.
        var share = random.Next(4);
        var asked = new List<string>();
        foreach (var parameter in route.Parameters.Where(own => !own.IsInPath))
        {
            var isLeftOut = parameter.Name switch
            {
                "area" when route.Has("group") => isOfGroup,
                "group" => !isOfGroup,
                "line" or "asOf" or "class" or "cursor" => true,
                "area" or "claim" or "year" or "with" => false,
                _ => !parameter.IsRequired && random.Next(4) >= share,
            };
            if (!isLeftOut)
            {
                asked.Add($"{parameter.Name}={Uri.EscapeDataString(Value(parameter, random))}");
            }
        }

        if (route.Has("line") && !route.Has("scope"))
        {
            asked.Add($"line={Value(route.Parameters.First(own => own.Name == "line"), random)}");
        }

        if (asked.Contains("geography=authority"))
        {
            asked.Add($"class={((string[])["SC", "SD", "UA", "MD", "LB"])[random.Next(5)]}");
        }

        return asked.Count == 0 ? path : $"{path}?{string.Join('&', asked)}";
    }

    /// <summary>The same question at another moment each time, so that no answer of the API is remembered; where there is no moment to name, as it is.</summary>
    /// <param name="route">Its address.</param>
    /// <param name="question">The question.</param>
    /// <returns>Path and query.</returns>
    public static string Again(QuestionRoute route, string question)
    {
        if (!route.Has("asOf"))
        {
            return question;
        }

        var (path, query) = question.Split('?') is [var alone, var asked] ? (alone, asked) : (question, "");
        return $"{path}?{string.Join('&', query.Split('&').Where(pair => pair.Length > 0 && !pair.StartsWith("release=", StringComparison.Ordinal))
            .Append($"asOf={TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)}"))}";
    }

    private static IEnumerable<QuestionRoute> OfContract(JsonElement contract) =>
        from path in contract.GetProperty("paths").EnumerateObject()
        where !path.Name.StartsWith("/admin", StringComparison.Ordinal) && path.Value.TryGetProperty("get", out _)
        select new QuestionRoute(Base + path.Name, [.. ParametersOf(contract, path.Name)]);

    /// <summary>Pages are asked as the address of the API that they show.</summary>
    private static IEnumerable<QuestionRoute> OfPages(JsonElement contract)
    {
        IReadOnlyList<QuestionParameter> Like(string path, params string[] more) =>
            [
                .. ParametersOf(contract, path)
                    .Where(own => own.Name is not ("format" or "geography" or "class" or "line" or "limit" or "cursor" or "area")),
                .. more.Select(name => new QuestionParameter(name, false, true, [])),
            ];
        var show = new QuestionParameter("show", false, false, ["cut", "deprivation", "capacity", "coincidence"]);
        QuestionRoute[] pages =
        [
            new("/", [.. Like("/gradient", "area"), show]),
            new("/areas", [new("q", false, false, ["Salford", "E07000032", "ham", "west"])]),
            new("/areas/{code}", [.. Like("/areas/{code}")]),
            new(
                "/compare",
                [
                    .. Like("/gradient", "area", "with", "third", "fourth")
                        .Where(own => own.Name is not ("weights" or "population" or "deflator")),
                ]
            ),
            new("/coincidence", Like("/coincidence", "area")),
            new("/claims", [.. Like("/claims", "area")]),
            new("/method", []),
            new("/sources", []),
        ];
        IReadOnlyList<QuestionParameter> OfChart(string chart) =>
            chart switch
            {
                "services" or "years" or "similar" => Like("/gradient", "area"),
                "compare" => [.. Like("/gradient", "area", "with").Where(own => own.Name is not ("weights" or "population" or "deflator"))],
                "coincidence" or "grants" => Like("/coincidence", "area"),
                "claim" => Like("/claims", "area"),
                "map" => [.. Like("/gradient", "area"), show],
                _ => Like("/gradient", "area"),
            };
        return
        [
            .. pages,
            .. Charts.Select(chart => new QuestionRoute($"/charts/{chart}.svg", OfChart(chart))),
            new("/embed/map", [.. Like("/gradient", "area"), show]),
        ];
    }

    private static IEnumerable<QuestionParameter> ParametersOf(JsonElement contract, string path)
    {
        var item = contract.GetProperty("paths").GetProperty(path);
        var declared = Listed(item).Concat(Listed(item.GetProperty("get")));
        foreach (var own in declared)
        {
            var parameter = own.TryGetProperty("$ref", out var reference)
                ? contract.GetProperty("components").GetProperty("parameters").GetProperty(reference.GetString()!.Split('/')[^1])
                : own;
            if (parameter.GetProperty("in").GetString() is not ("query" or "path"))
            {
                continue;
            }

            var schema = parameter.GetProperty("schema");
            string[] words =
                schema.TryGetProperty("enum", out var listed) ? [.. listed.EnumerateArray().Select(word => word.ToString())]
                : schema.TryGetProperty("maximum", out var most) ? ["1", "100", most.ToString()]
                : parameter.TryGetProperty("example", out var example) ? [example.ToString()]
                : schema.TryGetProperty("default", out var usual) ? [usual.ToString()]
                : [];
            yield return new QuestionParameter(
                parameter.GetProperty("name").GetString()!,
                parameter.GetProperty("in").GetString() == "path",
                parameter.TryGetProperty("required", out var required) && required.GetBoolean(),
                words
            );
        }
    }

    private static JsonElement.ArrayEnumerator Listed(JsonElement of) =>
        of.TryGetProperty("parameters", out var listed) ? listed.EnumerateArray() : default;

    private string Value(QuestionParameter parameter, Random random) =>
        parameter.Name == "claim" ? string.Create(CultureInfo.InvariantCulture, $"-{random.Next(100)}.{random.Next(1_000_000):000000}")
        : _pools.GetValueOrDefault(parameter.Name, parameter.Words) is { Length: > 0 } values ? values[random.Next(values.Length)]
        : "1";

    private static async Task<JsonDocument> JsonAsync(HttpClient app, string path)
    {
        await using var body = await app.GetStreamAsync(new Uri(Base + path, UriKind.Relative));
        return await JsonDocument.ParseAsync(body);
    }

    private static string[] Texts(JsonElement list, string name) =>
        [.. list.EnumerateArray().Select(own => own.GetProperty(name).GetString()!)];
}

/// <summary>An address that can be asked.</summary>
/// <param name="Path">Its path, with names in braces.</param>
/// <param name="Parameters">What it can be asked with.</param>
public sealed record QuestionRoute(string Path, IReadOnlyList<QuestionParameter> Parameters)
{
    /// <summary>Whether it is the API's, as against a page's.</summary>
    public bool IsOfApi => Path.StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>Whether it has a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether it has.</returns>
    public bool Has(string name) => Parameters.Any(own => own.Name == name);
}

/// <summary>A parameter of an address.</summary>
/// <param name="Name">As it is sent.</param>
/// <param name="IsInPath">Whether it is part of the path.</param>
/// <param name="IsRequired">Whether it must be sent.</param>
/// <param name="Words">Values it can have, where no list of the app's says.</param>
public sealed record QuestionParameter(string Name, bool IsInPath, bool IsRequired, string[] Words);
