using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Sources.Postcodes;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// The ONS's lists of every postcode with the district it is in: the lookup from postcodes to output areas and districts, the Postcode Directory
/// and the Statistics Postcode Lookup, as text or in the archive it comes in. Streamed: of 2.6 million rows a number each is held.
/// </summary>
/// <param name="fewest">How many postcodes a list must have.</param>
internal sealed class PostcodeLookup(int fewest) : PublishedSource
{
    /// <summary>The lists have 2.6 million, those no longer in use counted.</summary>
    private const int FewestPostcodes = 2_500_000;

    /// <summary>The last area of the kingdom's, Shetland: a list that was cut short does not reach it.</summary>
    private const string LastArea = "ZE";

    /// <summary>A list of the whole kingdom.</summary>
    public PostcodeLookup()
        : this(FewestPostcodes) { }

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "postcode-districts",
            new InputKind("postcodes"),
            "Postcode to OA to LSOA to MSOA to LAD Best Fit Lookup in the UK; ONS Postcode Directory",
            "Office for National Statistics",
            "Open Government Licence v3.0",
            "Contains OS data © Crown copyright and database right; Contains Royal Mail data © Royal Mail copyright and database right; "
                + "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
            "Quarterly",
            new Uri("https://geoportal.statistics.gov.uk/"),
            ReaderVersion: 1
        )
        {
            LargestFile = ReadingLimits.TextBytes,
        };

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Format is FileFormat.Csv or FileFormat.ZippedCsv
        && file.Sheets.Any(sheet => sheet.Rows.Count > 0 && LookupColumns.AreIn(sheet.Rows[0]));

    /// <inheritdoc/>
    protected override Reading ReadWhole(PublishedFile file, CancellationToken cancellation)
    {
        using var text = LookupText.Open(file, cancellation, out var reason);
        using var rows = text is null ? null : LookupRows.Open(file, text, cancellation, out reason);
        if (rows is null)
        {
            return new Reading.Refused([reason!]);
        }

        var outcome = new ReadingOutcome();
        var content = Read(rows, outcome);
        return (rows.Fault is { } fault ? new Reading.Refused([fault]) : outcome.Conclude(content)) with { Cells = rows.Cells };
    }

    private PostcodeDistricts? Read(LookupRows rows, ReadingOutcome outcome)
    {
        if (rows.Headings() is not { } headings)
        {
            outcome.Refuse(rows.Here(null, "a heading row", "nothing"));
            return null;
        }

        if (LookupColumns.Find(headings, out var missing) is not { } columns)
        {
            outcome.Refuse(rows.Here(missing.Column ?? 0, missing.Expected, missing.Found));
            return null;
        }

        var list = new PostcodeList();
        var newest = 0;
        while (!outcome.IsRefused && rows.NextRow())
        {
            Take(rows, columns, list, ref newest, outcome);
        }

        if (rows.Fault is not null || outcome.IsRefused)
        {
            return null;
        }

        list.Sort();
        Check(rows, list, newest, outcome);
        return outcome.IsRefused ? null : list.Content(newest);
    }

    private static void Take(LookupRows rows, LookupColumns columns, PostcodeList list, ref int newest, ReadingOutcome outcome)
    {
        if (!rows.Has(columns))
        {
            outcome.Refuse(rows.Here(0, $"a row of at least {columns.Width} columns", $"{rows.Width}"));
            return;
        }

        if (!Postcode.TryParse(rows.Text(columns.Postcode), out var postcode))
        {
            outcome.Refuse(rows.Here(columns.Postcode, "a postcode, as in 'SW1A 1AA'", Shown(rows, columns.Postcode)));
            return;
        }

        newest = Math.Max(newest, Math.Max(Month(rows, columns.Introduced, outcome), Month(rows, columns.Terminated, outcome)));
        if (!list.TryAdd(postcode, rows.Text(columns.DistrictCode)))
        {
            outcome.Refuse(
                rows.Here(columns.DistrictCode, "the code of a district, as in 'E06000001', or nothing", Shown(rows, columns.DistrictCode))
            );
        }
    }

    /// <summary>A month as <c>yyyymm</c>; 0 where there is none. Anything else refuses the file.</summary>
    private static int Month(LookupRows rows, int column, ReadingOutcome outcome)
    {
        var text = rows.Text(column);
        if (text.IsEmpty)
        {
            return 0;
        }

        if (
            text.Length == 6
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            && month / 100 is >= 1900 and < 2100
            && month % 100 is >= 1 and <= 12
        )
        {
            return month;
        }

        outcome.Refuse(rows.Here(column, "a month, as in '202511', or nothing", Shown(rows, column)));
        return 0;
    }

    private void Check(LookupRows rows, PostcodeList list, int newest, ReadingOutcome outcome)
    {
        foreach (var (postcode, one, other) in list.Contradictions())
        {
            outcome.Refuse(rows.Here(null, "each postcode in one district", $"{postcode} in {one} and in {other}"));
        }

        if (list.Count < fewest)
        {
            outcome.Refuse(rows.Here(null, $"at least {fewest:N0} postcodes", $"{list.Count:N0}: a part of the list"));
        }

        if (list.Last is not { } last || !last.ToString().StartsWith(LastArea, StringComparison.Ordinal))
        {
            outcome.Refuse(
                rows.Here(null, $"postcodes as far as {LastArea}", list.Last is { } end ? $"none after {end}: a part of the list" : "none")
            );
        }

        if (newest == 0)
        {
            outcome.Refuse(rows.Here(null, "months in which postcodes came or went", "none"));
        }

        if (list.WithoutDistrict > 0)
        {
            outcome.Flag(
                "postcode-without-district",
                string.Create(CultureInfo.InvariantCulture, $"{list.WithoutDistrict:N0} postcodes state no district; they are in none")
            );
        }
    }

    private static string Shown(LookupRows rows, int column)
    {
        var text = rows.Text(column);
        return text.IsEmpty ? "nothing" : $"'{text[..Math.Min(text.Length, 80)]}'";
    }
}
