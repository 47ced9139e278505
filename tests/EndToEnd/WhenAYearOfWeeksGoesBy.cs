using System.Globalization;
using System.Net;
using BudgetWatch.Domain.Observations;
using BudgetWatch.EndToEnd.Tests.Year;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// A year of weekly runs against publishers who do what publishers do (<see cref="YearPlan"/>), by a clock that is moved on: a release whenever something changed and
/// never otherwise, each with its changes as a comparison of what is served finds them, and nothing left for a person to do.
/// </summary>
public sealed class WhenAYearOfWeeksGoesBy(ITestOutputHelper output)
{
    /// <summary>29 February: the year has none, so that every run is one that the test starts. Its clock is not the one by which other tests have no schedule.</summary>
    private const string NotThisYear = "0 30 9 29 2 *";

    /// <summary>What these publishers do not have, and health says so all year: the register of charities, which is large, and the RS of a year whose service tables they have.</summary>
    private static readonly string[] Lacking = ["charity-register", "revenue-outturn-summaries"];

    /// <summary>The lines by which a budget's correction is known, and the headings that publishers give them.</summary>
    private static readonly (string Line, string Heading)[] Corrected =
    [
        ("libraries", "Library service"),
        ("cultural", "TOTAL CULTURAL AND RELATED SERVICES"),
        ("total", "TOTAL SERVICE EXPENDITURE"),
        ("net-current-expenditure", "NET CURRENT EXPENDITURE"),
    ];

    private readonly List<string> _wrong = [];

