namespace BudgetWatch.Storage.Origins.Live.GovUk;

/// <summary>Makes attachments of what pages say of them, and finds those that are editions.</summary>
internal static class GovUkAttachments
{
    private const int NameLimit = 200;

    /// <summary>An attachment; its name from its address where the page gives none.</summary>
    public static GovUkAttachment Of(Uri address, string? fileName, string? title) => new(
        Name(fileName) ?? Name(Uri.UnescapeDataString(address.AbsolutePath)) ?? address.Host, title, address);

    /// <summary>The attachments that are editions, each address once.</summary>
    public static IReadOnlyList<GovUkAttachment> Of(GovUkPlace place, GovUkPage page) =>
        [.. page.Attachments.Where(attachment => IsEdition(place, attachment)).DistinctBy(attachment => attachment.Address)];

    private static bool IsEdition(GovUkPlace place, GovUkAttachment attachment)
    {
        // An underscore is a letter to an expression, and a space to a publisher.
        var names = ((string?[])[attachment.FileName, attachment.Title]).OfType<string>().Select(name => name.Replace('_', ' ')).ToList();
        return names.Exists(place.Attachment.IsMatch) && (place.NotAttachment is null || !names.Exists(place.NotAttachment.IsMatch));
    }

    private static string? Name(string? path) =>
        ShownText.Of(path?[(path.LastIndexOfAny(['/', '\\']) + 1)..]) is { Length: <= NameLimit } name ? name : null;
}
