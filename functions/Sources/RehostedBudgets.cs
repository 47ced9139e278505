using System.Text.RegularExpressions;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Revenue;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// Revenue account budgets (RA) as figures that others carried from the publisher's file, which is missing: a title that names the year, the publisher's
/// file and that it was re-hosted, then a row for each council and totals of classes. The services add up to the total on each row, and the rows of a class to the class. Of shire
/// districts there is only the total. The original, once there, is preferred: it has more.
/// </summary>
internal sealed partial class RehostedBudgets : TabularSource
{
    private const decimal PoundsInUnit = 1000m;

    /// <summary>How far down the headings stand at most.</summary>
    private const int PreambleLimit = 10;

    private static readonly IReadOnlyList<(Line Line, string Heading)> Services =
    [
        (Lines.Education, "Education services"),
        (Lines.HighwaysTransport, "Highways and transport services"),
        (Lines.ChildrensSocialCare, "Children’s social care"),
        (Lines.AdultSocialCare, "Adult social care"),
        (Lines.PublicHealth, "Public health"),
        (Lines.Housing, "Housing services (GFRA only)"),
        (Lines.Cultural, "Cultural and related services"),
        (Lines.Environmental, "Environmental and regulatory services"),
        (Lines.Planning, "Planning and development services"),
        (Lines.Police, "Police services"),
        (Lines.Fire, "Fire and rescue services"),
        (Lines.Central, "Central services"),
        (Lines.Other, "Other services"),
    ];

