using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Grants;

/// <summary>The columns of a list of grants that are read. GrantNav has renamed some of them; either name is read.</summary>
internal sealed record GrantColumns(
    int Identifier,
    int Currency,
    int Amount,
    int Date,
    int District,
    int Licence,
    int? Publisher,
    int? DataSource,
    int? Retrieved,
    int Count
)
{
    public const string IdentifierHeading = "Identifier";
    public const string CurrencyHeading = "Currency";
    public const string AmountHeading = "Amount Awarded";
    public const string DateHeading = "Award Date";
    public const string FunderHeading = "Funding Org:Identifier";

    /// <summary>
    /// Since 2021 GrantNav says where a code is from: best available takes the recipient's own location first, then its registered address.
    /// Headings are compared without case.
    /// </summary>
    private static readonly string[] DistrictHeadings =
    [
        "Recipient District Geographic Code",
        "Best Available Recipient District Geographic Code (additional data)",
        "Recipient District Geographic code (additional data)",
    ];

    /// <summary>The later name of a comment, which every row has.</summary>
    private static readonly string[] LicenceHeadings = ["License (see note)", "#comment License (see note)"];

    private static readonly string[] RetrievedHeadings =
    [
        "Retrieved for use in GrantNav",
        "Retrieved for use in GrantNav (additional data)",
    ];

    /// <summary>Whether a row is the headings of a list of single grants in the 360Giving standard.</summary>
    public static bool AreIn(IReadOnlyList<string> row) =>
        row.Contains(IdentifierHeading, StringComparer.Ordinal)
        && row.Contains(CurrencyHeading, StringComparer.Ordinal)
        && row.Contains(AmountHeading, StringComparer.Ordinal)
        && row.Contains(DateHeading, StringComparer.Ordinal)
        && row.Contains(FunderHeading, StringComparer.Ordinal);

    /// <summary>Finds them in the present row; null with the reasons.</summary>
    public static GrantColumns? In(SheetCursor rows, ReadingOutcome outcome)
    {
        var headings = HeadingRow.Of(rows);
        var identifier = headings.Require(outcome, IdentifierHeading);
        var currency = headings.Require(outcome, CurrencyHeading);
        var amount = headings.Require(outcome, AmountHeading);
        var date = headings.Require(outcome, DateHeading);
        var district = headings.Require(outcome, DistrictHeadings);
        var licence = headings.Require(outcome, LicenceHeadings);
        var (publisher, source) = (headings.Find("Publisher:Name"), headings.Find("Data Source"));
        if (publisher is null && source is null)
        {
            outcome.Refuse(headings.Refusal(null, "a column headed 'Publisher:Name' or 'Data Source'", "none"));
        }

        return outcome.IsRefused
            ? null
            : new GrantColumns(
                identifier!.Value,
                currency!.Value,
                amount!.Value,
                date!.Value,
                district!.Value,
                licence!.Value,
                publisher,
                source,
                headings.Find(RetrievedHeadings),
                rows.Width
            );
    }
}
