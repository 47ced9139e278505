using System.Text.RegularExpressions;

namespace BudgetWatch.Storage.Origins.Live.GovUk;

/// <summary>Makes attachments of what pages say of them, and chooses those to check: all that may be a table, except those that say twice that they are something else.</summary>
internal static partial class GovUkAttachments
{
    private const int NameLimit = 200;

    /// <summary>
    /// Of one table in two formats the first is checked first (ADR 0019): OpenDocument is the format publishers have used since 2020.
    /// </summary>
    private static readonly string[] Formats = ["ods", "xlsx", "xls", "csv", "zip"];

    /// <summary>An attachment; its name from its address where the page gives none.</summary>
    public static GovUkAttachment Of(Uri address, string? fileName, string? title) =>
        new(Name(fileName) ?? Name(Uri.UnescapeDataString(address.AbsolutePath)) ?? address.Host, title, address);

    /// <summary>The attachments that may be editions, each address once: those whose names say so first, then by format, then as the page lists them.</summary>
    public static IReadOnlyList<ChosenAttachment> Of(GovUkPlace place, GovUkPage page) =>
        [
            .. page
                .Attachments.Where(attachment => !NoTable().IsMatch(attachment.FileName))
                .DistinctBy(attachment => attachment.Address)
                .Select(attachment => Choose(place, attachment))
                .OrderBy(chosen => chosen.IsOther)
                .ThenBy(chosen => !chosen.IsLikely)
                .ThenBy(chosen => FormatOf(chosen.Attachment)),
        ];

    private static ChosenAttachment Choose(GovUkPlace place, GovUkAttachment attachment)
    {
        string?[] names = [Words(attachment.FileName), attachment.Title is { } title ? Words(title) : null];
        bool IsOther(string? name) => name is not null && place.Other?.IsMatch(name) == true;
        return new ChosenAttachment(
            attachment,
            Array.Exists(names, name => name is not null && !IsOther(name) && place.Attachment.IsMatch(name)),
            Array.TrueForAll(names, IsOther)
        );
    }

    /// <summary>A name as words: publishers' systems write spaces as underscores, plus signs and %20.</summary>
    private static string Words(string name) => Uri.UnescapeDataString(name).Replace('_', ' ').Replace('+', ' ');

    private static int FormatOf(GovUkAttachment attachment)
    {
        var format = Array.FindIndex(Formats, format => attachment.FileName.EndsWith($".{format}", StringComparison.OrdinalIgnoreCase));
        return format < 0 ? Formats.Length : format;
    }

    private static string? Name(string? path) =>
        ShownText.Of(path?[(path.LastIndexOfAny(['/', '\\']) + 1)..]) is { Length: <= NameLimit } name ? name : null;

    [GeneratedRegex(
        @"\.(pdf|docx?|odt|rtf|html?|pptx?|odp|odg|png|jpe?g|gif|svg|mp4|eml|msg)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex NoTable();
}
