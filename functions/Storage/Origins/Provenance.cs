using System.Globalization;
using System.Text;
using BudgetWatch.Pipeline.Ingest;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Storage.Origins;

/// <summary>
/// What stands in <c>file.provenance.json</c> beside a file: where its figures are from. Anyone may have written it, so it is bounded,
/// and whatever in it is not as it should be is left out; the file is offered all the same.
/// </summary>
internal sealed class Provenance
{
    /// <summary>What follows a file's name in its sidecar's.</summary>
    public const string Suffix = ".provenance.json";

    private const int ByteLimit = 1024 * 1024;
    private const int TextLimit = 2_000;
    private const int DepthLimit = 32;

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
            CarriedFrom = Digest("sha256"),
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

    private string? Text(string property) =>
        json.GetValue(property, StringComparison.OrdinalIgnoreCase) is JValue { Type: JTokenType.String, Value: string text }
        && text.Trim() is { Length: > 0 and <= TextLimit } trimmed
        && !trimmed.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            ? trimmed
            : null;

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
            out var time)
            ? time
            : null;

    private string? Digest(string property) =>
        Text(property) is { Length: 64 } digest && digest.All(char.IsAsciiHexDigit) ? digest.ToLowerInvariant() : null;
}
