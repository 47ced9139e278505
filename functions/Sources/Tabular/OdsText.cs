using System.Xml;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// The text of an OpenDocument cell as it shows: paragraphs on lines of their own, white space run together as the format has it, spaces and
/// breaks where elements stand for them. Comments, notes and shapes are not the cell's text.
/// </summary>
internal sealed class OdsText
{
    /// <summary>One more than a cell may have, so that the reader sees that it is too long.</summary>
    private const int Most = ReadingLimits.CellText + 1;

    private readonly char[] piece = new char[256];
    private readonly char[] text = new char[Most];
    private int length;
    private bool isAtStart;
    private bool isSpacePending;

    /// <summary>What was read last.</summary>
    public ReadOnlySpan<char> Value => text.AsSpan(0, length);

    /// <summary>Reads what is inside the present element, to its end.</summary>
    public void Read(XmlReader xml)
    {
        length = 0;
        var isFirst = true;
        if (xml.IsEmptyElement)
        {
            return;
        }

        for (var depth = xml.Depth; xml.Read() && xml.Depth > depth; )
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml is not { LocalName: "p" or "h", NamespaceURI: OdsDocument.Text })
            {
                xml.PassElement();
                continue;
            }

            if (!isFirst)
            {
                Append('\n', 1);
            }

            isFirst = false;
            ReadParagraph(xml);
        }
    }

    private void ReadParagraph(XmlReader xml)
    {
        isAtStart = true;
        isSpacePending = false;
        if (xml.IsEmptyElement)
        {
            return;
        }

        for (var depth = xml.Depth; xml.Read() && xml.Depth > depth; )
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    for (int read; (read = xml.ReadValueChunk(piece, 0, piece.Length)) > 0; )
                    {
                        AppendText(piece.AsSpan(0, read));
                    }

                    break;
                case XmlNodeType.Element:
                    ReadInline(xml);
                    break;
                default:
                    break;
            }
        }
    }

    private void ReadInline(XmlReader xml)
    {
        switch (xml.NamespaceURI == OdsDocument.Text ? xml.LocalName : "")
        {
            case "s":
                AppendAsIs(
                    ' ',
                    xml.GetAttribute("c", OdsDocument.Text) is { } count && OdsRepeats.TryParse(count, out var spaces) ? spaces : 1
                );
                xml.PassElement();
                break;
            case "tab":
                AppendAsIs('\t', 1);
                xml.PassElement();
                break;
            case "line-break":
                AppendAsIs('\n', 1);
                xml.PassElement();
                break;
            case "" or "note" or "ruby-text":
                xml.PassElement();
                break;
            default:
                // A span, a link, a field: what is in it is the paragraph's, and follows.
                break;
        }
    }

    private void AppendText(ReadOnlySpan<char> characters)
    {
        foreach (var character in characters)
        {
            if (character is ' ' or '\t' or '\r' or '\n')
            {
                isSpacePending = !isAtStart;
            }
            else
            {
                AppendAsIs(character, 1);
            }
        }
    }

    private void AppendAsIs(char character, int count)
    {
        if (isSpacePending)
        {
            Append(' ', 1);
        }

        isSpacePending = false;
        isAtStart = false;
        Append(character, count);
    }

    private void Append(char character, int count)
    {
        var room = Math.Min(count, Most - length);
        text.AsSpan(length, room).Fill(character);
        length += room;
    }
}
