using System.Security.Cryptography;
using BudgetWatch.App.Http.Answers;

namespace BudgetWatch.App.Pages;

/// <summary>The files that pages need, as the build bundled them into the app.</summary>
internal static class SiteAssets
{
    private static readonly IReadOnlyDictionary<string, KeptPage> Files = new[] { "site.css", "site.js", "icon.svg" }.ToDictionary(name => name, Bundled, StringComparer.Ordinal);

    /// <summary>The names of the files there are.</summary>
    public static IEnumerable<string> Names => Files.Keys;

    /// <summary>The address of a file: another file has another, so that it can be kept for good.</summary>
    public static string Href(string name) => $"/assets/{name}?v={Files[name].Answer.Validator}";

    /// <summary>A file; null where there is none of that name.</summary>
    public static KeptPage? Find(string name) => Files.GetValueOrDefault(name);

    /// <summary>A file that the build bundled.</summary>
    public static byte[] Read(string name)
    {
        using var stream = typeof(SiteAssets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The build did not bundle {name}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static KeptPage Bundled(string name)
    {
        var bytes = Read(name);
        return new KeptPage(Path.GetExtension(name)[1..], new KeptAnswer(new AnswerBody(bytes), Convert.ToHexStringLower(SHA256.HashData(bytes))[..12], null));
    }
}
