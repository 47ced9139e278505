using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// Every district code ever used and the present one its area is in, with upper tier and region: drawn by David Kane from the ONS
/// code history database. English codes are kept.
/// </summary>
internal sealed class DistrictCodes : TabularSource
{
    /// <summary>England has 296 districts since April 2023; a list of fewer than this is a part of it.</summary>
    private const int FewestDistricts = 200;

    private static readonly string[] Needed = ["LADCD", "LADNM", "LADCD_ACTIVE", "UTLACD", "UTLANM", "RGNNM"];

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "district-lineage",
            new InputKind("lineage", "district lineage"),
            "Local authority district codes and their successors",
            "David Kane, from the Office for National Statistics",
            "Open Government Licence v3.0",
            "Source: Office for National Statistics licensed under the Open Government Licence v3.0; compiled by David Kane (geo-lookups).",
            "As districts change",
            new Uri("https://github.com/drkane/geo-lookups"),
            ReaderVersion: 1
        );

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Format == FileFormat.Csv
        && file.Sheets.Any(sheet =>
            sheet.Rows.Count > 0
            && sheet.Rows[0].Count > 0
            // The list of all areas (area_all_codes) has the same columns after its own; here a row is a district.
            && sheet.Rows[0][0] == "LADCD"
            && sheet.Rows[0].Contains("LADCD_ACTIVE")
        );

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        if (!rows.NextSheet() || !rows.NextRow())
        {
            outcome.Refuse(rows.Here(null, "a heading row", "nothing"));
            return null;
        }

        var headings = HeadingRow.Of(rows);
        var columns = Array.ConvertAll(Needed, heading => headings.Require(outcome, heading) ?? -1);
        if (outcome.IsRefused)
        {
            return null;
        }

        var links = ReadLinks(rows, columns, outcome);
        Check(rows, links, outcome);
        return new DistrictLineage(rows.Sheet, [.. links.Select(link => link.Link)]);
    }

    private static List<(DistrictLink Link, int Row)> ReadLinks(SheetCursor rows, int[] columns, ReadingOutcome outcome)
    {
        var links = new List<(DistrictLink Link, int Row)>();
        while (rows.NextRow())
        {
            var first = rows.Text(columns[0]);
            if (!first.StartsWith('E'))
            {
                continue;
            }

            var place = Code(columns[0], code => code.IsDistrict, "an English district's code");
            var active = Code(columns[2], code => code.IsDistrict, "an English district's code");
            var upper = Code(
                columns[3],
                code => code.IsShireCounty || (code.IsDistrict && !code.IsShireDistrict),
                "an upper-tier authority's code"
            );
            var region = rows.Text(columns[5]);
            if (region.Length == 0)
            {
                outcome.Refuse(rows.Here(columns[5], "a region", "nothing"));
            }

            links.Add((new DistrictLink(place, rows.Text(columns[1]), active, upper, rows.Text(columns[4]), region), rows.Row));
        }

        return links;

        GssCode Code(int column, Func<GssCode, bool> isRight, string expected)
        {
            if (!GssCode.TryParse(rows.Text(column), out var code) || !isRight(code))
            {
                outcome.Refuse(rows.Here(column, expected, $"'{rows.Text(column)}'"));
            }

            return code;
        }
    }

    private static void Check(SheetCursor rows, List<(DistrictLink Link, int Row)> links, ReadingOutcome outcome)
    {
        var byPlace = new Dictionary<GssCode, DistrictLink>();
        foreach (var (link, row) in links)
        {
            if (!byPlace.TryAdd(link.Place, link))
            {
                outcome.Refuse(new Refusal(rows.File, null, new CellAddress(0, row).ToString(), "each code once", $"{link.Place} again"));
            }
        }

        foreach (var (link, row) in links)
        {
            // A successor that is itself succeeded would leave its area on no present map.
            if (!byPlace.TryGetValue(link.Active, out var active) || active.Active != active.Place)
            {
                outcome.Refuse(
                    new Refusal(
                        rows.File,
                        null,
                        new CellAddress(0, row).ToString(),
                        $"{link.Place} to lead to a present district",
                        $"{link.Active}, which is none"
                    )
                );
            }
        }

        var present = links.Count(link => link.Link.Active == link.Link.Place);
        if (present < FewestDistricts)
        {
            outcome.Refuse(rows.Here(null, $"at least {FewestDistricts} present English districts", $"{present}"));
        }
    }
}
