using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// Grants to organisations in each English district, from funders that publish theirs with 360Giving: totals to 2018-19 as a third party drew
/// them from the grants. A district without a row has no total here. That does not mean that there were no grants.
/// </summary>
internal sealed class RecipientDistrictGrants : TabularSource
{
    private const string CodeHeading = "Recipient District Geographic Code";
    private const string AmountHeading = "Amount Awarded";

    /// <summary>The grants' identifiers, counted.</summary>
    private const string CountHeading = "Identifier";

    private const string NameHeading = "LAD2013_NM";

    /// <summary>The file does not say which years it sums; its compiler does.</summary>
    private const string Period = "to 2018-19";

    /// <summary>
    /// The most pounds a district's grants may come to: more than all charities of the country have in a year, and 63 times the largest sum
    /// published (£1.58 thousand million). A sum above it is in another unit.
    /// </summary>
    private const decimal MostPounds = 100_000_000_000m;

    /// <summary>The most grants a district may have: a thousand times the most published (841).</summary>
    private const int MostGrants = 1_000_000;

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "grants-by-district",
            InputKind.Grants,
            "Grants by recipient district, 360Giving, to 2018-19",
            "Funders that publish with 360Giving; totals compiled by a third party",
            "Each funder's own open licence, as the 360Giving Data Standard asks; the compiler of the totals states none",
            "Contains grants data that funders publish in the 360Giving Data Standard; totals by recipient district compiled by yanoak (360giving-deprivation).",
            "Not updated: the totals end in 2018-19",
            new Uri("https://www.threesixtygiving.org/"),
            ReaderVersion: 1
        );

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) => file.Sheets.Any(sheet => sheet.Rows.Any(IsHeading));

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        while (rows.NextSheet())
        {
            while (rows.Row < SheetPeek.RowLimit && rows.NextRow())
            {
                if (IsHeading(rows.FirstCells()))
                {
                    return ReadDistricts(rows, outcome);
                }
            }
        }

        outcome.Refuse(new Refusal(rows.File, null, null, $"a column headed '{CodeHeading}'", "none"));
        return null;
    }

    private static GrantsByDistrict? ReadDistricts(SheetCursor rows, ReadingOutcome outcome)
    {
        var headings = HeadingRow.Of(rows);
        var code = headings.Require(outcome, CodeHeading);
        var amount = headings.Require(outcome, AmountHeading);
        var count = headings.Require(outcome, CountHeading);
        var name = headings.Require(outcome, NameHeading);
        if (outcome.IsRefused)
        {
            return null;
        }

        var districts = new List<DistrictGrants>();
        var seen = new HashSet<GssCode>();
        while (rows.NextRow())
        {
            if (
                District(rows, code!.Value, seen, outcome) is { } place
                && Pounds(rows, amount!.Value, outcome) is { } pounds
                && Grants(rows, count!.Value, outcome) is { } grants
            )
            {
                districts.Add(new DistrictGrants(place, rows.Text(name!.Value), pounds, grants, rows.Address(amount.Value)));
            }
        }

        if (districts.Count == 0 && !outcome.IsRefused)
        {
            outcome.Refuse(rows.Here(null, "at least one district", "none"));
        }

        return new GrantsByDistrict(rows.Sheet, Period, districts);
    }

    private static GssCode? District(SheetCursor rows, int column, HashSet<GssCode> seen, ReadingOutcome outcome)
    {
        if (!GssCode.TryParse(rows.Text(column), out var place) || !place.IsDistrict)
        {
            outcome.Refuse(rows.Here(column, "the ONS code of an English district", $"'{rows.Text(column)}'"));
            return null;
        }

        if (!seen.Add(place))
        {
            outcome.Refuse(rows.Here(column, "each district once", $"{place} again"));
            return null;
        }

        return place;
    }

    /// <summary>Pounds and pence: what stands behind the penny is what binary fractions leave of a sum.</summary>
    private static decimal? Pounds(SheetCursor rows, int column, ReadingOutcome outcome)
    {
        if (rows.Cell(column).TryDecimal(out var pounds) && pounds is >= 0 and <= MostPounds)
        {
            return decimal.Round(pounds, 2, MidpointRounding.AwayFromZero);
        }

        outcome.Refuse(rows.Here(column, $"pounds of grants, not negative and at most {MostPounds:N0}", $"'{rows.Cell(column)}'"));
        return null;
    }

    private static int? Grants(SheetCursor rows, int column, ReadingOutcome outcome)
    {
        if (rows.Cell(column).TryDecimal(out var grants) && grants is > 0 and <= MostGrants && grants == decimal.Truncate(grants))
        {
            return (int)grants;
        }

        outcome.Refuse(rows.Here(column, $"a whole number of grants, 1 to {MostGrants:N0}", $"'{rows.Cell(column)}'"));
        return null;
    }

    // A list of single grants dates each; a total has no date.
    private static bool IsHeading(IReadOnlyList<string> row) =>
        row.Contains(CodeHeading, StringComparer.Ordinal)
        && row.Contains(AmountHeading, StringComparer.Ordinal)
        && !row.Contains("Award Date", StringComparer.Ordinal);
}