    [Fact]
    public async Task Each_change_is_published_and_told_and_no_person_is_needed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Storage is made to hang as on Linux");
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        await using var publisher = await LocalPublisher.StartAsync();
        var publishers = new PublishersOfAYear(publisher) { Now = YearPlan.Start.AddDays(-7) };
        publishers.Begin();
        var clock = new MovedClock(YearPlan.Start);
        await using var app = await RunningApp.StartAsync(
            "Live",
            on: azurite,
            settings: new Dictionary<string, string?>(publisher.Settings) { [NoSchedule.Setting] = NotThisYear },
            replace: services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                WithoutBundledReturns.Replace(services);
            }
        );
        var runs = app.Host.Services.GetRequiredService<IRunLedger>();

        var first = await RunAsync(app, runs, null, null);
        first.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, first.Outcome.Detail);
        await ShouldNeedNoOneAsync(app, null);
        var (live, run, releases) = (first.Outcome.Release!, first, 1);
        foreach (var week in YearPlan.All)
        {
            var before = publishers.BudgetOf("2019-20");
            publishers.Now = YearPlan.Start.AddDays(7 * week.Number);
            clock.AdvanceTo(publishers.Now);
            week.Happens(publishers);
            publisher.ForgetRequests();
            run = await RunAsync(app, runs, run.Id, week.StorageHangs ? () => HangAsync(app, azurite, publisher, clock) : null);

            // What instances keep for some seconds is asked for again.
            clock.Advance(TimeSpan.FromMinutes(1));
            await NotedAsync(
                week,
                async () =>
                {
                    run.Outcome!.Kind.ShouldBe(
                        week.Revised.Count > 0 ? RunOutcomeKind.Published : RunOutcomeKind.Unchanged,
                        run.Outcome.Detail
                    );
                    await ShouldNeedNoOneAsync(app, week.Lacks);
                }
            );
            if (run.Outcome!.Kind == RunOutcomeKind.Published)
            {
                releases++;
                var (previous, now) = (live, run.Outcome.Release!);
                live = now;
                await NotedAsync(week, () => ShouldTellWhatChangedAsync(app, week, previous, now, before, publishers));
            }

            await NotedAsync(
                week,
                async () =>
                {
                    (await app.JsonAsync("releases/live"))["id"]!.Value<string>().ShouldBe(live);
                    (await app.JsonAsync("releases"))["releases"]!.Count().ShouldBe(releases);
                }
            );
        }

        _wrong.ShouldBeEmpty(string.Join("\n\n", _wrong));
        releases.ShouldBe(1 + YearPlan.All.Count(week => week.Revised.Count > 0));
        (await runs.NewestAsync(2 * YearPlan.Weeks, default)).Count.ShouldBe(YearPlan.Weeks);
    }

    /// <summary>A year has many weeks, and what is wrong in one must not hide what is wrong in the next.</summary>
    private async Task NotedAsync(Week week, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (ShouldAssertException wrong)
        {
            _wrong.Add(string.Create(CultureInfo.InvariantCulture, $"Week {week.Number}, {week.What}: {wrong.Message}"));
            output.WriteLine(_wrong[^1]);
        }
    }

    /// <summary>The timer's function, and what came of the run it started.</summary>
    private static async Task<Run> RunAsync(RunningApp app, IRunLedger runs, string? before, Func<Task>? meanwhile)
    {
        await app.Host.FireTimerAsync("IngestWeekly");
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        Run? newest = null;
        await Waiting.UntilAsync(
            async () => (newest = (await runs.NewestAsync(1, default)).FirstOrDefault()) is { Outcome: not null } && newest.Id != before,
            () => $"{newest}",
            TimeSpan.FromMilliseconds(100)
        );
        await app.Host.WhenQueuesAreEmptyAsync();
        return newest!;
    }

    /// <summary>Storage answers nothing for an hour of the clock, from when the publishers have been asked for something.</summary>
    private static async Task HangAsync(RunningApp app, AzuriteServer azurite, LocalPublisher publisher, MovedClock clock)
    {
        await Waiting.UntilAsync(() => publisher.Requests.Count > 0);
        await azurite.HangAsync();
        try
        {
            clock.Advance(TimeSpan.FromHours(1));
            using var response = await app.Host.HttpClient.GetAsync(new Uri("api/v1/health", UriKind.Relative));
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            await azurite.GoOnAsync();
        }
    }

    private static async Task ShouldNeedNoOneAsync(RunningApp app, string? lacks)
    {
        var health = await app.JsonAsync("health");
        health["incidents"]!.ShouldBeEmpty();
        health["reasons"]!
            .Select(reason => reason.Value<string>()!.Split(':')[0])
            .Except(Lacking)
            .ShouldBe(lacks is null ? [] : [lacks], health["reasons"]!.ToString());
    }

    private async Task ShouldTellWhatChangedAsync(
        RunningApp app,
        Week week,
        string previous,
        string now,
        byte[] before,
        PublishersOfAYear publishers
    )
    {
        var changes = await app.JsonAsync($"releases/{now}/changes");
        changes["previous"]!["id"]!.Value<string>().ShouldBe(previous);
        changes["editions"]!.Select(edition => edition["source"]!.Value<string>()).ShouldBe(week.Revised, ignoreOrder: true);

        // The cells, from the publishers' files.
        var cells = week.Budget is null ? [] : CellsMoved(before, publishers.BudgetOf(week.Budget)).ToList();
        (cells.Count > 0).ShouldBe(week.Budget is not null);
        changes["cells"]!
            .Select(cell => $"{cell["year"]} {cell["authority"]} {cell["line"]} {cell["change"]!.Value<decimal>():0}")
            .ShouldBe(cells.Select(cell => $"{week.Budget} {cell}"), ignoreOrder: true);

        changes["inputs"]!.Select(input => input["source"]!.Value<string>()).ShouldBe(week.Revised, ignoreOrder: true);
        changes["years"]!
            .SelectMany(years => years["added"]!.Select(year => $"{years["return"]} {year}"))
            .ShouldBe(week.NewYear is null ? [] : [$"budget {week.NewYear}"]);

        // The areas' pounds, from what the two releases serve.
        var moves = await ServedFigures.MovesAsync(app.Host.HttpClient, previous, now);
        changes["figures"]!
            .Select(figure =>
                $"{figure["code"]} {figure["return"]} {figure["year"]} {figure["line"]} {figure["change"]!.Value<decimal>():0}"
            )
            .ShouldBe(
                moves
                    .Where(move => move is { Kind: "cash", From: not null, To: not null } && Lines.Find(move.Row[^1]) is not null)
                    .Select(move => $"{string.Join(' ', move.Row)} {move.To - move.From:0}"),
                ignoreOrder: true
            );

        // The figures that are counted, by kind.
        foreach (var kind in changes["printed"]!["kinds"]!)
        {
            var id = kind["kind"]!.Value<string>()!;
            var counted = kind["moved"]!.Value<int>();
            var found = moves
                .Where(move => move.Kind == id && move.HasMoved)
                .CountBy(move => move.Table)
                .Select(table => table.Value)
                .DefaultIfEmpty()
                .Max();
            (ServedFigures.Whole.Contains(id) ? counted == found : counted >= found).ShouldBeTrue(
                $"{id}: counted {counted}, found {found}"
            );
        }

        output.WriteLine(
            $"week {week.Number}, {week.What}: {string.Join(", ", moves.CountBy(move => move.Kind).Select(kind => $"{kind.Value} {kind.Key}"))}; {changes["summary"]}"
        );
        (moves.Count == 0).ShouldBe(week.SaysTheSame);
        (changes["printed"]!["moved"]!.Value<int>() + changes["printed"]!["added"]!.Value<int>() == 0).ShouldBe(
            week.SaysTheSame,
            changes["printed"]!.ToString()
        );
    }

    /// <summary>What authorities filed that is another number now, in pounds.</summary>
    private static IEnumerable<string> CellsMoved(byte[] before, byte[] now)
    {
        var (was, became) = (PublishedTable.Of(before).Rows, PublishedTable.Of(now).Rows);
        var heading = was.Single(row => row[0] == "E-code").ToList();
        foreach (var (row, other) in was.Zip(became).Where(pair => pair.First[0].StartsWith('E') && pair.First[0].Length == 5))
        {
            foreach (var (line, name) in Corrected)
            {
                var column = heading.IndexOf(name);
                if (row[column] != other[column])
                {
                    var by =
                        1_000
                        * (
                            decimal.Parse(other[column], CultureInfo.InvariantCulture)
                            - decimal.Parse(row[column], CultureInfo.InvariantCulture)
                        );
                    yield return $"{row[0]} {line} {by:0}";
                }
            }
        }
    }
}
