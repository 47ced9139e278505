using BudgetWatch.Pipeline.Build;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Tests;

public sealed class StorageConnectionTests(AzuriteServer azurite)
{
    [Fact]
    public async Task Without_a_connection_it_says_what_to_set() =>
        (await FailureAsync([])).ShouldBe(
            "No storage is configured. Set AzureWebJobsStorage to a connection string, or AzureWebJobsStorage__accountName to the name "
                + "of a storage account that the app's identity may use."
        );

    [Fact]
    public async Task A_connection_string_that_is_none_is_named_and_not_repeated()
    {
        var message = await FailureAsync(new() { ["AzureWebJobsStorage"] = "AccountKey=secret" });
        message.ShouldBe("AzureWebJobsStorage is set, but is not a storage connection string.");
    }

    [Theory]
    [InlineData("evil.example.com/")]
    [InlineData("Capital")]
    [InlineData("ab")]
    public async Task An_account_name_is_a_name(string name) =>
        (await FailureAsync(new() { ["AzureWebJobsStorage:accountName"] = name })).ShouldContain("AzureWebJobsStorage__accountName is");

    [Theory]
    [InlineData("managedidentity", null)]
    [InlineData("managedidentity", "4f5e0d0c-0000-0000-0000-000000000000")]
    [InlineData(null, null)]
    public void An_account_is_reached_by_identity(string? credential, string? clientId)
    {
        var account = StorageAccount.From(
            Configuration(
                new()
                {
                    ["AzureWebJobsStorage:accountName"] = "stbudgetwatch",
                    ["AzureWebJobsStorage:credential"] = credential,
                    ["AzureWebJobsStorage:clientId"] = clientId,
                }
            )
        );
        account.Tables.Uri.ShouldBe(new Uri("https://stbudgetwatch.table.core.windows.net"));
        account.Blobs.Uri.ShouldBe(new Uri("https://stbudgetwatch.blob.core.windows.net"));
        account.Queues.Uri.ShouldBe(new Uri("https://stbudgetwatch.queue.core.windows.net"));
    }

    [Fact]
    public void An_account_may_be_at_addresses_of_its_own()
    {
        var account = StorageAccount.From(
            Configuration(
                new()
                {
                    ["AzureWebJobsStorage:blobServiceUri"] = "https://b.example/a",
                    ["AzureWebJobsStorage:queueServiceUri"] = "https://q.example/a",
                    ["AzureWebJobsStorage:tableServiceUri"] = "https://t.example/a",
                }
            )
        );
        (account.Blobs.Uri, account.Queues.Uri, account.Tables.Uri).ShouldBe(
            (new Uri("https://b.example/a"), new Uri("https://q.example/a"), new Uri("https://t.example/a"))
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://t.example/a")]
    [InlineData("t.example")]
    public async Task A_token_goes_over_tls_alone(string? tables) =>
        (
            await FailureAsync(
                new()
                {
                    ["AzureWebJobsStorage:blobServiceUri"] = "https://b.example/a",
                    ["AzureWebJobsStorage:queueServiceUri"] = "https://q.example/a",
                    ["AzureWebJobsStorage:tableServiceUri"] = tables,
                }
            )
        ).ShouldContain("AzureWebJobsStorage__tableServiceUri is not an https address");

    [Theory]
    [InlineData("1abc")]
    [InlineData("a-b")]
    [InlineData("abcdefghijklmnopqrstuvwxyz")]
    public async Task A_prefix_is_letters_and_digits(string prefix) =>
        (await FailureAsync(new() { ["AzureWebJobsStorage"] = azurite.ConnectionString, ["Storage:Prefix"] = prefix })).ShouldContain(
            "Storage:Prefix is"
        );

    [Fact]
    public async Task A_connection_that_comes_later_counts_even_after_a_failure()
    {
        var configuration = Configuration(new() { ["Storage:Prefix"] = StorageTest.NewPrefix() });
        await using var services = new ServiceCollection().AddBudgetWatchStorage(configuration).BuildServiceProvider();
        var store = services.GetRequiredService<IReleaseStore>();
        await Should.ThrowAsync<InvalidOperationException>(() => store.PointerAsync(default));
        configuration["AzureWebJobsStorage"] = azurite.ConnectionString;
        (await store.PointerAsync(default)).ReleaseId.ShouldBeNull();
    }

    [Fact]
    public async Task Something_is_created_once_by_all_who_come_at_once()
    {
        var created = 0;
        var once = new EnsureCreated<int>(async () =>
        {
            await Task.Yield();
            return Interlocked.Increment(ref created);
        });
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => once.GetAsync(default)))).ShouldAllBe(one => one == 1);
    }

    [Fact]
    public async Task One_who_gives_up_does_not_stop_the_others()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var once = new EnsureCreated<int>(() => gate.Task);
        using var impatient = new CancellationTokenSource();
        var first = once.GetAsync(impatient.Token);
        var second = once.GetAsync(default);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        gate.SetResult(7);
        (await second).ShouldBe(7);
    }

    private static IConfigurationRoot Configuration(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private static async Task<string> FailureAsync(Dictionary<string, string?> settings)
    {
        await using var services = new ServiceCollection().AddBudgetWatchStorage(Configuration(settings)).BuildServiceProvider();
        var store = services.GetRequiredService<IReleaseStore>();
        return (await Should.ThrowAsync<InvalidOperationException>(() => store.PointerAsync(default))).Message;
    }
}
