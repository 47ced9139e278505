using System.Text;
using System.Xml;

namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>A sheet that a drawing is put on, one thing after the other. Its size is in the units it is drawn in; a page scales it to its column.</summary>
internal sealed class SvgSheet
{
    private readonly StringBuilder _text = new();
    private readonly XmlWriter _writer;

    /// <summary>An empty sheet.</summary>
    public SvgSheet(double width, double height)
    {
        // What no XML may hold is written as a reference: a name with such a character must not cost a page.
        _writer = XmlWriter.Create(
            _text,
            new XmlWriterSettings
            {
                OmitXmlDeclaration = true,
                CheckCharacters = false,
                NewLineHandling = NewLineHandling.Entitize,
            }
        );
        _writer.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        With("viewBox", $"0 0 {Number.At(width)} {Number.At(height)}");
    }

    /// <summary>Starts an element in the one that is open.</summary>
    public SvgSheet Open(string element)
    {
        _writer.WriteStartElement(element, "http://www.w3.org/2000/svg");
        return this;
    }

    /// <summary>Starts a group of a class.</summary>
    public SvgSheet Group(string @class) => Open("g").With("class", @class);

    /// <summary>Gives the element that was opened an attribute.</summary>
    public SvgSheet With(string attribute, string value)
    {
        _writer.WriteAttributeString(attribute, value);
        return this;
    }

    /// <summary>Gives it an attribute that is a place or a length.</summary>
    public SvgSheet With(string attribute, double value) => With(attribute, Number.At(value));

    /// <summary>Puts it at another place than the sheet's corner.</summary>
    public SvgSheet Moved(double x, double y) => With("transform", $"translate({Number.At(x)},{Number.At(y)})");

    /// <summary>Leaves it to those who see: what it says is said elsewhere in words.</summary>
    public SvgSheet Unread() => With("aria-hidden", "true");

    /// <summary>Says what it is, in words that a reader sees on hover.</summary>
    public SvgSheet Titled(string text) => Open("title").Close(text);

    /// <summary>Ends the element that is open.</summary>
    /// <param name="text">Its text, where it has any.</param>
    public SvgSheet Close(string text = "")
    {
        if (text.Length > 0)
        {
            _writer.WriteString(text);
        }

        _writer.WriteEndElement();
        return this;
    }

    /// <summary>The whole sheet as text.</summary>
    public string Written()
    {
        _writer.Close();
        return _text.ToString();
    }
}
