using System.Globalization;

namespace BudgetWatch.Sources.Tabular;

/// <summary>Dates in workbooks of Excel: numbers of days that a format shows as dates.</summary>
internal static class XlsxDates
{
    private const int DaysTo1904 = 1462;

    /// <summary>Whether one of the formats every workbook has is of dates or times (ECMA-376 part 1, 18.8.30).</summary>
    public static bool IsBuiltInDateFormat(string id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    /// <summary>Whether a format of the workbook's own shows days, months, years or times: what is quoted or only sets a space does not count.</summary>
    public static bool IsDateFormat(ReadOnlySpan<char> format)
    {
        while (!format.IsEmpty)
        {
            var passed = format[0] switch
            {
                '"' => 2 + format[1..].IndexOf('"'),
                '\\' or '_' or '*' => 2,
                '[' => format is ['[', 'h' or 'H' or 'm' or 'M' or 's' or 'S', ']' or 'h' or 'H' or 'm' or 'M' or 's' or 'S', ..]
                    ? 0
                    : 2 + format[1..].IndexOf(']'),
                'd' or 'D' or 'm' or 'M' or 'y' or 'Y' or 'h' or 'H' or 's' or 'S' => 0,
                _ => 1,
            };
            if (passed == 0)
            {
                return true;
            }

            // What is quoted and not ended goes on to the end.
            format = passed == 1 && format[0] is '"' or '[' || passed > format.Length ? [] : format[passed..];
        }

        return false;
    }

    /// <summary>The date as a person would read it; a number that is no date stays one.</summary>
    public static CellValue Of(double days, bool isFrom1904)
    {
        // Excel has a 29 February 1900, so that the days before it are one further on.
        var counted =
            isFrom1904 ? days + DaysTo1904
            : days is >= 0 and < 60 ? days + 1
            : days;
        return counted is > -657435 and < 2958466
            ? CellValue.OfOther(DateTime.FromOADate(counted).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))
            : CellValue.Of(days);
    }
}
