using System.IO.Compression;
using System.Text;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

public sealed class WhenThingsGoWrong(PublishedSnapshot snapshot)
{
    private static string SnapshotFile(string name) => Path.Combine(AppContext.BaseDirectory, "snapshot", name);

    [Fact]
    public async Task Broken_files_are_refused_with_reasons_and_the_release_in_force_stays()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        string live;
        using var soundFiles = new SmallSnapshot();
        await using (var sound = await RunningApp.StartAsync("Folder", soundFiles.Path, azurite))
        {
            live = (await sound.TickAsync()).Outcome!.Release!;
        }

        using var folder = new Folder();
        var budget = await File.ReadAllTextAsync(SnapshotFile("revenue-budgets-2019-20.csv"));
        folder.Write("no-e-code.csv", budget.Replace("E-code", "Code", StringComparison.Ordinal));
        folder.Write("renamed.csv", budget.Replace("TOTAL CULTURAL AND RELATED SERVICES", "CULTURE ALTOGETHER", StringComparison.Ordinal));
        var row = budget.Split('\n').First(line => line.StartsWith("E0101", StringComparison.Ordinal));
        folder.Write("duplicate.csv", budget.Replace(row + "\n", row + "\n" + row + "\n", StringComparison.Ordinal));
        folder.Write("empty.xlsx", "");
        folder.Write("page.xlsx", "<!DOCTYPE html><html><body>Not found</body></html>");
        folder.WriteZip("bomb.xlsx", 600);

        await using var app = await RunningApp.StartAsync("Folder", folder.Path, azurite);
        var run = await app.TickAsync();
        run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Unchanged, run.Outcome.Detail);
        (await app.JsonAsync("summary"))["release"]!["id"]!.Value<string>().ShouldBe(live);

        var refusals = (await app.JsonAsync("sources"))["sources"]!.SelectMany(source => source["refusals"]!).ToList();
        foreach (var name in (string[])["no-e-code.csv", "renamed.csv", "duplicate.csv", "empty.xlsx", "page.xlsx", "bomb.xlsx"])
        {
            var reason = refusals.Single(refused => refused["fileName"]!.Value<string>() == name)["reasons"]![0]!;
            reason["file"]!.Value<string>().ShouldBe(name);
            reason["expected"]!.Value<string>().ShouldNotBeNullOrWhiteSpace(name);
            reason["found"]!.Value<string>().ShouldNotBeNullOrWhiteSpace(name);
        }

        var health = await app.JsonAsync("health");
        health["status"]!.Value<string>().ShouldBe("degraded");
        health["reasons"]!.Select(reason => reason.Value<string>()).ShouldContain(reason => reason!.StartsWith("revenue-budgets: 3 files"));
    }

    [Fact]
    public async Task The_same_messages_again_change_nothing()
    {
        var before = await snapshot.App.JsonAsync("releases");
        var queue = snapshot.App.Host.Services.GetRequiredService<IWorkQueue>();
        var run = snapshot.FirstRun;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => queue.SendAsync(new BuildMessage(run.Id), default)));
        await Task.WhenAll(run.Sources.Keys.Select(source => queue.SendAsync(new IngestMessage(run.Id, source), default)));
        await snapshot.App.Host.WhenQueuesAreEmptyAsync();
        (await snapshot.App.JsonAsync("releases")).ToString().ShouldBe(before.ToString());
    }

    [Fact]
    public async Task Nothing_new_in_is_no_new_release()
    {
        var before = await snapshot.App.JsonAsync("releases");
        var run = await snapshot.App.TickAsync();
        run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Unchanged);
        (await snapshot.App.JsonAsync("releases")).ToString().ShouldBe(before.ToString());
    }

    [Fact]
    public async Task Two_workers_at_once_publish_one_release_whole()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        await using var one = await RunningApp.StartAsync("Snapshot", on: azurite);
        await using var two = await RunningApp.StartAsync("Snapshot", on: azurite);
        var run = await one.TickAsync();
        run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);
        await two.Host.WhenQueuesAreEmptyAsync();
        var mine = (await one.JsonAsync("releases"))["releases"]!;
        mine.Count().ShouldBe(1);
        mine[0]!["contentSha256"]!
            .Value<string>()
            .ShouldBe((await snapshot.App.JsonAsync("releases"))["releases"]![0]!["contentSha256"]!.Value<string>());
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("budgetwatch-").FullName;

        public void Write(string name, string content) =>
            File.WriteAllText(System.IO.Path.Combine(Path, name), content, new UTF8Encoding(false));

        /// <summary>A workbook whose one sheet inflates to so many megabytes.</summary>
        public void WriteZip(string name, int megabytes)
        {
            using var zip = ZipFile.Open(System.IO.Path.Combine(Path, name), ZipArchiveMode.Create);
            zip.CreateEntry("xl/workbook.xml").Open().Dispose();
            using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var megabyte = new byte[1024 * 1024];
            for (var i = 0; i < megabytes; i++)
            {
                sheet.Write(megabyte);
            }
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
