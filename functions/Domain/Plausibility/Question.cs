using System.Globalization;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>
/// Why an edition is held for a person: what the world does not allow, or hardly ever does. An edition may be right anyway; then a person accepts it.
/// </summary>
/// <param name="Kind">A stable word: <c>councils-absent</c>.</param>
/// <param name="Text">The question in plain words, one or two sentences.</param>
public sealed record Question(string Kind, string Text)
{
    private const int Named = 5;

    /// <summary>The first few names, and how many more there are.</summary>
    internal static string Some(IReadOnlyCollection<string> names) =>
        names.Count <= Named
            ? string.Join(", ", names)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(Named))} and {names.Count - Named:N0} more");
}
