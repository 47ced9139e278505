using System.Globalization;
using System.Text.RegularExpressions;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// English Indices of Deprivation, summaries for local authorities: File 10 (districts) and File 11 (upper tier). Only the Index of
/// Multiple Deprivation's average score is read; ranks and domains are derived from elsewhere or not used.
/// </summary>
internal sealed partial class IndicesOfDeprivation : TabularSource
{
    private const string ScoreHeading = "IMD - Average score";

    /// <summary>Fewer authorities than this is a part of England: no edition of either tier has fewer than 150.</summary>
    private const int FewestAuthorities = 100;

    /// <summary>The headings name the year of the codes, not of the Indices.</summary>
    private static readonly (int CodeYear, int Vintage)[] Vintages =
    [
        (2013, 2015),  // IoD2015, on 2013 districts
        (2019, 2019),  // IoD2019, on 2019 districts
        (2024, 2025),  // IoD2025, on 2024 districts
    ];

    /// <inheritdoc/>
    public override SourceDescription Description { get; } = new(
        "indices-of-deprivation",
        "English Indices of Deprivation: local authority summaries",
        "Ministry of Housing, Communities and Local Government",
        "Open Government Licence v3.0",
        "Contains public sector information licensed under the Open Government Licence v3.0.",
        "Every four to six years",
        new Uri("https://www.gov.uk/government/collections/english-indices-of-deprivation"),
        ReaderVersion: 1);

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) => file.Sheets.Any(sheet =>
        IsScoreSheet(sheet.Name, file.Format)
        && sheet.Rows.Any(row => row.Count > 0 && CodeHeading().IsMatch(row[0])
            && (file.Format != FileFormat.Csv || row.Any(cell => cell.StartsWith("IMD - ", StringComparison.Ordinal)))));

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        while (rows.NextSheet())
        {
            while (IsScoreSheet(rows.Sheet, rows.Format) && rows.NextRow())
            {
                if (CodeHeading().Match(rows.Text(0)) is { Success: true } heading)
                {
                    return ReadTable(rows, heading, outcome);
                }
            }
        }

        outcome.Refuse(new Refusal(
            rows.File, "IMD", null, "a first column headed 'Local Authority District code (year)' or 'Upper Tier Local Authority District code (year)'", "none"));
        return null;
    }

    // File 14 holds the 2015 Indices recast to later districts on a sheet of another name: it is not an edition of the Indices.
    private static bool IsScoreSheet(string name, FileFormat format) =>
        format == FileFormat.Csv || name.Trim().Equals("IMD", StringComparison.OrdinalIgnoreCase);

    private static DeprivationIndices? ReadTable(SheetCursor rows, Match heading, ReadingOutcome outcome)
    {
        var codeYear = int.Parse(heading.Groups["year"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var tier = heading.Groups["upper"].Success ? DeprivationTier.UpperTier : DeprivationTier.LowerTier;
        var vintage = Vintages.FirstOrDefault(known => known.CodeYear == codeYear).Vintage;
        if (vintage == 0)
        {
            outcome.Refuse(rows.Here(0, $"codes of {string.Join(", ", Vintages.Select(known => known.CodeYear))}", $"codes of {codeYear}"));
            return null;
        }

        var headings = HeadingRow.Of(rows);
        var title = rows.Text(0).Replace("code", "name", StringComparison.Ordinal);
        if (headings.Require(outcome, title) is not { } name || headings.Require(outcome, ScoreHeading) is not { } score)
        {
            _ = headings.Require(outcome, ScoreHeading);
            return null;
        }

        var scores = ReadScores(rows, tier, name, score, outcome);
        if (scores.Count < FewestAuthorities)
        {
            outcome.Refuse(rows.Here(null, $"at least {FewestAuthorities} authorities", $"{scores.Count}"));
        }

        return new DeprivationIndices(vintage, tier, rows.Sheet, scores);
    }

    private static List<DeprivationScore> ReadScores(SheetCursor rows, DeprivationTier tier, int name, int score, ReadingOutcome outcome)
    {
        var scores = new List<DeprivationScore>();
        var seen = new HashSet<GssCode>();
        while (rows.NextRow())
        {
            var first = rows.Text(0);
            if (first.Length == 0)
            {
                continue;
            }

            if (!GssCode.TryParse(first, out var place) || !IsOfTier(place, tier))
            {
                outcome.Refuse(rows.Here(0, tier == DeprivationTier.LowerTier ? "a district's ONS code" : "an upper-tier authority's ONS code", $"'{first}'"));
            }
            else if (!seen.Add(place))
            {
                outcome.Refuse(rows.Here(0, "each code once", $"{place} again"));
            }
            else if (!rows.Cell(score).TryDouble(out var value) || value is < 0 or > 100)
            {
                outcome.Refuse(rows.Here(score, "an average score from 0 to 100", $"'{rows.Cell(score)}'"));
            }
            else
            {
                scores.Add(new DeprivationScore(place, rows.Text(name), value, rows.Address(score)));
            }
        }

        return scores;
    }

    private static bool IsOfTier(GssCode place, DeprivationTier tier) =>
        tier == DeprivationTier.LowerTier ? place.IsDistrict : place.IsShireCounty || (place.IsDistrict && !place.IsShireDistrict);

    [GeneratedRegex(@"^(?<upper>Upper Tier )?Local Authority District code \((?<year>\d{4})\)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeHeading();
}
