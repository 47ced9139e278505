using System.Globalization;
using System.Net;
using System.Text;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>A wrong file is held, a person lets it in by mistake, and takes it out again: from the folder to the answer, by the commands of docs/gate.md.</summary>
public sealed class WhenAWrongFileComes : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("budgetwatch-wrong-");

    public WhenAWrongFileComes() =>
        PublishedSnapshotFiles.CopyTo(
            _folder.FullName,
            "*.csv",
            "revenue-budgets-2010-11",
            "revenue-budgets-2017-18",
            "revenue-budgets-2018-19",
            "revenue-budgets-2019-20"
        );

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_budget_in_millions_is_held_let_in_and_taken_out_for_good()
    {
        await using var app = await RunningApp.StartAsync("Folder", _folder.FullName);
        var sound = Published(await app.TickAsync());
        var england = await EnglandAsync(app);
        var wrong = InMillions("revenue-budgets-2018-19.csv", "28 June 2018", "1 July 2018");

        // Held: the edition before stays, and who runs it is asked in plain words.
        (await app.TickAsync()).Outcome!.Kind.ShouldBe(RunOutcomeKind.Unchanged);
        var held = (await app.JsonAsync("sources/revenue-budgets"))["source"]!["held"]!.ShouldHaveSingleItem();
        held["fileName"]!.Value<string>().ShouldBe(Path.GetFileName(wrong));
        held["questions"]!
            .Values<string>()
            .ShouldContain(question => question!.EndsWith("Are its figures in millions, and not in thousands?", StringComparison.Ordinal));
        var sha256 = held["sha256"]!.Value<string>()!;
        (await app.JsonAsync($"editions/{sha256}"))["decisions"]!.ShouldHaveSingleItem()["state"]!.Value<string>().ShouldBe("held");
        var health = await app.JsonAsync("health");
        health["status"]!.Value<string>().ShouldBe("degraded");
        health["incidents"]!.ShouldHaveSingleItem()["about"]!.Value<string>().ShouldBe("held revenue-budgets 2018-19");

        // Of no edition, and of one about which nothing is asked, there is nothing to say.
        (await SayAsync(app, new string('0', 64), "accept")).Status.ShouldBe(HttpStatusCode.NotFound);
        var inForce = (await app.JsonAsync("sources/gdp-deflators"))["source"]!["inForce"]![0]!["sha256"]!.Value<string>()!;
        (await SayAsync(app, inForce, "accept")).Status.ShouldBe(HttpStatusCode.Conflict);

        // Let in.
        var accepted = await SayAsync(app, sha256, "accept?reason=Somebody+said+so");
        accepted.Status.ShouldBe(HttpStatusCode.Accepted);
        var mistaken = Published(await EndOfAsync(app, accepted.Run!));
        (await EnglandAsync(app)).ShouldBeLessThan(-95);
        (await app.JsonAsync("health"))["status"]!.Value<string>().ShouldBe("healthy");
        (await app.JsonAsync("sources/revenue-budgets"))["source"]!["inForce"]!.Single(edition =>
            edition["slot"]!.Value<string>() == "2018-19"
        )["flags"]!.ShouldContain(flag =>
            flag["kind"]!.Value<string>() == "accepted"
            && flag["detail"]!.Value<string>()!.EndsWith("Somebody said so", StringComparison.Ordinal)
        );

        // Taken out by one command.
        var withdrawn = await SayAsync(app, sha256, "withdraw?reason=It+is+in+millions");
        withdrawn.Status.ShouldBe(HttpStatusCode.Accepted);
        var mended = Published(await EndOfAsync(app, withdrawn.Run!));
        (await EnglandAsync(app)).ShouldBe(england);
        mended.ShouldNotBe(mistaken);
        var changes = await app.JsonAsync($"releases/{mended}/changes");
        var input = changes["inputs"]!.Single(input => input["source"]!.Value<string>() == "revenue-budgets");
        (input["change"]!.Value<string>(), input["why"]!.Value<string>()).ShouldBe(
            ("withdrawn", "Withdrawn by the operator. It is in millions")
        );
        using var feed = await app.Host.HttpClient.GetAsync(new Uri("api/v1/feed.atom", UriKind.Relative));
        (await feed.Content.ReadAsStringAsync()).ShouldContain("budgets withdrawn");

        // Its owner goes on offering it, under later dates and in other bytes.
        File.Copy(wrong, Path.Combine(_folder.FullName, "RA 2018-19 revised 1-Oct-2026.csv"));
        await File.AppendAllTextAsync(wrong, "\n", TestContext.Current.CancellationToken);
        (await app.TickAsync()).Outcome!.Kind.ShouldBe(RunOutcomeKind.Unchanged);
        (await EnglandAsync(app)).ShouldBe(england);
        var source = (await app.JsonAsync("sources/revenue-budgets"))["source"]!;
        source["withdrawn"]!.ShouldHaveSingleItem()["reason"]!.Value<string>().ShouldBe("It is in millions");
        source["held"]!.ShouldHaveSingleItem()["questions"]!
            .Values<string>()
            .ShouldContain(question =>
                question!.StartsWith("It has the same content as an edition that was withdrawn", StringComparison.Ordinal)
            );
        (await SayAsync(app, sha256, "accept")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await app.JsonAsync($"releases/{sound}"))["contentSha256"]!
            .Value<string>()
            .ShouldBe((await app.JsonAsync($"releases/{mended}"))["contentSha256"]!.Value<string>());
    }

    private static string Published(Run run)
    {
        run.Outcome.ShouldNotBeNull().Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);
        return run.Outcome.Release!;
    }

    private static async Task<double> EnglandAsync(RunningApp app) =>
        (await app.JsonAsync("gradient?from=2010-11&to=2018-19"))["england"]!["changePercent"]!.Value<double>();

    private static async Task<(HttpStatusCode Status, string? Run)> SayAsync(RunningApp app, string sha256, string what)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"api/v1/admin/editions/{sha256}/{what}", UriKind.Relative));
        request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        using var response = await app.Host.HttpClient.SendAsync(request);
        var body = JObject.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, body["run"]?.Value<string>());
    }

    private static async Task<Run> EndOfAsync(RunningApp app, string id)
    {
        Run? run = null;
        await Waiting.UntilAsync(
            async () => (run = await app.Host.Services.GetRequiredService<IRunLedger>().FindAsync(id, default)) is { Outcome: not null },
            () => $"{run}"
        );
        return run!;
    }

    /// <summary>A budget of the snapshot in millions of pounds, a day newer than itself, beside it.</summary>
    private string InMillions(string name, string day, string newer)
    {
        var lines = Encoding
            .UTF8.GetString(PublishedSnapshotFiles.Read(name))
            .Split('\n')
            .Select(line =>
            {
                var cells = line.Replace(day, newer, StringComparison.Ordinal).Split(',');
                for (var column = 4; column < cells.Length; column++)
                {
                    cells[column] = decimal.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var figure)
                        ? (figure / 1000).ToString(CultureInfo.InvariantCulture)
                        : cells[column];
                }

                return string.Join(',', cells);
            });
        var path = Path.Combine(_folder.FullName, "z-in-millions.csv");
        File.WriteAllText(path, string.Join('\n', lines));
        return path;
    }
}
