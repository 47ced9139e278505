using System.Text;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// Follows the tags of an archive's part as its bytes pass by, and says whether they nest deeper or run on longer than any workbook's.
/// A parser keeps each open element and the whole of a tag in memory, so that a few kilobytes of archive could ask for gigabytes of it.
/// A part that is no XML is let pass. Whether XML is well-formed is the parser's to say.
/// </summary>
internal sealed class XmlShape
{
    /// <summary>How XML begins in UTF-16, UTF-32 and EBCDIC, in which this cannot tell tags: such a part must be too small to do harm.</summary>
    private static readonly byte[][] OtherEncodings =
    [
        [0xFF, 0xFE],
        [0xFE, 0xFF],
        [0x3C, 0x00],
        [0x00, 0x3C],
        [0x00, 0x00, 0x00, 0x3C],
        [0x00, 0x00, 0xFE, 0xFF],
        [0x4C, 0x6F, 0xA7, 0x94],
    ];

    private Place place;
    private byte quote;
    private byte last;
    private byte lastButOne;
    private int depth;
    private int run;

    private enum Place
    {
        Beginning,
        NoXml,
        OtherEncoding,
        Text,
        TagBegins,
        StartTag,
        Quoted,
        EndTag,
        Instruction,
        DeclarationBegins,
        Declaration,
        CommentBegins,
        Comment,
        CharacterData,
    }

    /// <summary>The next bytes of the part, at first no fewer than four if it has as many; what is wrong with them, or null.</summary>
    public string? Follow(ReadOnlySpan<byte> piece)
    {
        if (place == Place.Beginning)
        {
            place = Begin(piece);
        }

        if (place == Place.OtherEncoding)
        {
            run += piece.Length;
            return run > ReadingLimits.OtherEncodingBytes
                ? $"more than {ReadingLimits.OtherEncodingBytes:N0} bytes in another encoding than UTF-8"
                : null;
        }

        for (var at = 0; at < piece.Length && place != Place.NoXml; )
        {
            // Where nothing can happen before a certain byte, it is gone to at once.
            var passed = place switch
            {
                Place.Text => piece[at..].IndexOf((byte)'<'),
                Place.StartTag => piece[at..].IndexOfAny((byte)'>', (byte)'"', (byte)'\''),
                Place.Quoted => piece[at..].IndexOf(quote),
                _ => 0,
            };
            var to = passed < 0 ? piece.Length : at + passed;
            run += to - at;
            (lastButOne, last) = (to - at) switch
            {
                0 => (lastButOne, last),
                1 => (last, piece[to - 1]),
                _ => (piece[to - 2], piece[to - 1]),
            };
            if (run > ReadingLimits.XmlRun)
            {
                return $"a tag or text of more than {ReadingLimits.XmlRun:N0} bytes";
            }

            if (to < piece.Length)
            {
                Take(piece[to]);
            }

            if (depth > ReadingLimits.XmlDepth)
            {
                return $"elements nested more than {ReadingLimits.XmlDepth} deep";
            }

            at = to + 1;
        }

        return null;
    }

    private static Place Begin(ReadOnlySpan<byte> piece)
    {
        foreach (var beginning in OtherEncodings)
        {
            if (piece.StartsWith(beginning))
            {
                return Place.OtherEncoding;
            }
        }

        var start = piece.StartsWith(Encoding.UTF8.Preamble) ? piece[Encoding.UTF8.Preamble.Length..] : piece;
        return start.TrimStart(" \t\r\n"u8) is [] or [(byte)'<', ..] ? Place.Text : Place.NoXml;
    }

    private void Take(byte next)
    {
        run = place == Place.Text ? 0 : run + 1;
        switch (place)
        {
            case Place.Text:
                place = Place.TagBegins;
                break;
            case Place.TagBegins:
                place = next switch
                {
                    (byte)'/' => Place.EndTag,
                    (byte)'?' => Place.Instruction,
                    (byte)'!' => Place.DeclarationBegins,
                    _ => Place.StartTag,
                };
                break;
            case Place.StartTag when next == '>':
                depth += last == '/' ? 0 : 1;
                place = Place.Text;
                break;
            case Place.StartTag:
                quote = next;
                place = Place.Quoted;
                break;
            case Place.Quoted:
                place = Place.StartTag;
                break;
            case Place.EndTag when next == '>':
                // More ends than beginnings are refused by the parser; here they must not make room for more beginnings.
                depth = Math.Max(depth - 1, 0);
                place = Place.Text;
                break;
            case Place.Instruction when next == '>' && last == '?':
            case Place.Declaration when next == '>':
            case Place.Comment when next == '>' && last == '-' && lastButOne == '-':
            case Place.CharacterData when next == '>' && last == ']' && lastButOne == ']':
                place = Place.Text;
                break;
            case Place.DeclarationBegins:
                place = next switch
                {
                    (byte)'-' => Place.CommentBegins,
                    (byte)'[' => Place.CharacterData,
                    _ => Place.Declaration,
                };
                break;
            case Place.CommentBegins:
                place = Place.Comment;

                // The two dashes that begin a comment do not end it.
                (lastButOne, last) = (0, 0);
                return;
            default:
                break;
        }

        (lastButOne, last) = (last, next);
    }
}
