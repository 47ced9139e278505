using System.Globalization;

namespace BudgetWatch.Sources.Tabular;

/// <summary>What kind of thing a cell holds.</summary>
internal enum CellKind
{
    /// <summary>Nothing, or only white space.</summary>
    Blank,

    /// <summary>A number as the workbook stores it.</summary>
    Number,

    /// <summary>Text; a CSV file has nothing else.</summary>
    Text,

    /// <summary>An error of the spreadsheet, such as <c>#REF!</c>: never a figure, never 0.</summary>
    Error,

    /// <summary>A date or a truth value, where figures and names are looked for.</summary>
    Other,
}

/// <summary>One cell's content.</summary>
internal readonly record struct CellValue
{
    private static readonly string[] Errors =
    [
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
    ];

    private readonly double number;
    private readonly string? text;

    private CellValue(CellKind kind, double number, string? text)
    {
        Kind = kind;
        this.number = number;
        this.text = text;
    }

    /// <summary>What it holds.</summary>
    public CellKind Kind { get; }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsBlank => Kind == CellKind.Blank;

    /// <summary>A stored number. One that is not finite is an error: no sheet can show it.</summary>
    public static CellValue Of(double number) =>
        double.IsFinite(number) ? new(CellKind.Number, number, null) : new(CellKind.Error, 0, "a number beyond range");

    /// <summary>Text as it stands; the spreadsheet's own error words are errors wherever they come from.</summary>
    public static CellValue Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return default;
        }

        return new CellValue(IsErrorWord(text) ? CellKind.Error : CellKind.Text, 0, text);
    }

    /// <summary>Whether a cell that reads so is an error: <c>#REF!</c>, or as LibreOffice has it <c>Err:508</c>.</summary>
    public static bool IsErrorWord(ReadOnlySpan<char> text)
    {
        var word = text.TrimEnd();
        if (word is not ['#', ..])
        {
            return word is ['E', 'r', 'r', ':', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9'];
        }

        foreach (var error in Errors)
        {
            if (word.SequenceEqual(error))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An error cell whose word the file format does not carry.</summary>
    public static CellValue OfError(string word) => new(CellKind.Error, 0, word);

    /// <summary>Anything else, by how it reads.</summary>
    public static CellValue OfOther(string text) => new(CellKind.Other, 0, text);

    /// <summary>
    /// The number as a decimal of at most 15 significant digits (all a workbook's double holds faithfully): 29961.162989728415
    /// is 29961.1629897284. Text is read only if it is written as a number.
    /// </summary>
    public bool TryDecimal(out decimal value)
    {
        value = 0;
        switch (Kind)
        {
            case CellKind.Number when Math.Abs(number) < 1e20:
                value = (decimal)number;
                return true;
            case CellKind.Text:
                return NumberText.IsNumber(text) && decimal.TryParse(text, NumberText.Style, CultureInfo.InvariantCulture, out value);
            default:
                return false;
        }
    }

    /// <summary>Whether it is a number of more than so much, either way, however it is written; text of another kind is not.</summary>
    public bool IsBeyond(decimal most) =>
        Kind switch
        {
            CellKind.Number => Math.Abs(number) > (double)most,

            // As a double it is compared whole: what is too large even for that is beyond anything.
            CellKind.Text => NumberText.IsNumber(text)
                && !(Math.Abs(double.Parse(text, NumberText.Style, CultureInfo.InvariantCulture)) <= (double)most),
            _ => false,
        };

    /// <summary>The number as stored, for indices and scores.</summary>
    public bool TryDouble(out double value)
    {
        value = number;
        return Kind switch
        {
            CellKind.Number => true,
            CellKind.Text => NumberText.IsNumber(text)
                && double.TryParse(text, NumberText.Style, CultureInfo.InvariantCulture, out value)
                && double.IsFinite(value),
            _ => false,
        };
    }

    /// <summary>As a person would read it; empty for a blank cell.</summary>
    public override string ToString() => Kind == CellKind.Number ? number.ToString("R", CultureInfo.InvariantCulture) : text ?? "";
}
