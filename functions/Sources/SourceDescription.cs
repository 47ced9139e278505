namespace BudgetWatch.Sources;

/// <summary>A source as readers see it.</summary>
/// <param name="Id">The name in the API: <c>revenue-budgets</c>.</param>
/// <param name="Kind">What sort of input it publishes.</param>
/// <param name="Title">What the publisher calls it.</param>
/// <param name="Publisher">Who publishes it.</param>
/// <param name="Licence">The licence of the data.</param>
/// <param name="Attribution">The acknowledgement the licence asks for.</param>
/// <param name="Cadence">How often a new edition is published, in words.</param>
/// <param name="Home">The publisher's page.</param>
/// <param name="ReaderVersion">Raised whenever the reader would yield something else from the same bytes.</param>
public sealed record SourceDescription(
    string Id,
    InputKind Kind,
    string Title,
    string Publisher,
    string Licence,
    string Attribution,
    string Cadence,
    Uri Home,
    int ReaderVersion
)
{
    /// <summary>
    /// Whether an edition may be passed on as it is. One that holds rows under licences that ask for more than acknowledgement is kept, so that
    /// figures can be traced, and not given out.
    /// </summary>
    public bool MayBePassedOn { get; init; } = true;

    /// <summary>Whether one edition of the publisher's holds every year there is: with one in force no bundled edition is used beside it.</summary>
    public bool HoldsEveryYear { get; init; }

    /// <summary>How many bytes an edition may have: unless said otherwise several times the largest workbook published so far.</summary>
    public long LargestFile { get; init; } = 64L * 1024 * 1024;
}
