using System.Globalization;

namespace BudgetWatch.Sources.Charities;

/// <summary>Counts what rows have in common, so that a person sees one message and not a hundred thousand.</summary>
internal sealed class Tally
{
    /// <summary>A table damaged in every row says something else in each; more than this is no use to anyone.</summary>
    private const int Limit = 100;

    private readonly Dictionary<(string Kind, string Detail), (int Count, string First)> counts = [];

    /// <summary>One more row of that kind.</summary>
    /// <param name="kind">The flag's word.</param>
    /// <param name="detail">What the rows have in common, to follow their number: <c>rows name an area …</c>.</param>
    /// <param name="address">Where this one is; only the first one's is shown.</param>
    public void Add(string kind, string detail, string address)
    {
        if (counts.Count >= Limit && !counts.ContainsKey((kind, detail)))
        {
            detail = "further rows such as these";
        }

        var (count, first) = counts.GetValueOrDefault((kind, detail), (0, address));
        counts[(kind, detail)] = (count + 1, first);
    }

    /// <summary>Flags each kind with its number.</summary>
    public void Flag(ReadingOutcome outcome)
    {
        foreach (var ((kind, detail), (count, first)) in counts.OrderBy(pair => pair.Key))
        {
            outcome.Flag(kind, string.Create(CultureInfo.InvariantCulture, $"{count:N0} {detail}"), first);
        }
    }
}
