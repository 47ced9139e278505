using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests.Documentation;

/// <summary>
/// An answer as a page prints it, shortened. Of an object the members printed must be there; of an array every element, unless the element
/// <c>"…"</c> says that others stand there. In a text <c>…</c> stands for anything. A number printed to fewer digits is the answer's, rounded.
/// </summary>
internal static class PrintedAnswer
{
    private const string Anything = "…";

    /// <summary>Where an answer is not as printed; empty where it is.</summary>
    public static IReadOnlyList<string> Differences(string printed, string answer)
    {
        var differences = new List<string>();
        Compare(Parse(printed), Parse(answer), "$", differences);
        return differences;
    }

    /// <summary>The lines printed that no line of the answer, taken in order, is.</summary>
    public static IReadOnlyList<string> LinesLacking(IEnumerable<string> printed, IEnumerable<string> answer)
    {
        var rest = new Queue<string>(answer);
        return [.. printed.Where(line => line != Anything && !Found(line, rest))];
    }

    /// <summary>Whether a text is as printed.</summary>
    public static bool IsAsPrinted(string printed, string text) =>
        Regex.IsMatch(
            text,
            $"^{Regex.Escape(printed).Replace(Anything, ".*", StringComparison.Ordinal)}$",
            RegexOptions.Singleline | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(1)
        );

    private static bool Found(string line, Queue<string> rest)
    {
        while (rest.TryDequeue(out var candidate))
        {
            if (IsAsPrinted(line, candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static void Compare(JToken printed, JToken? answer, string path, List<string> differences)
    {
        switch (printed)
        {
            case JValue { Value: string text } when answer is JValue { Value: string other } && IsAsPrinted(text, other):
            case JValue { Value: string } when printed.Value<string>() == Anything && answer is not null:
            case JValue { Value: null } when answer is JValue { Value: null }:
            case JValue { Value: bool truth } when answer is JValue { Value: bool same } && truth == same:
            case JValue { Value: decimal or long }
                when answer is JValue { Value: decimal or long } && Printed(printed) == Rounded(answer, printed):
                return;
            case JObject members when answer is JObject whole:
                foreach (var member in members.Properties())
                {
                    Compare(member.Value, whole[member.Name], $"{path}.{member.Name}", differences);
                }

                return;
            case JArray elements when answer is JArray all:
                CompareElements(elements, all, path, differences);
                return;
            default:
                differences.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path}: printed {Short(printed)}, answered {(answer is null ? "nothing" : Short(answer))}"
                    )
                );
                return;
        }
    }

    private static void CompareElements(JArray printed, JArray answer, string path, List<string> differences)
    {
        var next = 0;
        var mayPassOver = false;
        for (var i = 0; i < printed.Count; i++)
        {
            if (printed[i] is JValue { Value: Anything })
            {
                mayPassOver = true;
                continue;
            }

            var nearest = new List<string>();
            var found = false;
            for (; next < answer.Count && !found; next++)
            {
                var here = new List<string>();
                Compare(printed[i], answer[next], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), here);
                found = here.Count == 0;
                nearest = nearest.Count == 0 || here.Count < nearest.Count ? here : nearest;
                if (!mayPassOver && !found)
                {
                    break;
                }
            }

            if (!found)
            {
                differences.AddRange(
                    nearest.Count > 0
                        ? nearest
                        : [string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]: printed {Short(printed[i])}, answered nothing")]
                );
                return;
            }

            mayPassOver = false;
        }

        if (!mayPassOver && next < answer.Count)
        {
            differences.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: {printed.Count} elements printed, {answer.Count} answered; say \"{Anything}\" where others stand"
                )
            );
        }
    }

    private static decimal Printed(JToken printed) => printed.Value<decimal>();

    private static decimal Rounded(JToken answer, JToken printed) =>
        Math.Round(answer.Value<decimal>(), Printed(printed).Scale, MidpointRounding.AwayFromZero);

    private static string Short(JToken token)
    {
        var text = token.ToString(Formatting.None);
        return text.Length <= 200 ? text : string.Concat(text.AsSpan(0, 200), Anything);
    }

    private static JToken Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
            Culture = CultureInfo.InvariantCulture,
        };
        return JToken.ReadFrom(reader);
    }
}
