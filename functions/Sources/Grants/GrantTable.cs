using System.Globalization;
using System.Text.RegularExpressions;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Sources.Charities;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Grants;

/// <summary>
/// The rows of a list of grants. Each grant is counted in its district and year or in what is left out, and a row that cannot be read is
/// counted as such; too many of these refuse the list.
/// </summary>
internal sealed partial class GrantTable
{
    private const string Pounds = "GBP";

    private readonly SheetCursor rows;
    private readonly GrantColumns columns;
    private readonly GrantSums sums = new();
    private readonly Tally tally = new();
    private readonly Dictionary<string, bool> licences = new(StringComparer.Ordinal);
    private DateOnly? retrieved;
    private int grants;
    private int unusable;
    private Refusal? firstUnusable;

    private GrantTable(SheetCursor rows, GrantColumns columns) => (this.rows, this.columns) = (rows, columns);

    /// <summary>Reads the rows below the headings; null with the reasons.</summary>
    public static YearlyGrants? Read(SheetCursor rows, GrantColumns columns, ReadingOutcome outcome)
    {
        var table = new GrantTable(rows, columns);
        var isCut = false;
        while (table.sums.Excess is null && rows.NextRow())
        {
            if (rows.Width > 0)
            {
                isCut = rows.Width < columns.Count;
                table.ReadRow();
            }
        }

        return rows.Fault is null ? table.Conclude(isCut, outcome) : null;
    }

    private YearlyGrants? Conclude(bool isCut, ReadingOutcome outcome)
    {
        if (sums.Excess is { } most)
        {
            outcome.Refuse(rows.Here(null, most, "more"));
        }
        else if (isCut)
        {
            outcome.Refuse(
                rows.Here(
                    null,
                    string.Create(CultureInfo.InvariantCulture, $"{columns.Count} cells in the last row, row {rows.Row}"),
                    string.Create(CultureInfo.InvariantCulture, $"{rows.Width}: the file is cut off")
                )
            );
        }
        else if ((long)unusable * GrantLimits.RowsForEachUnusable > grants)
        {
            outcome.Refuse(
                firstUnusable! with
                {
                    Found = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{firstUnusable.Found}, and the like in {unusable:N0} of {grants:N0} rows, more than 1 in {GrantLimits.RowsForEachUnusable}"
                    ),
                }
            );
        }
        else if (!sums.Any)
        {
            outcome.Refuse(
                rows.Here(
                    null,
                    "at least one grant in pounds to an English district under an open licence",
                    string.Create(CultureInfo.InvariantCulture, $"none among {grants:N0} rows")
                )
            );
        }

        if (outcome.IsRefused)
        {
            return null;
        }

