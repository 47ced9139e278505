using System.Buffers;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// Comma-separated text that ends with the record that has more fields than a table may have. It follows quotes and commas as the text
/// passes by, because a reader of records takes a record whole before anybody can count its fields, and a time that grows with the square
/// of their number.
/// </summary>
/// <param name="text">The text; closed with this.</param>
/// <param name="fields">How many fields a record may have.</param>
internal sealed class BoundedRecords(TextReader text, int fields) : TextReader
{
    private static readonly SearchValues<char> EndsOfField = SearchValues.Create(",\r\n");

    private Place place;
    private int passed;

    private enum Place
    {
        FieldBegins,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    /// <summary>Whether the text was ended because a record has more fields; it then ends behind the first field too many.</summary>
    public bool IsCut { get; private set; }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        if (IsCut)
        {
            return 0;
        }

        var piece = buffer[..text.Read(buffer)];
        return Follow(piece);
    }

    /// <inheritdoc/>
    public override int Peek() => IsCut ? -1 : text.Peek();

    /// <inheritdoc/>
    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            text.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>How much of the piece there is to be read.</summary>
    private int Follow(ReadOnlySpan<char> piece)
    {
        for (var at = 0; at < piece.Length; at++)
        {
            // Where nothing can happen before a certain sign, it is gone to at once.
            var skipped = place switch
            {
                Place.Plain => piece[at..].IndexOfAny(EndsOfField),
                Place.Quoted => piece[at..].IndexOf('"'),
                _ => 0,
            };
            if (skipped < 0)
            {
                break;
            }

            at += skipped;
            Take(piece[at]);
            if (passed == fields)
            {
                IsCut = true;
                return at + 1;
            }
        }

        return piece.Length;
    }

    private void Take(char next)
    {
        switch (place, next)
        {
            case (Place.FieldBegins, '"'):
            case (Place.QuoteInQuoted, '"'):
                place = Place.Quoted;
                break;
            case (Place.Quoted, _):
                place = Place.QuoteInQuoted;
                break;
            case (_, ','):
                passed++;
                place = Place.FieldBegins;
                break;
            case (_, '\r' or '\n'):
                passed = 0;
                place = Place.FieldBegins;
                break;
            default:
                place = Place.Plain;
                break;
        }
    }
}
