using System.Text;
using System.Text.Unicode;

namespace BudgetWatch.Sources.Tabular;

/// <summary>Bytes as text: UTF-8 if they are valid UTF-8, else Windows-1252, in which publishers' spreadsheets save CSV.</summary>
internal abstract record TextDecoding
{
    private static readonly Encoding Windows1252 =
        CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? throw new InvalidOperationException("Windows-1252 is not available");

    private TextDecoding()
    {
    }

    /// <summary>Decodes a file, or says why it is not text.</summary>
    public static TextDecoding Decode(PublishedFile file)
    {
        var bytes = file.Bytes.Span;
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
        {
            return Not(file, "comma-separated text", $"binary content (a NUL at byte {nul})");
        }

        var text = (Utf8.IsValid(bytes) ? Encoding.UTF8 : Windows1252).GetString(bytes);
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty)
        {
            return Not(file, "comma-separated text", "nothing but white space");
        }

        // An error page served in the file's place is the commonest way for a download to go wrong.
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            ? Not(file, "a workbook or comma-separated text", "an HTML page")
            : new Decoded(text);
    }

    private static NotText Not(PublishedFile file, string expected, string found) => new(new Refusal(file.Name, null, null, expected, found));

    /// <summary>It is text.</summary>
    public sealed record Decoded(string Text) : TextDecoding;

    /// <summary>It is not.</summary>
    public sealed record NotText(Refusal Reason) : TextDecoding;
}
