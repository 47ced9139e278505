using System.Collections.Concurrent;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Specifications;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests.Consistency;

/// <summary>A question about two years, as it is sent.</summary>
internal sealed record AskedQuestion(IReadOnlyDictionary<string, string> Parameters, Random Random)
{
    public string this[string name] => Parameters[name];

    /// <summary>Whether nothing but a scope, a geography and a class is sent: what the published tables answer.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The question as the part of an address after the question mark, of some parameters or all.</summary>
    public string Sent(params string[] without) =>
        string.Join(
            '&',
            Parameters
                .Where(pair => !without.Contains(pair.Key) && (!IsDefault || pair.Key is "scope" or "geography" or "class"))
                .Select(pair => $"{pair.Key}={pair.Value}")
        );

    /// <summary>Some of the parameters.</summary>
    public string Only(params string[] names) =>
        string.Join('&', Parameters.Where(pair => names.Contains(pair.Key)).Select(pair => $"{pair.Key}={pair.Value}"));
}

/// <summary>Makes questions by number: one that finds something can be asked again.</summary>
internal sealed class QuestionGenerator(AskedApi api, int seed)
{
    private readonly ConcurrentDictionary<string, Task<IReadOnlyList<string>>> allowed = new();

    public async Task<AskedQuestion> OfAsync(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        string Any(IReadOnlyList<string> words) => words[random.Next(words.Count)];
        var onGrid = number % 4 == 0;
        var isDefault = number % 6 == 1;
        var geography = onGrid
            ? "upper-tier"
            : random.Next(10) switch
            {
                < 6 => "upper-tier",
                < 8 => "lower-tier",
                _ => "authority",
            };
        var asked = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["return"] = isDefault ? "budget" : Any(["budget", "budget", "outturn"]),
            ["scope"] = onGrid
                ? Any([.. SpecificationGrid.Headlines.Select(scope => scope.Id)])
                : Any([.. Scopes.Main.Select(scope => scope.Id)]),
            ["geography"] = geography,
        };
        if (geography == "authority")
        {
            asked["class"] = Any(PrincipalClasses.Words.Ids);
        }

        var summed = await AllowedAsync($"{string.Join('&', asked.Select(pair => $"{pair.Key}={pair.Value}"))}&from=1000-01");
        var bases = onGrid
            ? summed.Where(year => SpecificationGrid.BaseYears.Any(known => known.ToString() == year)).ToList()
            : [.. summed];
        var from = bases.Count == 0 ? "2010-11" : Any(bases);
        var later = summed.Where(year => string.CompareOrdinal(year, from) > 0).ToList();
        asked["from"] = from;
        asked["to"] = later.Count == 0 ? "2019-20" : Any(later);
        asked["measure"] = isDefault ? "real-per-head" : Any([.. (onGrid ? SpecificationGrid.Measures : Measures.All).Select(Measures.Id)]);
        asked["imd"] = isDefault ? "2019" : Any(await AllowedAsync("imd=1000"));
        asked["london"] = isDefault ? "included" : Any(["included", "excluded"]);
        asked["groups"] = isDefault ? "areas" : Any(Groupings.Words.Ids);
        asked["weights"] = isDefault ? "residents" : Any(Weightings.Words.Ids);
        asked["population"] =
            !isDefault
            && geography == "upper-tier"
            && string.CompareOrdinal(asked["to"], "2019-20") <= 0
            && string.CompareOrdinal(from, "2010-11") >= 0
                ? Any(["newest", "newest", "before-census"])
                : "newest";
        asked["deflator"] = isDefault || onGrid ? "published" : Any(DeflatorBases.Words.Ids);
        return new AskedQuestion(asked, random) { IsDefault = isDefault };
    }

    /// <summary>What may be sent, as the refusal of what may not tells it; nothing where the question is refused for another reason.</summary>
    private Task<IReadOnlyList<string>> AllowedAsync(string question) =>
        allowed.GetOrAdd(
            question,
            async asked =>
                (await api.JsonAsync($"cuts?{asked}")).Answer["allowed"] is JArray values ? [.. values.Select(value => (string)value!)] : []
        );
}
