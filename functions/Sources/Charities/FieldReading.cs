using System.Buffers.Text;
using System.Text;

namespace BudgetWatch.Sources.Charities;

/// <summary>What the fields of an extract's row stand for.</summary>
internal static class FieldReading
{
    /// <summary>The whole number of a field, from 0 on, written as a number or as text; null where it is null. Anything else refuses the file.</summary>
    public static int? Whole(this ExtractRows rows, int field, ReadingOutcome outcome)
    {
        if (rows.IsMissing(field))
        {
            return null;
        }

        var text = rows.Text(field);
        if (Utf8Parser.TryParse(text, out int number, out var used) && used == text.Length && number >= 0)
        {
            return number;
        }

        outcome.Refuse(rows.Here(field, "a whole number", rows.Shown(field)));
        return null;
    }

    /// <summary>The day of a field, as <see cref="DateOnly.DayNumber"/>; null where it is null. Anything but a date, with or without a time, refuses the file.</summary>
    public static int? Day(this ExtractRows rows, int field, ReadingOutcome outcome)
    {
        if (rows.IsMissing(field))
        {
            return null;
        }

        var text = rows.Text(field);
        if (
            text.Length >= 10
            && (text.Length == 10 || text[10] == 'T')
            && text[4] == '-'
            && text[7] == '-'
            && Utf8Parser.TryParse(text[..4], out int year, out var used)
            && used == 4
            && Utf8Parser.TryParse(text[5..7], out int month, out used)
            && used == 2
            && Utf8Parser.TryParse(text[8..10], out int day, out used)
            && used == 2
            && year is >= 1 and <= 9999
            && month is >= 1 and <= 12
            && day >= 1
            && day <= DateTime.DaysInMonth(year, month)
        )
        {
            return new DateOnly(year, month, day).DayNumber;
        }

        outcome.Refuse(rows.Here(field, "a date, as in '2011-03-31T00:00:00'", rows.Shown(field)));
        return null;
    }

    /// <summary>The pounds of a field, rounded to whole ones; null where it is null. Anything but a number refuses the file.</summary>
    public static decimal? Pounds(this ExtractRows rows, int field, ReadingOutcome outcome)
    {
        if (rows.IsMissing(field))
        {
            return null;
        }

        var text = rows.Text(field);
        if (Utf8Parser.TryParse(text, out double pounds, out var used) && used == text.Length && Math.Abs(pounds) < 1e13)
        {
            return decimal.Round((decimal)pounds, 0, MidpointRounding.AwayFromZero);
        }

        outcome.Refuse(rows.Here(field, "pounds", rows.Shown(field)));
        return null;
    }

    /// <summary>Whether a field is neither null, nor false, nor empty.</summary>
    public static bool IsSet(this ExtractRows rows, int field) =>
        rows.Kind(field) is ExtractKind.True or ExtractKind.Number
        || (rows.Kind(field) == ExtractKind.Text && rows.Text(field) is { Length: > 0 } text && !Ascii.EqualsIgnoreCase(text, "false"u8));

    /// <summary>The text of a field, for people.</summary>
    public static string Shown(this ExtractRows rows, int field) =>
        rows.Kind(field) switch
        {
            ExtractKind.Absent => "nothing",
            ExtractKind.Null => "null",
            ExtractKind.True => "true",
            ExtractKind.False => "false",
            _ => $"'{Encoding.UTF8.GetString(rows.Text(field)[..Math.Min(rows.Text(field).Length, 80)])}'",
        };

    private static bool IsMissing(this ExtractRows rows, int field) => rows.Kind(field) is ExtractKind.Absent or ExtractKind.Null;
}
