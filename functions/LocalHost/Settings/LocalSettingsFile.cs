using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Settings;

/// <summary>
/// <c>local.settings.json</c>: <c>{ "IsEncrypted": false, "Values": { name: text }, "ConnectionStrings": { name: text } }</c>. Its values
/// stand in for environment variables, so <c>__</c> in a name separates sections.
/// </summary>
internal static class LocalSettingsFile
{
    private const string FileName = "local.settings.json";
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static void AddTo(IConfigurationBuilder configuration, IEnumerable<string> folders)
    {
        foreach (var folder in folders.Select(Path.TrimEndingDirectorySeparator).Distinct(StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, FileName);
            if (File.Exists(path)) configuration.AddInMemoryCollection(Read(path));
        }
    }

    internal static IReadOnlyDictionary<string, string?> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            if (document.RootElement.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
            {
                throw new HostStartException($"{path} is encrypted, which the local host cannot read: set IsEncrypted to false.");
            }

            var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            Collect(document.RootElement, "Values", "", settings);
            Collect(document.RootElement, "ConnectionStrings", "ConnectionStrings:", settings);
            return settings;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new HostStartException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static void Collect(JsonElement root, string property, string prefix, Dictionary<string, string?> into)
    {
        if (!root.TryGetProperty(property, out var values)) return;
        foreach (var value in values.EnumerateObject())
        {
            into[prefix + value.Name.Replace("__", ":", StringComparison.Ordinal)] =
                value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString() : value.Value.GetRawText();
        }
    }
}