        tally.Flag(outcome);
        return sums.Conclude(retrieved);
    }

    private void ReadRow()
    {
        grants++;
        var identifier = rows.Text(columns.Identifier);
        if (identifier.Length == 0)
        {
            Reject(columns.Identifier, "a grant's identifier", "have no identifier");
            return;
        }

        var currency = rows.Text(columns.Currency);
        if (currency is not { Length: 3 })
        {
            Reject(columns.Currency, "a currency, as in 'GBP'", "have no currency");
            return;
        }

        if (Awarded() is not { } awarded)
        {
            Reject(columns.Date, "the day of an award, as in '2011-03-31'", "have no day of award");
            return;
        }

        if (!currency.Equals(Pounds, StringComparison.OrdinalIgnoreCase))
        {
            sums.LeaveOut(identifier, GrantsLeftOut.OtherCurrency, null);
            return;
        }

        if (Amount() is not { } amount)
        {
            Reject(columns.Amount, "pounds awarded, not negative", "have no amount in pounds, or a negative one");
            return;
        }

        TakeRetrieved();
        if (Hindrance(out var place) is { } reason)
        {
            sums.LeaveOut(identifier, reason, amount);
            return;
        }

        sums.Count(identifier, place, FinancialYearOf(awarded), awarded, Publisher(), amount);
    }

    /// <summary>Why a sound grant is not counted; null where it is. Where first, so that what licences leave out is England's.</summary>
    private string? Hindrance(out GssCode place)
    {
        var district = rows.Text(columns.District);
        if (!GssCode.TryParse(district, out place))
        {
            if (district.Length > 0)
            {
                tally.Add(
                    "district-not-known",
                    "grants have something that is no ONS code for a district; they are left out",
                    rows.Address(columns.District)
                );
            }

            return GrantsLeftOut.NoDistrict;
        }

        return place.IsDistrict || place.IsShireCounty ? LicenceHindrance()
            : place.Value[0] == 'E' ? GrantsLeftOut.NoDistrict
            : GrantsLeftOut.OutsideEngland;
    }

    private string? LicenceHindrance()
    {
        var licence = rows.Text(columns.Licence);
        if (licence.Length == 0)
        {
            tally.Add("licence-not-stated", "grants are published without a licence; they are left out", rows.Address(columns.Licence));
            return GrantsLeftOut.LicenceNotStated;
        }

        if (!IsOpen(licence))
        {
            tally.Add(
                "licence-not-open",
                $"grants are published under '{Shown(licence)}', which is not among the licences taken; they are left out",
                rows.Address(columns.Licence)
            );
            return GrantsLeftOut.LicenceNotOpen;
        }

        return null;
    }

    /// <summary>A file states a handful of licences a million times; a hostile one does not fill memory with them.</summary>
    private bool IsOpen(string licence)
    {
        if (!licences.TryGetValue(licence, out var isOpen))
        {
            isOpen = OpenLicences.Has(licence);
            if (licences.Count < 1_000)
            {
                licences.Add(licence, isOpen);
            }
        }

        return isOpen;
    }

    private DateOnly? Awarded()
    {
        var text = rows.Text(columns.Date);
        return
            Day().IsMatch(text)
            && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1901 and <= 2198
            ? day
            : null;
    }

    private decimal? Amount()
    {
        var text = rows.Text(columns.Amount);
        return
            Digits().IsMatch(text)
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pounds)
            && pounds <= GrantLimits.Pounds
            ? decimal.Round(pounds, 2, MidpointRounding.AwayFromZero)
            : null;
    }

    private void TakeRetrieved()
    {
        if (
            columns.Retrieved is { } column
            && rows.Text(column) is { Length: >= 10 } text
            && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && (retrieved is null || day > retrieved)
        )
        {
            retrieved = day;
        }
    }

    private string Publisher()
    {
        var name = columns.Publisher is { } publisher ? rows.Text(publisher) : "";
        name = name.Length == 0 && columns.DataSource is { } source ? rows.Text(source) : name;
        return Plain(name.Length > GrantLimits.Name ? name[..GrantLimits.Name] : name);
    }

    /// <summary>A name that is acknowledged in answers: line breaks and signs that are not seen are spaces.</summary>
    private static string Plain(string name) =>
        name.Any(IsUnseen)
            ? string.Join(
                ' ',
                string.Concat(name.Select(sign => IsUnseen(sign) ? ' ' : sign)).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            )
            : name;

    private static bool IsUnseen(char sign) =>
        char.GetUnicodeCategory(sign)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.Surrogate;

    private void Reject(int column, string expected, string detail)
    {
        unusable++;
        firstUnusable ??= rows.Here(column, expected, $"'{Shown(rows.Text(column))}'");
        sums.Reject();
        tally.Add("grant-unusable", $"rows {detail}; they are left out", rows.Address(column));
    }

    private static FinancialYear FinancialYearOf(DateOnly day) => new(day.Month >= 4 ? day.Year : day.Year - 1);

    private static string Shown(string text) => text.Length <= 120 ? text : text[..120] + "…";

    // A time is of the day it stands beside, whatever its offset: publishers add midnight to a date.
    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Day();

    [GeneratedRegex(
        @"^[0-9]{1,15}(\.[0-9]{1,12})?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Digits();
}
