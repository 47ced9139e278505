using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using Known = BudgetWatch.Domain.Observations.Lines;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// Revenue outturn summaries (RS): what every English authority spent on each service. Workbooks to 2014-15 have up to three data sheets;
/// only the one of net current expenditure is read. Behind the table stands a memo block that repeats its headings; the first counts.
/// </summary>
internal sealed class OutturnSummaries : ReturnsByAuthority
{
    private const string Mark = "RS";

    /// <summary>
    /// Magistrates' courts, paid for by councils to 2008-09: part of total service expenditure and no line that is followed. Read for the
    /// control totals alone; <see cref="ReturnTable"/> keeps no line that is not among <see cref="Known.All"/>.
    /// </summary>
    private static readonly Line Courts = new("courts", "Court services", IsServiceTotal: true);

    private static readonly LineHeadings Lines = new([
        (Known.Education, ["Education services"]),
        (Known.HighwaysTransport, ["Highways and transport services", "Highways roads and transport services"]),
        (Known.SocialCare, ["Social care"]),
        (Known.ChildrensSocialCare, ["Children Social Care"]),
        (Known.AdultSocialCare, ["Adult Social Care"]),
        (Known.PublicHealth, ["Public Health"]),
        (Known.Housing, ["Housing services (GFRA only)"]),
        (Known.Cultural, ["Cultural and related services"]),
        (Known.Environmental, ["Environmental and regulatory services", "Environmental services"]),
        (Known.Planning, ["Planning and development services"]),
        (Known.Police, ["Police services"]),
        (Known.Fire, ["Fire and rescue services"]),
        (Courts, ["Court services"]),
        (Known.Central, ["Central services"]),
        (Known.Other, ["Other services"]),
        (Known.Total, ["TOTAL SERVICE EXPENDITURE"]),
        // The authorities were renamed in 2009; the levy is the same.
        (Known.TransportLevy, ["Integrated Transport Authority levy", "Passenger Transport Authority levy"]),
        (Known.WasteLevy, ["Waste Disposal Authority levy"]),
    ]);

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "revenue-outturn-summaries",
            InputKind.Outturn,
            "Local authority revenue expenditure and financing England: outturn, individual local authority data, revenue summary (RS)",
            "Ministry of Housing, Communities and Local Government",
            "Open Government Licence v3.0",
            "Contains public sector information licensed under the Open Government Licence v3.0.",
            "Yearly, provisional in late summer, final in November; corrected with the next year's",
            new Uri("https://www.gov.uk/government/collections/local-authority-revenue-expenditure-and-financing"),
            ReaderVersion: 1
        );

    /// <inheritdoc/>
    protected override Return Return => Return.Outturn;

    /// <inheritdoc/>
    protected override string DataSheet => "RS LA Data";

    /// <inheritdoc/>
    protected override string ExampleTitle => "Revenue Outturn Summary (RS): 2010-11 data";

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Sheets.Any(sheet => IsDataSheet(sheet.Name) || sheet.Rows.Any(row => row.Any(cell => OutturnTitle.IsOf(Mark, cell))));

    /// <inheritdoc/>
    protected override FinancialYear? YearIn(string title) => OutturnTitle.YearIn(Mark, title);

    /// <summary>"Net current expenditure (£ thousand)", in 2007-08 "Col 1 - Net current expenditure (£ thousand)".</summary>
    protected override bool StatesMeasure(string text, FinancialYear? year) =>
        text.StartsWith("Net current expenditure", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("Col 1 - Net current expenditure", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override ReturnColumns? FindColumns(
        HeadingRow headings,
        ReturnPreamble preamble,
        FinancialYear year,
        ReadingOutcome outcome
    ) => Lines.Find(headings, year, outcome);
}
