using System.Text.RegularExpressions;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// Revenue outturn, service expenditure summaries (RSX): seven measures of each service, from employees (C1) to net current expenditure (C7),
/// which alone is read. A row above the headings has the code of the publisher's database for each column; a heading has lost its service
/// (environmental, 2021-22), so the code comes first. RSX has no levies and no lines below the service.
/// </summary>
internal sealed partial class OutturnServiceTables : ReturnsByAuthority
{
    private const string Mark = "RSX";

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "revenue-outturn-service-tables",
            InputKind.Outturn,
            "Local authority revenue expenditure and financing England: outturn, individual local authority data, service expenditure summary (RSX)",
            "Ministry of Housing, Communities and Local Government",
            "Open Government Licence v3.0",
            "Contains public sector information licensed under the Open Government Licence v3.0.",
            "Yearly, provisional in summer, final around the end of the year; corrected now and then",
            new Uri("https://www.gov.uk/government/collections/local-authority-revenue-expenditure-and-financing"),
            ReaderVersion: 1
        );

    /// <inheritdoc/>
    protected override Return Return => Return.Outturn;

    /// <inheritdoc/>
    protected override string DataSheet => "RSX LA Data";

    /// <inheritdoc/>
    protected override string ExampleTitle => "Revenue Outturn (RO) 2023-24: Service Expenditure Summary (RSX) data";

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Sheets.Any(sheet => IsDataSheet(sheet.Name) || sheet.Rows.Any(row => row.Any(cell => OutturnTitle.IsOf(Mark, cell))));

    /// <inheritdoc/>
    protected override FinancialYear? YearIn(string title) => OutturnTitle.YearIn(Mark, title);

    /// <summary>Each heading states its own measure.</summary>
    protected override bool StatesMeasure(string text, FinancialYear? year) => year is not null;

    /// <inheritdoc/>
    protected override ReturnColumns? FindColumns(HeadingRow headings, ReturnPreamble preamble, FinancialYear year, ReadingOutcome outcome)
    {
        var byHeading = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (column, text) in headings.Headings)
        {
            if (NetExpenditure().Match(Heading.Normalise(text)) is { Success: true } match)
            {
                byHeading.TryAdd(Heading.Words(match.Groups["service"].Value), column);
            }
        }

        return ReturnColumns.Find(
            headings,
            year,
            ServiceLines.All.Select(service => service.Line),
            line => ServiceLines.Of(line) is { } service ? Column(service, byHeading, preamble.AssetCodes, headings, outcome) : null,
            line => headings.Require(outcome, $"{ServiceLines.Of(line)!.Heading} - Net Current Expenditure"),
            outcome
        );
    }

    private static int? Column(
        ServiceLine service,
        Dictionary<string, int> byHeading,
        IReadOnlyDictionary<string, int> byCode,
        HeadingRow headings,
        ReadingOutcome outcome
    )
    {
        var headed = byHeading.TryGetValue(Heading.Words(service.Heading), out var found) ? found : (int?)null;
        if (!byCode.TryGetValue($"RSX-{service.Code}-net-cur-exp", out var coded))
        {
            return headed;
        }

        if (headed is { } other && other != coded)
        {
            outcome.Refuse(
                headings.Refusal(
                    coded,
                    $"the code RSX-{service.Code}-net-cur-exp above the heading of the same service, which is in column {CellAddress.Letters(other)}",
                    $"'{headings.Headings.FirstOrDefault(heading => heading.Column == coded).Text}'"
                )
            );
        }

        return coded;
    }

    // "education services- net current expenditure (c7 = c3 - c6)"
    [GeneratedRegex(
        @"^(?<service>.+?)\s*-\s*net current expenditure\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex NetExpenditure();
}
