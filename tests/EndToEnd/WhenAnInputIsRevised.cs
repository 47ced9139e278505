using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>A publisher revises an input, or changes the map under it: there is a release all the same, from the folder to the answer.</summary>
public sealed class WhenAnInputIsRevised : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budgetwatch-revised-");

    public WhenAnInputIsRevised() =>
        PublishedSnapshotFiles.CopyTo(
            folder.FullName,
            "*.csv",
            "revenue-budgets-2010-11",
            "revenue-budgets-2018-19",
            "revenue-budgets-2019-20"
        );

    /// <summary>HM Treasury issues the deflators again each quarter, with 2019-20 a little higher, and the new file lies beside the old one.</summary>
    [Fact]
    public async Task Deflators_revised_a_little_are_in_the_next_release()
    {
        await using var app = await RunningApp.StartAsync("Folder", folder.FullName);
        var first = Published(await app.TickAsync());
        var before = await EnglandAsync(app);

        var revised = Revised(
            "gdp-deflators.csv",
            text => text.Replace("March 2026 QNA", "June 2026 QNA", StringComparison.Ordinal),
            "hmt-june-2026.csv",
            cells =>
            {
                if (cells[0] == "2019-20")
                {
                    cells[1] = (double.Parse(cells[1], CultureInfo.InvariantCulture) * 1.0004).ToString("F4", CultureInfo.InvariantCulture);
                }
            }
        );
        var second = Published(await app.TickAsync());

        second.ShouldNotBe(first);
        (await app.JsonAsync("releases"))["live"]!.Value<string>().ShouldBe(second);
        ((1 + (await EnglandAsync(app) / 100)) / (1 + (before / 100))).ShouldBe(1 / 1.0004, 1e-6);
        var deflators = (await app.JsonAsync("sources/gdp-deflators"))["source"]!;
        deflators["inForce"]!.ShouldHaveSingleItem()["sha256"]!.Value<string>().ShouldBe(revised);
        var release = await app.JsonAsync($"releases/{second}");
        release["inputs"]!.Select(input => input["sha256"]!.Value<string>()).ShouldContain(revised);
        release["leftOut"]!.ShouldBeEmpty();
        release["checks"]!.ShouldAllBe(check => check["passed"]!.Value<bool?>() != false);
        release["checks"]!.Select(check => check["name"]!.Value<string>()).ShouldContain("headline recomputed comparable");
        var health = await app.JsonAsync("health");
        (health["status"]!.Value<string>(), health["incidents"]!.Count()).ShouldBe(("healthy", 0));
    }

    /// <summary>The first budget on a new map names a council no table of districts knows. It waits; everything else is published, and who runs it is told.</summary>
    [Fact]
    public async Task A_budget_of_a_council_that_is_not_known_costs_only_itself()
    {
        Revised(
            "revenue-budgets-2024-25.csv",
            text => text.Replace("2024-25", "2026-27", StringComparison.Ordinal),
            "new-map.csv",
            cells =>
            {
                if (cells[0] == "E0601")
                {
                    (cells[0], cells[1], cells[2]) = ("E0698", "E06009901", "Mersey Gateway");
                }
            }
        );
        await using var app = await RunningApp.StartAsync("Folder", folder.FullName);
        var first = Published(await app.TickAsync());

        (await app.JsonAsync($"releases/{first}"))["leftOut"]!.ShouldBeEmpty();
        (await app.JsonAsync("areas/E06000006/series"))["values"]!
            .Select(value => value["year"]!.Value<string>())
            .ShouldBe(["2010-11", "2018-19", "2019-20"]);
        var held = (await app.JsonAsync("sources/revenue-budgets"))["source"]!["held"]!.ShouldHaveSingleItem();
        held["slot"]!.Value<string>().ShouldBe("2026-27");
        held["questions"]!
            .Values<string>()
            .ShouldContain(question =>
                question!.StartsWith(
                    "It has rows of councils that neither the register nor the table of districts knows: Mersey Gateway (E0698).",
                    StringComparison.Ordinal
                )
            );
        held["questions"]!
            .Values<string>()
            .ShouldContain(question =>
                question!.StartsWith("1 council of 2026-27 is not in this file: Halton (E06000006).", StringComparison.Ordinal)
            );
        var health = await app.JsonAsync("health");
        health["status"]!.Value<string>().ShouldBe("degraded");
        health["reasons"]!.Values<string>().ShouldHaveSingleItem()!.ShouldStartWith("held revenue-budgets 2026-27: 'new-map.csv'");

        // A run with nothing new leaves it as it is: one incident, still open.
        (await app.TickAsync()).Outcome!.Kind.ShouldBe(RunOutcomeKind.Unchanged);
        (await app.Host.Services.GetRequiredService<IIncidentLog>().OpenAsync(TestContext.Current.CancellationToken))
            .ShouldHaveSingleItem()
            .About.ShouldBe("held revenue-budgets 2026-27");

        Revised(
            "revenue-budgets-2024-25.csv",
            text =>
                text.Replace("2024-25", "2026-27", StringComparison.Ordinal)
                    .Replace("3 October 2024", "1 October 2026", StringComparison.Ordinal),
            "corrected.csv",
            _ => { }
        );
        Published(await app.TickAsync());
        (await app.JsonAsync("areas/E06000006/series"))["values"]!
            .Select(value => value["year"]!.Value<string>())
            .ShouldBe(["2010-11", "2018-19", "2019-20", "2026-27"]);
        (await app.JsonAsync("health"))["status"]!.Value<string>().ShouldBe("healthy");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string Published(Run run)
    {
        run.Outcome.ShouldNotBeNull().Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);
        return run.Outcome.Release!;
    }

    private static async Task<double> EnglandAsync(RunningApp app) =>
        (await app.JsonAsync("gradient"))["england"]!["changePercent"]!.Value<double>();

    /// <summary>Writes a file of the snapshot with some cells of it changed; its digest.</summary>
    private string Revised(string name, Func<string, string> text, string otherName, Action<string[]> row)
    {
        var lines = text(Encoding.UTF8.GetString(PublishedSnapshotFiles.Read(name)))
            .Split('\n')
            .Select(line =>
            {
                var cells = line.Split(',');
                row(cells);
                return string.Join(',', cells);
            });
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        bytes.ShouldNotBe(PublishedSnapshotFiles.Read(name));
        File.WriteAllBytes(Path.Combine(folder.FullName, otherName), bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
