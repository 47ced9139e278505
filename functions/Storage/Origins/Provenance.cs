using System.Globalization;
using System.Text;
using BudgetWatch.Pipeline.Ingest;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Storage.Origins;

/// <summary>
/// The content of <c>file.provenance.json</c> beside a file: where its figures are from. Anyone may have written it, so it is bounded,
/// and whatever in it is not as it should be is left out; the file is offered anyway.
/// </summary>
internal sealed class Provenance
{
    /// <summary>What follows a file's name in its sidecar's.</summary>
    public const string Suffix = ".provenance.json";

    private const int ByteLimit = 1024 * 1024;
    private const int DepthLimit = 32;

    /// <summary>Columns or runs of rows: more than any table that is carried has.</summary>
    private const int EntryLimit = 10_000;

    private readonly JObject json;

    private Provenance(JObject json) => this.json = json;

    /// <summary>The provenance of a file, or null where there is none that can be read.</summary>
    public static async Task<Provenance?> FindAsync(string path, CancellationToken cancellation)
    {
        var sidecar = new FileInfo(path + Suffix);
        if (!sidecar.Exists || sidecar.Length == 0 || sidecar.Attributes.HasFlag(FileAttributes.ReparsePoint))
            return null;
        try
        {
            var (bytes, _) = await BoundedFile.ReadAsync(sidecar.FullName, ByteLimit, cancellation);
            return bytes is null ? null : Parse(Encoding.UTF8.GetString(bytes.Value.Span).TrimStart('\uFEFF'));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>A file with what is known of it.</summary>
    public OfferedFile Of(OfferedFile file) =>
        file with
        {
            Title = Text("title"),
            Publisher = Text("publisher"),
            Url = Address("url"),
            Licence = Text("licence"),
            Attribution = Text("attribution"),
            PublishedAt = Time("publishedAt"),
            CarriedFrom = Original(),
        };

    private static Provenance? Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text))
        {
            MaxDepth = DepthLimit,
            DateParseHandling = DateParseHandling.None,
            Culture = CultureInfo.InvariantCulture,
        };
        return JToken.ReadFrom(reader) is JObject json ? new Provenance(json) : null;
    }

    private static string? Text(JObject from, string property) =>
        from.GetValue(property, StringComparison.OrdinalIgnoreCase) is JValue { Type: JTokenType.String, Value: string text }
            ? ShownText.Of(text)
            : null;

    private string? Text(string property) => Text(json, property);

    // Readers are shown it as a link: nothing but the web.
    private Uri? Address(string property) =>
        Uri.TryCreate(Text(property), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : null;

    private DateTimeOffset? Time(string property) =>
        DateTimeOffset.TryParse(
            Text(property),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;

    private OriginalFile? Original() =>
        json.GetValue("original", StringComparison.OrdinalIgnoreCase) is JObject original
        && Text(original, "file") is { } file
        && Text(original, "sha256") is { Length: 64 } digest
        && digest.All(char.IsAsciiHexDigit)
            ? new OriginalFile(
                file,
                digest.ToLowerInvariant(),
                Text(original, "sheet"),
                Text(original, "note"),
                [.. Columns().Take(EntryLimit)],
                [.. Rows().Take(EntryLimit)]
            )
            : null;

    private IEnumerable<OriginalColumn> Columns() =>
        from entry in Cells("columns")
        let here = Letters(entry, "here")
        let original = Letters(entry, "original")
        where here is not null && original is not null
        select new OriginalColumn(here, original);

    private IEnumerable<OriginalRows> Rows() =>
        from entry in Cells("rows")
        let here = Number(entry, "here")
        let original = Number(entry, "original")
        let count = Number(entry, "count")
        where here > 0 && original > 0 && count > 0
        select new OriginalRows(here.Value, original.Value, count.Value);

    private IEnumerable<JObject> Cells(string list) =>
        json.GetValue("cells", StringComparison.OrdinalIgnoreCase) is JObject cells
        && cells.GetValue(list, StringComparison.OrdinalIgnoreCase) is JArray entries
            ? entries.OfType<JObject>()
            : [];

    private static string? Letters(JObject entry, string property) =>
        Text(entry, property) is { Length: <= 3 } letters && letters.All(char.IsAsciiLetterUpper) ? letters : null;

    // A row of a spreadsheet: at most 2^20.
    private static int? Number(JObject entry, string property) =>
        entry.GetValue(property, StringComparison.OrdinalIgnoreCase) is JValue { Type: JTokenType.Integer, Value: long number }
        && number is > 0 and <= 1 << 20
            ? (int)number
            : null;
}
