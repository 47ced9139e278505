using System.Text.RegularExpressions;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using Known = BudgetWatch.Domain.Observations.Lines;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// Revenue account budgets (RA): what every English authority planned to spend on each service. Workbooks to 2019-20 have up to three
/// data sheets; only the one of net current expenditure is read. Totals, levies and the lines of community support are named here and must be there;
/// the other details of services are found by <see cref="Concordance"/>.
/// </summary>
internal sealed partial class RevenueBudgets : ReturnsByAuthority
{
    private static readonly LineHeadings Lines = new([
        (Known.Education, ["TOTAL EDUCATION SERVICES"]),
        (Known.HighwaysTransport, ["TOTAL HIGHWAYS AND TRANSPORT SERVICES"]),
        (Known.SocialCare, ["TOTAL SOCIAL CARE"]),
        (Known.ChildrensSocialCare, ["TOTAL CHILDRENS SOCIAL CARE"]),
        (Known.AdultSocialCare, ["TOTAL ADULT SOCIAL CARE"]),
        (Known.PublicHealth, ["TOTAL PUBLIC HEALTH"]),
        (Known.Housing, ["TOTAL HOUSING SERVICES (GFRA only)"]),
        (Known.Cultural, ["TOTAL CULTURAL AND RELATED SERVICES"]),
        (Known.Environmental, ["TOTAL ENVIRONMENTAL AND REGULATORY SERVICES"]),
        (Known.Planning, ["TOTAL PLANNING AND DEVELOPMENT SERVICES"]),
        (Known.Police, ["TOTAL POLICE SERVICES"]),
        (Known.Fire, ["TOTAL FIRE AND RESCUE SERVICES"]),
        (Known.Central, ["TOTAL CENTRAL SERVICES"]),
        (Known.Other, ["TOTAL OTHER SERVICES"]),
        (Known.Total, ["TOTAL SERVICE EXPENDITURE"]),
        (Known.TransportLevy, ["Integrated Transport Authority levy"]),
        (Known.WasteLevy, ["Waste Disposal Authority levy"]),
        (Known.CommunityDevelopment, ["Community development"]),
        (Known.Libraries, ["Library service"]),
        (Known.RecreationSport, ["Recreation and sport"]),
        (Known.OpenSpaces, ["Open spaces"]),
        // Archives are in this line in 2010-11 and a line of their own after. They are not added back: the line is followed by its name.
        (Known.CultureHeritage, ["Culture and heritage", "Culture and heritage (excluding Archives)"]),
    ]);

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "revenue-budgets",
            "Local authority revenue expenditure and financing England: budget, individual local authority data",
            "Ministry of Housing, Communities and Local Government",
            "Open Government Licence v3.0",
            "Contains public sector information licensed under the Open Government Licence v3.0.",
            "Yearly, in June or July; corrected now and then",
            new Uri("https://www.gov.uk/government/collections/local-authority-revenue-expenditure-and-financing"),
            ReaderVersion: 3
        );

    /// <inheritdoc/>
    protected override Return Return => Return.Budget;

    /// <inheritdoc/>
    protected override string DataSheet => "RA LA Data";

    /// <inheritdoc/>
    protected override string ExampleTitle => "Revenue Account Budget (RA): 2010-11 data";

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Sheets.Any(sheet => IsDataSheet(sheet.Name) || sheet.Rows.Any(row => row.Any(IsTitle) || IsHeadings(row)));

    /// <summary>
    /// Since 2023-24 the return is published in two parts, and its grants always had a workbook of their own: tables of authorities under the return's title
    /// without any service. An edition that lost some of its headings still has others: it is read, and refused for those it lost.
    /// </summary>
    public override string? OtherPart(FilePeek file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var rows = file.Sheets.SelectMany(sheet => sheet.Rows).ToList();
        var headings = rows.Where(row => row.Count > 0 && row[0] == ReturnColumns.CodeHeading).ToList();
        var saysSo =
            file.Sheets.Any(sheet => OtherPartName().IsMatch(sheet.Name))
            || rows.Exists(row => row.Any(cell => IsTitle(cell) && OtherPartName().IsMatch(cell)));
        return (saysSo || headings.Count > 0) && !headings.Exists(row => row.Any(IsOfService))
            ? "This is another part of the budget return: it has no spending on services, which is in Part 1."
            : null;
    }

    /// <inheritdoc/>
    protected override FinancialYear? YearIn(string title) =>
        Title().Match(title) is { Success: true } match && FinancialYear.TryParse(match.Groups["year"].Value, out var year) ? year : null;

    /// <summary>
    /// The measure is in the first column; the view of one authority has it as a heading further right. Since 2023-24 the sheet's title
    /// says "Revenue Account data" and no measure: there is no other data sheet any more.
    /// </summary>
    protected override bool StatesMeasure(string text, FinancialYear? year) =>
        text.StartsWith("Net current expenditure", StringComparison.OrdinalIgnoreCase)
        || (year is not null && text.Contains("Revenue Account data", StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    protected override ReturnColumns? FindColumns(
        HeadingRow headings,
        ReturnPreamble preamble,
        FinancialYear year,
        ReadingOutcome outcome
    ) => Lines.Find(headings, year, outcome) is { } columns ? DetailColumns.With(columns, year, outcome) : null;

    private static bool IsTitle(string text) => text.Contains("Revenue Account Budget", StringComparison.OrdinalIgnoreCase);

    /// <summary>A copy that lost its title is still a budget, to be refused for that.</summary>
    private static bool IsHeadings(IReadOnlyList<string> row) =>
        row.Count > 0 && row[0] == ReturnColumns.CodeHeading && row.Any(cell => Heading.Words(cell) == "total education services");

    /// <summary>Whether a heading is of spending on a service, however it is worded; reserves and grants are named after services too.</summary>
    private static bool IsOfService(string heading) => ServiceName().IsMatch(heading) && !OfFinance().IsMatch(heading);

    [GeneratedRegex(
        @"\bpart[ _-]*(2|two)\b|\(SG\)|\bspecific (and special )?grants\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OtherPartName();

    [GeneratedRegex(
        @"\b(education|schools|highways|social care|public health|housing services|cultural|library|libraries|environmental|planning|police services|fire and rescue|central services|service expenditure)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ServiceName();

    [GeneratedRegex(
        @"reserve|\bgrants?\b|appropriation|borrowing|balances",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OfFinance();

    // "Revenue Account Budget (RA): 2010-11 data", "… (RA) 2017-18: Revenue Account data", "REVENUE ACCOUNT BUDGET 2012-13"
    [GeneratedRegex(
        @"Revenue Account Budget(?>\s*)(\(RA\)(?>\s*))?(data(?>\s*))?(:(?>\s*))?(?<year>[0-9]{4}-[0-9]{2})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Title();
}
