using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Settings;

/// <summary>
/// What host.json says. As under the real host, a setting <c>AzureFunctionsJobHost__extensions__queues__batchSize</c> wins over the file.
/// </summary>
internal sealed class HostJson(IConfiguration configuration)
{
    public const string Section = "AzureFunctionsJobHost";

    private readonly IConfiguration _section = configuration.GetSection(Section);

    public string RoutePrefix => (_section["extensions:http:routePrefix"] ?? "api").Trim('/');

    public TimeSpan? FunctionTimeout => _section["functionTimeout"] is null or "-1" or "" ? null : Time("functionTimeout", TimeSpan.Zero);

    public IConfigurationSection Logging => configuration.GetSection(Section + ":logging");

    public int Number(string key, int otherwise, int min, int max)
    {
        if (_section[key] is not { } text)
            return otherwise;
        return
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Invalid(key, text, $"a whole number from {min} to {max}");
    }

    public TimeSpan Time(string key, TimeSpan otherwise)
    {
        if (_section[key] is not { } text)
            return otherwise;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= TimeSpan.Zero
            ? value
            : throw Invalid(key, text, "a time such as 00:00:30");
    }

    public string Choice(string key, string otherwise, params string[] choices)
    {
        if (_section[key] is not { } text)
            return otherwise;
        return choices.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase))
            ?? throw Invalid(key, text, string.Join(" or ", choices));
    }

    public static void AddTo(IConfigurationBuilder configuration, string contentRoot)
    {
        var path = Path.Combine(contentRoot, HostFileName);
        if (!File.Exists(path))
            return;
        var file = new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build();
        configuration.AddInMemoryCollection(
            file.AsEnumerable()
                .Where(pair => pair.Value is not null)
                .Select(pair => KeyValuePair.Create($"{Section}:{pair.Key}", pair.Value))
        );
    }

    private const string HostFileName = "host.json";

    private static HostStartException Invalid(string key, string text, string expected) =>
        new($"host.json: {key.Replace(':', '.')} is '{text}'; it must be {expected}.");
}
