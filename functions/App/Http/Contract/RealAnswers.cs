using System.Text.Json.Nodes;

namespace BudgetWatch.App.Http.Contract;

/// <summary>
/// Answers that the app gave on the bundled snapshot, kept as examples. They are written by the end-to-end test that holds them against the running
/// app, never by hand.
/// </summary>
internal sealed class RealAnswers
{
    /// <summary>A list longer than this is cut to its first two.</summary>
    public const int WholeList = 5;

    private const string Resource = "real-answers.json";

    private readonly JsonNode _kept;

    private RealAnswers(JsonNode kept) => _kept = kept;

    /// <summary>Those that are built into the app.</summary>
    public static RealAnswers Kept()
    {
        using var stream = typeof(RealAnswers).Assembly.GetManifestResourceStream(Resource)!;
        return new RealAnswers(JsonNode.Parse(stream)!);
    }

    /// <summary>What <c>$RELEASE</c>, <c>$EDITION</c> and <c>$RUN</c> stood for; null where nothing was kept.</summary>
    public string? Variable(string name) => (string?)_kept["variables"]?[name];

    /// <summary>A text in which they stand, with what they stood for.</summary>
    public string Filled(string text) =>
        ((string[])["RELEASE", "EDITION", "RUN"]).Aggregate(
            text,
            (filled, name) => filled.Replace($"${name}", Variable(name) ?? $"${name}", StringComparison.Ordinal)
        );

    /// <summary>The answer of an operation or a problem, by its name and media type; null where none was kept.</summary>
    public JsonNode? Find(string name, string mediaType) => _kept["answers"]?[name]?[mediaType]?.DeepClone();
}
