using System.Security.Cryptography;
using BudgetWatch.App.Http.Answers;

namespace BudgetWatch.App.Pages;

/// <summary>The files that pages need, as the build put them into the app.</summary>
internal static class SiteAssets
{
    private static readonly IReadOnlyDictionary<string, CachedPage> Files = new Dictionary<string, CachedPage>(StringComparer.Ordinal)
    {
        // What drawings look like in a page; the page's own style follows it and may say otherwise.
        ["site.css"] = Served("css", [.. Read("drawings.css"), .. Read("site.css")]),
        ["site.js"] = Served("js", Read("site.js")),
        ["icon.svg"] = Served("svg", Read("icon.svg")),
    };

    /// <summary>The names of the files there are.</summary>
    public static IEnumerable<string> Names => Files.Keys;

    /// <summary>The address of a file: another file has another, so that it can be cached permanently.</summary>
    public static string Href(string name) => $"/assets/{name}?v={Files[name].Answer.Validator}";

    /// <summary>A file; null where there is none of that name.</summary>
    public static CachedPage? Find(string name) => Files.GetValueOrDefault(name);

    /// <summary>A file that the build put into the app.</summary>
    public static byte[] Read(string name)
    {
        using var stream =
            typeof(SiteAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The build did not put {name} into the app.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static CachedPage Served(string form, byte[] bytes) =>
        new(form, new CachedAnswer(new AnswerBody(bytes), Convert.ToHexStringLower(SHA256.HashData(bytes))[..12], null));
}
