using BudgetWatch.Pages.Tests.Browsing;
using BudgetWatch.TestKit;
using Microsoft.Playwright;

namespace BudgetWatch.Pages.Tests;

/// <summary>The built app on the bundled snapshot, and one browser: started once, for every test.</summary>
public sealed class Site : IAsyncLifetime
{
    // What is stored last of a release: the specification curves. They are there when the figures are.
    private static readonly Uri Last = new("api/v1/specifications?limit=1", UriKind.Relative);

    private readonly AzuriteServer _azurite = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private AppProcess? _app;

    /// <summary>Where the app listens.</summary>
    public Uri Address => Client.BaseAddress!;

    /// <summary>Asks the app without a browser.</summary>
    public HttpClient Client => _app!.HttpClient;

    /// <summary>Opens an address of the site.</summary>
    /// <param name="address">From the root: <c>/areas</c>.</param>
    /// <param name="visit">How; as most would, unless said.</param>
    /// <returns>The page, loaded.</returns>
    internal Task<OpenPage> OpenAsync(string address, Visit? visit = null) =>
        OpenPage.OpenAsync(_browser!, new Uri(Address, address), visit ?? new Visit());

    /// <summary>Opens an address of another app.</summary>
    /// <param name="address">The whole address.</param>
    /// <returns>The page, loaded.</returns>
    internal Task<OpenPage> OpenAsync(Uri address) => OpenPage.OpenAsync(_browser!, address, new Visit());

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are started as on Linux");
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.StartAsync(_playwright);
        await _azurite.InitializeAsync();
        _app = await AppProcess.StartListeningAsync(
            "BudgetWatch.App.dll",
            ["--port", "0"],
            ("AzureWebJobsStorage", _azurite.ConnectionString),
            ("Ingestion__Origin", "Snapshot"),
            ("FirstRun__Enabled", "true"),
            ("Limits__RequestsPerSecond", "0"),
            ("DOTNET_TieredPGO", "0"),
            ("AzureFunctionsJobHost__extensions__queues__maxPollingInterval", "00:00:01")
        );
        await Waiting.UntilAsync(
            async () =>
            {
                using var answer = await Client.GetAsync(Last);
                return answer.IsSuccessStatusCode;
            },
            () => $"There is no release. The app said: {_app.Said}",
            TimeSpan.FromMilliseconds(200)
        );
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _azurite.DisposeAsync();
    }
}
