using System.Globalization;
using System.Xml;

namespace BudgetWatch.Sources.Tabular;

/// <summary>Reads a cell of an OpenDocument spreadsheet.</summary>
internal sealed class OdsCell
{
    private readonly OdsText text = new();
    private string? type;
    private string? value;
    private string? words;
    private bool isMarkedAsError;

    /// <summary>How often the cell stands beside itself; null if that cannot be read.</summary>
    public int? Repeats { get; private set; }

    /// <summary>Reads the cell at the present element, to its end.</summary>
    public CellValue Read(XmlReader xml)
    {
        ReadAttributes(xml);
        text.Read(xml);
        return Value();
    }

    private void ReadAttributes(XmlReader xml)
    {
        (type, value, words, isMarkedAsError, Repeats) = (null, null, null, false, 1);
        while (xml.MoveToNextAttribute())
        {
            if (xml.NamespaceURI == OdsDocument.Office)
            {
                switch (xml.LocalName)
                {
                    case "value-type":
                        type = xml.Value;
                        break;
                    case "value" or "date-value" or "time-value" or "boolean-value":
                        value = xml.Value;
                        break;
                    case "string-value":
                        words = xml.Value;
                        break;
                    default:
                        break;
                }
            }
            else if (xml is { LocalName: "number-columns-repeated", NamespaceURI: OdsDocument.Table })
            {
                Repeats = OdsRepeats.TryParse(xml.Value, out var times) ? times : null;
            }
            else if (xml is { LocalName: "value-type", NamespaceURI: OdsDocument.Calc })
            {
                isMarkedAsError = xml.Value == "error";
            }
        }

        xml.MoveToElement();
    }

    /// <summary>
    /// The value is what the type says. An error is one wherever it shows: writers store it as type error, as text, or as the number 0 that
    /// shows an error's word.
    /// </summary>
    private CellValue Value()
    {
        if (isMarkedAsError || type == "error" || CellValue.IsErrorWord(text.Value))
        {
            return CellValue.OfError(text.Value.IsWhiteSpace() ? "an error" : text.Value.ToString());
        }

        return type switch
        {
            "float" or "percentage" or "currency" => double.TryParse(
                value,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? CellValue.Of(number)
                : CellValue.OfError($"a number that is stored as '{value}'"),
            "date" => CellValue.OfOther(
                DateTime.TryParseExact(
                    value,
                    ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"],
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var date
                )
                    ? date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
                    : $"a date that is stored as '{value}'"
            ),
            "time" or "boolean" => CellValue.OfOther(value ?? ""),
            "string" when words is not null => CellValue.Of(words),
            "string" or "void" or null => text.Value.IsEmpty ? default : CellValue.Of(text.Value.ToString()),
            _ => CellValue.OfError($"a value of type '{type}'"),
        };
    }
}
