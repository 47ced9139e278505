using BudgetWatch.LocalHost.StorageAccess;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Settings;

/// <summary>What the host goes by, and what of it the worker is given.</summary>
internal static class HostConfiguration
{
    /// <summary>host.json, then local.settings.json, then the environment, then the command line: what comes later wins.</summary>
    public static IConfigurationRoot Of(FunctionsHostOptions options)
    {
        var configuration = new ConfigurationBuilder();
        HostJson.AddTo(configuration, options.AppFolder);
        LocalSettingsFile.AddTo(configuration, options.LocalSettingsFolders);
        return configuration
            .AddEnvironmentVariables()
            .AddCommandLine([.. options.Switches.Rest])
            .AddInMemoryCollection(options.Settings)
            .Build();
    }

    /// <summary>Settings as environment variables: those of local.settings.json that the environment does not set, the account that stands for storage, and where things are.</summary>
    public static IReadOnlyDictionary<string, string> ForWorker(FunctionsHostOptions options, IConfiguration configuration, string address)
    {
        var file = new ConfigurationBuilder();
        LocalSettingsFile.AddTo(file, options.LocalSettingsFolders);
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, _) in file.Build().AsEnumerable().Where(pair => pair.Value is not null))
        {
            if (configuration[key] is { } value)
                settings[key] = value;
        }

        if (configuration[StorageConnections.DefaultName] is { } storage)
            settings[StorageConnections.DefaultName] = storage;
        settings["FUNCTIONS_APPLICATION_DIRECTORY"] = options.AppFolder;
        settings["FUNCTIONS_WORKER_DIRECTORY"] = options.AppFolder;
        settings["AZURE_FUNCTIONS_ENVIRONMENT"] = configuration["AZURE_FUNCTIONS_ENVIRONMENT"] ?? "Development";
        settings["LocalHost:Address"] = address;
        return settings;
    }
}
