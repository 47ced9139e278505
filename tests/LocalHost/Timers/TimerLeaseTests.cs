using System.Diagnostics;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using BudgetWatch.TestKit;

namespace BudgetWatch.LocalHost.Tests.Timers;

public sealed class TimerLeaseTakeoverTests(AzuriteServer azurite) : TimerLeaseTests(azurite)
{
    [Fact]
    public async Task Takes_over_when_the_lease_of_an_instance_that_was_killed_runs_out()
    {
        // A killed instance is one that holds the lease and never renews it. This one's runs out when the test says so: how long a start takes is not known.
        var blob = await LeaseBlobAsync();
        var killed = blob.GetBlobLeaseClient();
        await killed.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);

        await using var app = await StartAsync();

        var waiting = WaitingForAsync(app);
        waiting.IsCompleted.ShouldBeFalse();
        await killed.BreakAsync(TimeSpan.Zero);
        await waiting;
    }
}

public sealed class TimerLeaseRenewalTests(AzuriteServer azurite) : TimerLeaseTests(azurite)
{
    [Fact]
    public async Task Keeps_its_lease_for_longer_than_one_lasts()
    {
        await using var app = await StartAsync();
        await WaitingForAsync(app);
        var blob = await LeaseBlobAsync();

        var since = Stopwatch.StartNew();
        await Waiting.UntilAsync(
            async () =>
            {
                (await blob.GetPropertiesAsync()).Value.LeaseState.ShouldBe(LeaseState.Leased);
                return since.Elapsed > Lease * 1.1;
            },
            betweenLooks: TimeSpan.FromMilliseconds(500));
    }
}

public abstract class TimerLeaseTests(AzuriteServer azurite)
{
    /// <summary>Twice the shortest that storage gives: a machine may stand still for some seconds and the lease is still renewed in time.</summary>
    protected static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly string _host = AzuriteServer.UniqueName("leasehost");

    protected Task<FunctionAppHost> StartAsync() => Sample.StartAsync(azurite, ["Weekly"], settings: new Dictionary<string, string?>
    {
        ["AzureFunctionsWebHost:hostid"] = _host,
        ["AzureFunctionsJobHost:localHost:timerLease"] = Lease.ToString(),
        ["AzureFunctionsJobHost:localHost:timerLeaseRetry"] = "00:00:00.2",
    });

    protected static Task<DateTimeOffset> WaitingForAsync(FunctionAppHost app) => app.TimerWaitsForAsync("Weekly").WaitAsync(Waiting.Limit);

    protected async Task<BlobClient> LeaseBlobAsync()
    {
        var container = new BlobContainerClient(azurite.ConnectionString, "azure-webjobs-hosts");
        await container.CreateIfNotExistsAsync();
        var blob = container.GetBlobClient($"locks/{_host}/Weekly");
        if (!await blob.ExistsAsync()) await blob.UploadAsync(BinaryData.FromString(""));
        return blob;
    }
}
