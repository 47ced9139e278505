using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Settings;

/// <summary>
/// <c>local.settings.json</c>: <c>{ "IsEncrypted": false, "Values": { name: text }, "ConnectionStrings": { name: text } }</c>. Its values stand in for environment variables, so
/// <c>__</c> in a name separates sections.
/// </summary>
internal static class LocalSettingsFile
{
    private const string FileName = "local.settings.json";

    /// <exception cref="HostStartException">A file is encrypted or cannot be read.</exception>
    public static void AddTo(IConfigurationBuilder configuration, IEnumerable<string> folders)
    {
        foreach (
            var path in folders
                .Select(Path.TrimEndingDirectorySeparator)
                .Distinct(StringComparer.Ordinal)
                .Select(folder => Path.Combine(folder, FileName))
                .Where(File.Exists)
        )
        {
            configuration.AddInMemoryCollection(Read(path));
        }
    }

    internal static IReadOnlyDictionary<string, string?> Read(string path)
    {
        try
        {
            var file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: false, reloadOnChange: false).Build();
            if (file["IsEncrypted"] is "True")
                throw new HostStartException($"{path} is encrypted, which the local host cannot read: set IsEncrypted to false.");
            return file.GetSection("Values")
                .AsEnumerable(makePathsRelative: true)
                .Concat(
                    file.GetSection("ConnectionStrings")
                        .AsEnumerable(makePathsRelative: true)
                        .Select(pair => KeyValuePair.Create($"ConnectionStrings:{pair.Key}", pair.Value))
                )
                .Where(pair => pair.Value is not null)
                .ToDictionary(
                    pair => pair.Key.Replace("__", ":", StringComparison.Ordinal),
                    pair => pair.Value is "True" or "False" ? pair.Value.ToLowerInvariant() : pair.Value,
                    StringComparer.OrdinalIgnoreCase
                );
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException)
        {
            throw new HostStartException($"{path} cannot be read: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }
}
