using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalWorker.Settings;

/// <summary>Settings that are known only once something has been started, such as the emulator's connection string.</summary>
internal sealed class PublishedSettings : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public void Publish(string key, string value)
    {
        Set(key, value);
        OnReload();
    }
}
