using System.Globalization;
using System.Text.RegularExpressions;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Deprivation;

/// <summary>Since 2015: File 10 (districts) and File 11 (upper tier), the sheet IMD.</summary>
internal sealed partial class SummaryWorkbook : IndicesLayout
{
    private const string ScoreHeading = "IMD - Average score";

    // File 14 holds the 2015 Indices recast to later districts on a sheet of another name: it is not an edition of the Indices.
    /// <inheritdoc/>
    public override bool IsHeading(string sheet, FileFormat format, IReadOnlyList<string> row) =>
        row.Count > 0
        && CodeHeading().IsMatch(row[0])
        && (
            format == FileFormat.Csv
                ? row.Any(cell => cell.StartsWith("IMD - ", StringComparison.Ordinal))
                : sheet.Trim().Equals("IMD", StringComparison.OrdinalIgnoreCase)
        );

    /// <inheritdoc/>
    public override DeprivationIndices? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        var heading = CodeHeading().Match(rows.Text(0));
        var codeYear = int.Parse(heading.Groups["year"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var tier = heading.Groups["upper"].Success ? DeprivationTier.UpperTier : DeprivationTier.LowerTier;
        if (IndicesEditions.OnCodesOf(codeYear) is not { } vintage)
        {
            outcome.Refuse(rows.Here(0, $"codes of {IndicesEditions.CodeYears}", $"codes of {codeYear}"));
            return null;
        }

        var headings = HeadingRow.Of(rows);
        var name = headings.Require(outcome, rows.Text(0).Replace("code", "name", StringComparison.Ordinal));
        var score = headings.Require(outcome, ScoreHeading);
        if (name is null || score is null)
        {
            return null;
        }

        var isLower = tier == DeprivationTier.LowerTier;
        var table = new ScoreTable(
            rows.Row,
            0,
            name.Value,
            score.Value,
            isLower ? District : UpperTierAuthority,
            isLower ? "a district's ONS code" : "an upper-tier authority's ONS code"
        );
        return new DeprivationIndices(
            vintage,
            tier,
            rows.Sheet,
            ReadScores(rows, table, isLower ? EnglishDistricts.CountIn(codeYear) : null, outcome)
        );
    }

    private static GssCode? UpperTierAuthority(string text) =>
        GssCode.TryParse(text, out var place) && (place.IsShireCounty || (place.IsDistrict && !place.IsShireDistrict)) ? place : null;

    [GeneratedRegex(
        @"^(?<upper>Upper Tier )?Local Authority District code \((?<year>[0-9]{4})\)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex CodeHeading();
}