    private static readonly IReadOnlyList<Line> OutsideSocialCare = [.. Scopes.OutsideSocialCare.Parts.Select(ways => ways[0][0])];

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "revenue-budgets-rehosted",
            new InputKind("budgets"),
            "Revenue account (RA) budgets, figures carried from public copies",
            "Ministry of Housing, Communities and Local Government; figures carried by others",
            "Open Government Licence v3.0",
            "Contains public sector information licensed under the Open Government Licence v3.0.",
            "Until there is the publisher's file",
            new Uri("https://www.gov.uk/government/collections/local-authority-revenue-expenditure-and-financing"),
            ReaderVersion: 1
        );

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) => file.Sheets.Any(sheet => sheet.Rows.Any(row => row.Any(cell => IsTitle(cell))));

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        while (rows.NextSheet())
        {
            var title = "";
            while (rows.Row < PreambleLimit && rows.NextRow())
            {
                title = IsTitle(rows.Text(0)) ? rows.Text(0) : title;
                if (title.Length > 0 && rows.Text(0) == ReturnColumns.CodeHeading)
                {
                    outcome.RefuseHidden(rows);
                    return ReadTable(rows, title, outcome);
                }
            }
        }

        outcome.Refuse(
            new Refusal(
                rows.File,
                null,
                null,
                $"the heading '{ReturnColumns.CodeHeading}' below a title that names the re-hosted file",
                "none"
            )
        );
        return null;
    }

    private static RevenueReturn? ReadTable(SheetCursor rows, string title, ReadingOutcome outcome)
    {
        var match = Title().Match(title);
        if (!FinancialYear.TryParse(match.Groups["year"].Value, out var year))
        {
            outcome.Refuse(rows.Here(0, "a title that names a financial year, as 2026-27", $"'{title}'"));
            return null;
        }

        var headings = HeadingRow.Of(rows);
        var name = headings.Require(outcome, "Local authority");
        var place = headings.Require(outcome, "ONS Code");
        var @class = headings.Require(outcome, "Class");
        var total = headings.Require(outcome, "TOTAL SERVICE EXPENDITURE");
        var services = Services.Select(service => (service.Line, Column: headings.Require(outcome, service.Heading))).ToList();
        if (outcome.IsRefused)
        {
            return null;
        }

        var table = new Table(
            rows,
            outcome,
            name!.Value,
            place!.Value,
            @class!.Value,
            total!.Value,
            [.. services.Select(service => (service.Line, service.Column!.Value))]
        );
        while (rows.NextRow())
        {
            table.ReadRow();
        }

        if (rows.Fault is not null)
        {
            return null;
        }

        table.Conclude();
        return outcome.IsRefused
            ? null
            : new RevenueReturn(Return.Budget, year, rows.Sheet, table.Filings, new Dictionary<Line, Cell>())
            {
                Updated = EditionDates.In(title).Cast<DateOnly?>().DefaultIfEmpty(null).Max(),
                RehostedFrom = match.Groups["file"].Value,
            };
    }

    private static bool IsTitle(string text) => Title().IsMatch(text);

    // "Revenue Account (RA) budget 2026-27: … Figures carried from public re-hosts of MHCLG RA_2026-27_data_Part_1.ods (last updated 11 June 2026); …"
    [GeneratedRegex(
        @"^Revenue Account \(RA\) budget (?<year>[0-9]{4}-[0-9]{2})\b.*\bre-hosts? of (MHCLG )?(?<file>[A-Za-z0-9_.\-]{1,100}\.(ods|xlsx?|csv))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Title();

    /// <summary>The rows below the headings.</summary>
    private sealed class Table(
        SheetCursor rows,
        ReadingOutcome outcome,
        int name,
        int place,
        int @class,
        int total,
        IReadOnlyList<(Line Line, int Column)> services
    )
    {
        private readonly List<Filing> _filings = [];
        private readonly HashSet<AuthorityCode> _codes = [];
        private readonly List<(string Word, Dictionary<Line, Cell> Cells)> _classes = [];

        public IReadOnlyList<Filing> Filings => _filings;

        public void ReadRow()
        {
            if (AuthorityCode.TryParse(rows.Text(0), out var code))
            {
                ReadCouncil(code);
            }
            else if (rows.Text(name) is { Length: > 0 } word)
            {
                _classes.Add((word, Cells()));
            }
        }

        /// <summary>The rows of a class add up to its total, or fall short of it where one of them has no figures and the publisher imputed them.</summary>
        public void Conclude()
        {
            if (_filings.Count == 0)
            {
                outcome.Refuse(rows.Here(null, "councils below the headings", "no row with an E-code"));
            }

            foreach (var (word, cells) in _classes)
            {
                var members = _filings.Where(filing => filing.Class == ClassOf(word)).Select(filing => filing.Cells).ToList();
                if (members.Count == 0)
                {
                    continue;
                }

                foreach (var (line, cell) in cells.Where(cell => cell.Value.Pounds is not null))
                {
                    var own = members.Select(member => member.GetValueOrDefault(line)).ToList();
                    var missing = cell.Pounds!.Value - own.Sum(figure => figure.Pounds ?? 0);
                    var rounding = Rounding.Of(own) + Rounding.Of(cell.Pounds.Value);
                    var hasImputed = own.Exists(figure => figure.Pounds is null);
                    if (hasImputed ? missing < -rounding : Math.Abs(missing) > rounding)
                    {
                        outcome.Refuse(
                            new Refusal(
                                rows.File,
                                rows.Sheet.Length == 0 ? null : rows.Sheet,
                                cell.Address,
                                $"the councils to add up to {word}, {line.Title}, within {ControlTotals.Thousands(rounding)}",
                                ControlTotals.Thousands(cell.Pounds.Value - missing)
                                    + " against "
                                    + ControlTotals.Thousands(cell.Pounds.Value)
                            )
                        );
                    }
                }
            }
        }

        private void ReadCouncil(AuthorityCode code)
        {
            if (!_codes.Add(code))
            {
                outcome.Refuse(rows.Here(0, "each E-code once", $"{code} again"));
                return;
            }

            var (own, isKnown) = AuthorityClasses.Read(rows.Text(@class));
            if (!isKnown)
            {
                outcome.Refuse(rows.Here(@class, "a class of council", $"'{rows.Text(@class)}'"));
                return;
            }

            var cells = Cells();
            if (!AddsUp(cells))
            {
                outcome.Refuse(rows.Here(total, "the services of the row to add up to its total", $"{code}: they do not"));
                return;
            }

            cells[Lines.OutsideSocialCareInOneFigure] = InOneFigure(cells, own);
            GssCode? at = GssCode.TryParse(rows.Text(place), out var published) ? CodeCorrections.Correct(code, published).Place : null;
            _filings.Add(new Filing(code, at, rows.Text(name), own, cells));
        }

        private Dictionary<Line, Cell> Cells()
        {
            var cells = new Dictionary<Line, Cell>(services.Count + 2);
            foreach (var (line, column) in services.Append((Lines.Total, total)))
            {
                if (PoundsCell.Read(rows, column, PoundsInUnit, outcome) is { } figure)
                {
                    var address = rows.Address(column);
                    cells.Add(line, figure.Value is { } pounds ? Cell.Of(pounds, address) : Cell.Without(figure.Status, address));
                }
            }

            return cells;
        }

        private bool AddsUp(Dictionary<Line, Cell> cells)
        {
            List<Cell> parts = [.. services.Select(service => cells.GetValueOrDefault(service.Line))];
            return parts.Exists(part => part.Pounds is null)
                || cells.GetValueOrDefault(Lines.Total).Pounds is not { } stated
                || Math.Abs(parts.Sum(part => part.Pounds!.Value) - stated) <= Rounding.Of(parts) + Rounding.Of(stated);
        }

        /// <summary>The seven services added up; of a district without services its total.</summary>
        private static Cell InOneFigure(Dictionary<Line, Cell> cells, AuthorityClass own)
        {
            List<Cell> parts = [.. OutsideSocialCare.Select(line => cells.GetValueOrDefault(line))];
            return parts.TrueForAll(part => part.Pounds is not null) ? ClassTotal.Sum(parts)
                : own == AuthorityClass.ShireDistrict && cells.GetValueOrDefault(Lines.Total) is { Pounds: not null } whole ? whole
                : ClassTotal.Sum(parts);
        }

        private static AuthorityClass? ClassOf(string word) =>
            word.ToUpperInvariant() switch
            {
                "SHIRE COUNTIES" => AuthorityClass.ShireCounty,
                "SHIRE DISTRICTS" => AuthorityClass.ShireDistrict,
                "UNITARY AUTHORITIES" => AuthorityClass.UnitaryAuthority,
                "METROPOLITAN DISTRICTS" => AuthorityClass.MetropolitanDistrict,
                "LONDON BOROUGHS" => AuthorityClass.LondonBorough,
                _ => null,
            };
    }
}
