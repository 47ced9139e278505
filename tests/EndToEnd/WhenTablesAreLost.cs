using System.Security.Cryptography;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Every table is deleted, and every reading. From the raw zone alone comes the same release again, byte for byte: that of the corrected budget, not of the one that was kept
/// before it.
/// </summary>
public sealed class WhenTablesAreLost
{
    private static readonly string[] Compared =
    [
        "cuts",
        "gradient",
        "coincidence",
        "specifications?limit=1000",
        "areas/E06000022?return=outturn",
    ];

    [Fact]
    public async Task The_raw_zone_makes_the_same_release_again()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        var folder = Directory.CreateTempSubdirectory("budgetwatch-");
        try
        {
            PublishedSnapshotFiles.CopyTo(
                folder.FullName,
                "*",
                "revenue-budgets-2010-11",
                "revenue-budgets-2015-16",
                "revenue-budgets-2019-20",
                "revenue-outturn-summaries-2010-11",
                "revenue-outturn-summaries-2017-18"
            );

            IReadOnlyDictionary<string, string> before;
            await using (var app = await RunningApp.StartAsync("Folder", folder.FullName, azurite))
            {
                var first = await PublishedAsync(app);
                // E0101 is Bath and North East Somerset: a correction that stands in the same slot as what it corrects.
                await File.WriteAllBytesAsync(
                    Path.Combine(folder.FullName, "revenue-budgets-2019-20.csv"),
                    CorrectedBudget.WithOneMoreMillionForLibraries("2019-20", "E0101"),
                    TestContext.Current.CancellationToken
                );
                var second = await PublishedAsync(app);
                second.ShouldNotBe(first);
                before = await DigestsAsync(app, second);
            }

            var tables = new TableServiceClient(azurite.ConnectionString);
            await foreach (var table in tables.QueryAsync(cancellationToken: TestContext.Current.CancellationToken))
            {
                await tables.DeleteTableAsync(table.Name, TestContext.Current.CancellationToken);
            }

            // What readers made of editions goes too: the raw zone is all that is left.
            await new BlobContainerClient(azurite.ConnectionString, "read").DeleteAsync(
                cancellationToken: TestContext.Current.CancellationToken
            );

            await using var rebuilt = await RunningApp.StartAsync("Raw", on: azurite);
            var again = await PublishedAsync(rebuilt);
            var after = await DigestsAsync(rebuilt, again);
            after.ShouldBe(before);
            (await rebuilt.JsonAsync("releases"))["releases"]!.Count().ShouldBe(1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> PublishedAsync(RunningApp app)
    {
        var run = await app.TickAsync();
        run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);
        return run.Outcome.Release!;
    }

    /// <summary>The digest of its rows, of every file of it, and of answers without what names the release and its day.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> DigestsAsync(RunningApp app, string release)
    {
        var described = await app.JsonAsync($"releases/{release}");
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content"] = described["contentSha256"]!.ToString(),
            ["inputs"] = described["inputsHash"]!.ToString(),
            ["rows"] = described["rows"]!.ToString(),
        };
        foreach (
            var file in (await app.JsonAsync("downloads"))["files"]!
                .Select(file => file["file"]!.ToString())
                .Where(name => name.EndsWith(".csv", StringComparison.Ordinal))
        )
        {
            digests[file] = Digest(
                await app.Host.HttpClient.GetByteArrayAsync(
                    new Uri($"api/v1/downloads/{release}/{file}", UriKind.Relative),
                    TestContext.Current.CancellationToken
                )
            );
        }

        foreach (var path in Compared)
        {
            var answer = await app.JsonAsync(path);
            var published = answer["release"]!["publishedAt"]!.ToString();
            digests[path] = Digest(
                System.Text.Encoding.UTF8.GetBytes(
                    answer
                        .ToString()
                        .Replace(release, "RELEASE", StringComparison.Ordinal)
                        .Replace(published, "DAY", StringComparison.Ordinal)
                )
            );
        }

        digests.Count.ShouldBeGreaterThan(15);
        return digests;
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
