using BudgetWatch.Domain;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Sources.Revenue;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Snapshot;

/// <summary>Which cells of an original sheet are carried into the snapshot: those its reader yields figures from or checks them by, and no others.</summary>
/// <param name="FirstHeading">How the heading row's first cell begins.</param>
/// <param name="Preamble">Whether a row above the headings is carried (its first cell only).</param>
/// <param name="Columns">The columns carried, by heading or address.</param>
/// <param name="Keys">The rows carried, by their value in the key column.</param>
/// <param name="KeyHeading">The heading of the key column; the first column if null.</param>
/// <param name="TotalRow">The row of the file's own totals below the table, carried after a blank line, and with it those of classes further down.</param>
/// <param name="Rows">The rows carried, by number, where no one column tells them from others; <paramref name="Keys"/> are not looked at then.</param>
internal sealed record Selection(
    string FirstHeading,
    Func<string, bool> Preamble,
    Func<HeadingRow, IEnumerable<int>> Columns,
    IReadOnlySet<string> Keys,
    string? KeyHeading = null,
    int? TotalRow = null,
    IReadOnlySet<int>? Rows = null
)
{
    /// <summary>Whether a row above the headings is carried with the cells of every column.</summary>
    public Func<SheetCursor, bool> WholeRow { get; init; } = _ => false;

    /// <summary>Whether the first row that is carried whole names the lines, above their measures.</summary>
    public bool NamesAbove { get; init; }

    /// <summary>The date the edition gives itself, to be stated above the headings where it stands on another sheet of the original.</summary>
    public DateOnly? Dated { get; init; }

    /// <summary>No figure here is older than the first mid-year estimate of the vintages carried, so no deflator need be.</summary>
    private static readonly FinancialYear FirstDeflated = new(2001);

    /// <summary>What is carried of an edition.</summary>
    public static Selection For(EditionContent content) =>
        content switch
        {
            // Nothing is left out of what others carried: it has no more than is read.
            RevenueReturn { RehostedFrom: not null } => new(
                "E-code",
                text => text.StartsWith("Revenue Account (RA) budget", StringComparison.OrdinalIgnoreCase),
                headings => headings.Headings.Select(heading => heading.Column),
                Set([]),
                Rows: new HashSet<int>(Enumerable.Range(1, ReadingLimits.Rows))
            ),
            RevenueReturn filed => new(
                "E-code",
                IsOfAReturn,
                headings =>
                    Named(headings, "E-code", "ONS Code", "Local authority", "Class", "Court services")
                        .Concat(filed.England.Values.Select(cell => CellAddress.Parse(cell.Address).Column))
                        .Concat(
                            Breakdown
                                .Find(headings, [.. filed.England.Select(line => (line.Key, CellAddress.Parse(line.Value.Address).Column))])
                                .SelectMany(breakdown => breakdown.Parts.Append(breakdown.Whole))
                        ),
                Set(filed.Filings.Select(filing => filing.Code)),
                TotalRow: CellAddress.Parse(filed.England.Values.First().Address).Row
            )
            {
                WholeRow = IsOfCodes,
                Dated = filed.Updated,
            },
            ServiceDetails details => new(
                "E-code",
                IsOfAReturn,
                headings =>
                    Named(headings, "E-code", "ONS Code", "Local authority", "Class")
                        .Concat(details.England.Values.Select(cell => CellAddress.Parse(cell.Address).Column)),
                Set(details.Filings.Select(filing => filing.Code)),
                TotalRow: CellAddress.Parse(details.England.Values.First().Address).Row
            )
            {
                WholeRow = IsOfNames,
                NamesAbove = true,
                Dated = details.Updated,
            },
            DeprivationIndices { IsCopy: true } indices => OfList(indices),
            DeprivationIndices indices => new(
                indices.Tier == DeprivationTier.UpperTier ? "Upper Tier Local Authority District code"
                    : indices.Vintage == 2010 ? "LA CODE"
                    : "Local Authority District code",
                _ => false,
                headings =>
                    headings.Headings.Take(2).Select(heading => heading.Column).Append(CellAddress.Parse(indices.Scores[0].Address).Column),
                Set([]),
                Rows: RowsOf(indices)
            ),
            PopulationEstimates estimates => new(
                "Code",
                text => text.StartsWith("MYE5", StringComparison.OrdinalIgnoreCase),
                headings =>
                    headings
                        .Headings.Where(heading =>
                            Heading.Normalise(heading.Text) is "code" or "name" or "all ages"
                            || heading.Text.StartsWith("Estimated Population mid-", StringComparison.OrdinalIgnoreCase)
                        )
                        .Select(heading => heading.Column),
                Set(estimates.Places.Select(place => place.Place.Value))
            ),
            DeflatorSeries series => new(
                "year",
                _ => false,
                headings => Named(headings, "year", "deflator_index", "source"),
                Set(series.Years.Where(year => year.Year >= FirstDeflated).Select(year => year.Year.ToString()))
            ),
            AuthorityRegister register => new(
                "local-authority-code",
                _ => false,
                headings =>
                    Named(
                        headings,
                        "local-authority-code",
                        "nice-name",
                        "gss-code",
                        "replaced-by",
                        "nation",
                        "alt-names",
                        "former-gss-codes",
                        "current-authority",
                        "ecode"
                    ),
                Set(register.Authorities.Select(authority => authority.Place.Value)),
                KeyHeading: "gss-code"
            ),
            DistrictLineage lineage => new(
                "LADCD",
                _ => false,
                headings => Named(headings, "LADCD", "LADNM", "LADCD_ACTIVE", "UTLACD", "UTLANM", "RGNNM"),
                Set(lineage.Districts.Select(district => district.Place.Value))
            ),
            GrantsByDistrict grants => new(
                "Recipient District",
                _ => false,
                headings => Named(headings, "Recipient District Geographic Code", "Amount Awarded", "Identifier", "LAD2013_NM"),
                Set(grants.Districts.Select(district => district.Place.Value))
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(content), content.GetType().Name, "no selection is defined"),
        };

    // A list has a row for each of ten indices: those of the one that is read are carried, with the columns that say which and of when.
    private static Selection OfList(DeprivationIndices indices) =>
        new(
            "area_code",
            _ => false,
            headings => Named(headings, "area_code", "area_name", "deprivation_data_year", "index_domain", "average_score"),
            Set([]),
            Rows: RowsOf(indices)
        );

    private static HashSet<int> RowsOf(DeprivationIndices indices) =>
        [.. indices.Scores.Select(score => CellAddress.Parse(score.Address).Row)];

    /// <summary>Title, measure and date.</summary>
    private static bool IsOfAReturn(string text) =>
        text.Contains("Revenue Account Budget", StringComparison.OrdinalIgnoreCase)
        || OutturnTitle.IsOf("RS", text)
        || OutturnTitle.IsOf("RSX", text)
        || OutturnDetails.FormOf(text) is not null
        || text.StartsWith("Net current expenditure", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("Col 1 - Net current expenditure", StringComparison.OrdinalIgnoreCase)
        || ReturnDate.In(CellValue.Of(text)) is not null;

    /// <summary>The row of the publisher's codes, which RSX is read by.</summary>
    private static bool IsOfCodes(SheetCursor rows)
    {
        for (var column = 0; column < rows.Width; column++)
        {
            if (rows.Text(column).StartsWith("RSX-", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A row above the headings that names lines, or measures word by word, which outturn details are read by.</summary>
    private static bool IsOfNames(SheetCursor rows) =>
        Enumerable.Range(0, rows.Width).Any(column => OutturnDetails.IsOfHeadings(rows.Text(column)));

    private static IEnumerable<int> Named(HeadingRow headings, params string[] names) =>
        names.Select(name => headings.Find(name)).OfType<int>();

    private static HashSet<string> Set(IEnumerable<string> keys) => keys.ToHashSet(StringComparer.Ordinal);
}
