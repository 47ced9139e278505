using System.Globalization;
using System.Text;

namespace BudgetWatch.Costs;

/// <summary>The tables of docs/costs.md, between its marks.</summary>
public static class CostDocument
{
    private const string Begin = "<!-- made by infra/costs: what a month costs -->";
    private const string End = "<!-- end -->";

    private static readonly double[] Volumes = [0, 1e6, 1e8];

    /// <summary>The document with its tables made again.</summary>
    /// <param name="document">The document.</param>
    /// <param name="folder">Where counts, prices and assumptions are.</param>
    public static string With(string document, string folder)
    {
        ArgumentNullException.ThrowIfNull(document);
        var from = document.IndexOf(Begin, StringComparison.Ordinal);
        var to = document.IndexOf(End, StringComparison.Ordinal);
        return from < 0 || to < from
            ? throw new InvalidOperationException("docs/costs.md lost the marks around its tables.")
            : $"{document[..from]}{Begin}\n\n{Tables(Counts.Read(folder), PriceList.Read(folder), Assumptions.Read(folder))}\n{document[to..]}";
    }

    private static string Tables(Counts counts, PriceList prices, Assumptions assumed)
    {
        var model = new CostModel(counts, prices, assumed);
        var text = new StringBuilder();
        var months = Volumes
            .SelectMany(requests => (bool[])[false, true], (requests, door) => (requests, door, Parts: model.Of(requests, door)))
            .ToList();
        text.Append(CultureInfo.InvariantCulture, $"{prices.Currency} a month, requests of readers:\n\n");
        text.Append("| |")
            .Append(string.Concat(months.Select(month => $" {Words(month.requests)}{(month.door ? ", front door" : "")} |")))
            .Append('\n');
        text.Append("|---|").Append(string.Concat(months.Select(_ => "---|"))).Append('\n');
        foreach (var (part, index) in months[0].Parts.Select((part, index) => (part.Part, index)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {part} |")
                .Append(string.Concat(months.Select(month => $" {Money(month.Parts[index].Cost)} |")))
                .Append('\n');
        }

        text.Append("| **all** |")
            .Append(string.Concat(months.Select(month => $" **{Money(month.Parts.Sum(part => part.Cost))}** |")))
            .Append("\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"Counted on {counts.CountedOn:yyyy-MM-dd}:\n\n| operations | first run | unchanged run | run with one new edition | cold start | twenty new questions |\n|---|---|---|---|---|---|\n"
        );
        foreach (var (kind, index) in counts.FirstRun.Kinds.Select((kind, index) => (kind.Kind, index)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {kind} |")
                .Append(
                    string.Concat(
                        (
                            (Operations[])
                                [
                                    counts.FirstRun,
                                    counts.UnchangedRun,
                                    counts.RunWithOneNewEdition,
                                    counts.ColdStart,
                                    counts.TwentyNewQuestions,
                                ]
                        ).Select(counted => string.Create(CultureInfo.InvariantCulture, $" {counted.Kinds[index].Count:N0} |"))
                    )
                )
                .Append('\n');
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"\nKept: {counts.BlobBytes / 1e6:0.0} MB of blobs; a release {counts.ReleaseCharacters / 1e6:0.0} million characters, two bytes each. Sent: `/summary` {counts.SummaryBytes / 1e3:0.0} kB, `/cuts` {counts.CutsBytes / 1e3:0.0} kB, compressed.\n\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"Prices put together on {prices.AsOf:yyyy-MM-dd}, **each to be checked before it is used**:\n\n| price or amount | {prices.Currency}, or units | from |\n|---|---|---|\n"
        );
        foreach (var (name, price) in prices.Prices)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {price.Amount:0.######} | {price.Source} |\n");
        }

        return text.ToString();
    }

    private static string Words(double requests) =>
        requests switch
        {
            0 => "none",
            _ => string.Create(CultureInfo.InvariantCulture, $"{requests / 1e6:0} million"),
        };

    private static string Money(double amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
