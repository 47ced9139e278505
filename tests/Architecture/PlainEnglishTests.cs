using System.Globalization;
using System.Text.RegularExpressions;

namespace BudgetWatch.Architecture.Tests;

/// <summary>Texts are plain English: phrases that were worn out here do not come back.</summary>
public sealed class PlainEnglishTests
{
    private static readonly IReadOnlyList<string> Phrases =
    [
        "at hand",
        "stands in",
        "for good",
        "is told",
        "are told",
        "by itself",
        "nobody",
        "anew",
        "alike",
        "asked of",
        "of ours",
        "failing that",
        "whoever",
        "whichever",
        "unless sent",
        "parted by",
        "homeless",
        "held against",
    ];

    /// <summary>Where a phrase is meant literally, and why it stays.</summary>
    private static readonly IReadOnlyList<(string Text, string Why)> Allowed =
    [
        ("areas-not-alike", "an id in answers, which programs compare"),
        ("share-alike", "the name of a kind of licence"),
        ("{service.Id} by itself", "stored in the rows of releases: another text would be another contentSha256"),
    ];

    private static readonly IReadOnlyList<string> Extensions =
    [
        ".bicep",
        ".bicepparam",
        ".cs",
        ".csproj",
        ".css",
        ".js",
        ".kql",
        ".md",
        ".mjs",
        ".sh",
        ".targets",
    ];

    private static readonly IReadOnlyList<(string Phrase, Regex Found)> Worn =
    [
        .. Phrases.Select(phrase =>
            (
                phrase,
                new Regex(
                    $@"\b{phrase.Replace(" ", Gap, StringComparison.Ordinal)}\b",
                    RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                    TimeSpan.FromSeconds(10)
                )
            )
        ),
    ];

    /// <summary>Between two words: a space, or the end of a line with the comment mark of the next.</summary>
    private const string Gap = @"(?: |[ \t]*\r?\n[ \t]*(?:/{2,3}|\#|\*|>)?[ \t]*)";

    private static IEnumerable<string> Code =>
        Repository.Files.Where(file =>
            (file.StartsWith("functions/", StringComparison.Ordinal) || file.StartsWith("infra/", StringComparison.Ordinal))
            && Extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal)
        );

    private static IEnumerable<string> Docs =>
        Repository.Files.Where(file =>
            file == "README.md" || (file.StartsWith("docs/", StringComparison.Ordinal) && file.EndsWith(".md", StringComparison.Ordinal))
        );

    [Fact]
    public void Code_and_pages_have_no_worn_phrase() => Code.SelectMany(file => In(file, Repository.Read(file))).ShouldBeEmpty();

    [Fact]
    public void Docs_have_no_worn_phrase() => Docs.SelectMany(file => In(file, Repository.Read(file))).ShouldBeEmpty();

    [Fact]
    public void Every_exception_is_still_needed() =>
        Allowed
            .Where(allowed =>
                !Code.Concat(Docs).Any(file => Repository.Read(file).Contains(allowed.Text, StringComparison.OrdinalIgnoreCase))
            )
            .Select(allowed => allowed.Text)
            .ShouldBeEmpty();

    [Theory]
    [InlineData("// Where the file is at hand.", "a.cs:1: at hand")]
    [InlineData("/// Kept for\n/// good.", "a.cs:1: for good")]
    [InlineData("\n\"Nobody knows.\"", "a.cs:2: nobody")]
    [InlineData("# it is parted\n# by commas", "a.cs:1: parted by")]
    [InlineData("var alikeness = 1; // told", null)]
    [InlineData("the word areas-not-alike, and Share-alike licences", null)]
    public void A_worn_phrase_is_found_in_its_line(string text, string? found) => In("a.cs", text).SingleOrDefault().ShouldBe(found);

    private static IEnumerable<string> In(string file, string text)
    {
        var looked = Allowed.Aggregate(
            text,
            (left, allowed) => left.Replace(allowed.Text, new string('-', allowed.Text.Length), StringComparison.OrdinalIgnoreCase)
        );
        return Worn.SelectMany(worn => worn.Found.Matches(looked).Select(match => (match.Index, worn.Phrase)))
            .OrderBy(found => found.Index)
            .Select(found =>
                string.Create(CultureInfo.InvariantCulture, $"{file}:{looked.AsSpan(0, found.Index).Count('\n') + 1}: {found.Phrase}")
            );
    }
}
