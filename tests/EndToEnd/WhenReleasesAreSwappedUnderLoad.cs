using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sylvan.Data.Csv;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Two instances are read by many while releases are built and the live one is moved back and forth, until every question has been answered from every release and
/// often. Every answer is, to the byte, the answer of the release it names; none fails.
/// </summary>
public sealed class WhenReleasesAreSwappedUnderLoad
{
    private const string Area = "E06000022";
    private const string Other = "E06000023";

    private const int Answers = 2_000;
    private const int NotModified = 100;
    private const int Moves = 10;

    /// <summary>More than it ever takes: what is not seen by then is never seen.</summary>
    private const int MostMoves = 1_000;

    private static readonly Question[] Questions =
    [
        new("cuts", null),
        new("cuts", "br"),
        new("cuts", "gzip"),
        new("cuts?format=csv", null),
        new("cuts?format=csv", "gzip"),
        new("gradient", "br"),
        new("summary", null),
        new("summary", "gzip"),
        new($"areas/{Area}", null),
        new($"areas/{Area}/series?scope=libraries", null),
        new($"areas/{Other}/series?scope=libraries&format=csv", "br"),
        new("areas", "gzip"),
    ];

    private readonly ConcurrentDictionary<Seen, int> _seen = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private int _notModified;

    [Fact]
    public async Task Every_answer_is_of_the_one_release_it_names()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        await using var publisher = await LocalPublisher.StartAsync();
        publisher.PublishSnapshot();
        await using var app = await RunningApp.StartAsync("Live", on: azurite, settings: publisher.Settings);
        await using var reader = await RunningApp.StartReaderAsync(azurite);
        var first = await PublishedAsync(app);
        publisher.PublishBudget("2019-20", CorrectedBudget.WithOneMoreMillionForLibraries("2019-20", "E0101"));
        var second = await PublishedAsync(app);
        await app.Host.WhenQueuesAreEmptyAsync();

        // What the two differ in was planted: a million more for one council's libraries.
        (await LibrariesAsync(app, Area, second) - await LibrariesAsync(app, Area, first)).ShouldBe(1_000_000);
        var expected = new Dictionary<(string, string), string>();
        await ExpectAsync(app, expected, first);
        await ExpectAsync(app, expected, second);

        using var stop = new CancellationTokenSource();
        var readers = ((RunningApp[])[app, reader])
            .SelectMany(instance => Enumerable.Range(0, 4).Select(number => Task.Run(() => ReadAsync(instance, number, stop.Token))))
            .ToList();
        var moves = await MoveAsync(app, [first, second], moved => moved < Moves || !HaveBeenSeen([first, second]));

        // A release is built of a correction to another council, while an operator moves the pointer under its feet.
        publisher.PublishBudget("2019-20", CorrectedBudget.WithOneMoreMillionForLibraries("2019-20", "E0102"));
        var building = PublishedAsync(app);
        moves += await MoveAsync(app, [first, second], _ => false);
        var third = await building;
        moves += await MoveAsync(
            app,
            [third, first, second],
            moved => moved < Moves || !HaveBeenSeen([first, second, third]) || _seen.Values.Sum() <= Answers || _notModified <= NotModified
        );
        await PublishAsync(app, third);
        await ComeToRestAsync([app, reader], third);
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        await ExpectAsync(app, expected, third);
        (await LibrariesAsync(app, Other, third) - await LibrariesAsync(app, Other, first)).ShouldBe(1_000_000);
        (await LibrariesAsync(app, Area, third)).ShouldBe(await LibrariesAsync(app, Area, first));
        var told = string.Create(CultureInfo.InvariantCulture, $"{_seen.Values.Sum()} answers, {_notModified} not modified, {moves} moves");
        _wrong.Count.ShouldBe(0, $"{told}\n{string.Join('\n', _wrong.Take(10))}");
        (HaveBeenSeen([first, second, third]), _seen.Values.Sum() > Answers, _notModified > NotModified).ShouldBe((true, true, true), told);
        ShouldBeAsPinned(expected, [first, second, third]);
        ShouldHaveOneValidatorForEach();
        TestContext.Current.TestOutputHelper!.WriteLine(told);
    }

    private async Task ReadAsync(RunningApp app, int number, CancellationToken stop)
    {
        var validators = new Dictionary<Question, string>();
        for (var turn = number; !stop.IsCancellationRequested; turn++)
        {
            var question = Questions[turn % Questions.Length];
            try
            {
                // The builder has to get a turn too.
                await Task.Delay(5, CancellationToken.None);

                // Every other time as one who polls: only if it is not what was had before.
                await AskAsync(app, question, turn / Questions.Length % 2 == 1 ? validators : null, validators);
            }
            catch (Exception exception)
                when (exception
                        is HttpRequestException
                            or OperationCanceledException
                            or JsonException
                            or ShouldAssertException
                            or InvalidDataException
                )
            {
                _wrong.Enqueue($"{question}: {exception.GetType().Name} {exception.Message}");
            }
        }
    }

    private async Task AskAsync(
        RunningApp app,
        Question question,
        Dictionary<Question, string>? known,
        Dictionary<Question, string> validators
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/{question.Path}");
        if (question.Encoding is not null)
        {
            request.Headers.Add("Accept-Encoding", question.Encoding);
        }

        var had = known?.GetValueOrDefault(question);
        if (had is not null)
        {
            request.Headers.Add("If-None-Match", had);
        }

        using var response = await app.Host.HttpClient.SendAsync(request, CancellationToken.None);
        var tag = response.Headers.ETag?.Tag;
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            tag.ShouldBe(had);
            Interlocked.Increment(ref _notModified);
            return;
        }

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        tag.ShouldNotBe(had, "sent again although it was known");
        string.Join(',', response.Content.Headers.ContentEncoding).ShouldBe(question.Encoding ?? "");
        var body = await TextAsync(response, question.Encoding);
        validators[question] = tag!;
        _seen.AddOrUpdate(new Seen(question, ReleaseOf(question, body), tag!, Digest(question, body)), 1, (_, count) => count + 1);
    }

    private static async Task<string> TextAsync(HttpResponseMessage response, string? encoding)
    {
        await using var content = await response.Content.ReadAsStreamAsync();
        await using var plain = encoding switch
        {
            "br" => new BrotliStream(content, CompressionMode.Decompress),
            "gzip" => new GZipStream(content, CompressionMode.Decompress),
            _ => content,
        };
        using var text = new StreamReader(plain, Encoding.UTF8);
        return await text.ReadToEndAsync();
    }

    /// <summary>The one release an answer names; of CSV every row does.</summary>
    private static string ReleaseOf(Question question, string body)
    {
        if (!question.IsCsv)
        {
            return JObject.Parse(body)["release"]!["id"]!.Value<string>()!;
        }

        using var csv = CsvDataReader.Create(new StringReader(body));
        var releases = new HashSet<string>(StringComparer.Ordinal);
        while (csv.Read())
        {
            releases.Add(csv.GetString(csv.GetOrdinal("release")));
        }

        return releases.ShouldHaveSingleItem();
    }

    /// <summary>Of a summary without what it says of now, which is of no release.</summary>
    private static string Digest(Question question, string body)
    {
        if (question.Path == "summary")
        {
            var summary = JObject.Parse(body);
            summary["sources"] = null;
            summary["nextRun"] = null;
            body = summary.ToString();
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
    }

    private static async Task ExpectAsync(RunningApp app, Dictionary<(string, string), string> expected, string release)
    {
        foreach (var question in Questions.DistinctBy(question => question.Path))
        {
            var pinned = $"api/v1/{question.Path}{(question.Path.Contains('?') ? '&' : '?')}release={release}";
            expected.Add(
                (question.Path, release),
                Digest(question, await app.Host.HttpClient.GetStringAsync(new Uri(pinned, UriKind.Relative)))
            );
        }
    }

    private void ShouldBeAsPinned(Dictionary<(string, string), string> expected, string[] releases)
    {
        foreach (var question in Questions)
        {
            var answers = _seen.Keys.Where(seen => seen.Question == question).ToList();
            answers.Select(seen => seen.Release).Distinct().ShouldBe(releases, ignoreOrder: true, question.ToString());
            foreach (var answer in answers)
            {
                answer.Digest.ShouldBe(expected[(question.Path, answer.Release)], answer.ToString());
            }
        }

        // The corrections are small, and still no two releases answer the same where they differ.
        releases.Select(release => expected[("cuts", release)]).Distinct().Count().ShouldBe(releases.Length);
    }

    /// <summary>A validator stands for one release, on both instances; a summary's also for what is now.</summary>
    private void ShouldHaveOneValidatorForEach()
    {
        foreach (var answers in _seen.Keys.GroupBy(seen => seen.Question))
        {
            answers.GroupBy(seen => seen.ETag).ShouldAllBe(same => same.Select(seen => seen.Release).Distinct().Count() == 1);
            if (answers.Key.Path != "summary")
            {
                answers.GroupBy(seen => seen.Release).ShouldAllBe(same => same.Select(seen => seen.ETag).Distinct().Count() == 1);
            }
        }
    }

    private bool HaveBeenSeen(string[] releases) =>
        Questions.All(question => releases.All(release => _seen.Keys.Any(seen => seen.Question == question && seen.Release == release)));

    /// <summary>An instance may take another for the live release for some seconds (docs/api.md).</summary>
    private static async Task ComeToRestAsync(RunningApp[] apps, string release)
    {
        foreach (
            var (app, question) in apps.SelectMany(app => Questions.Where(question => !question.IsCsv).Select(question => (app, question)))
        )
        {
            await Waiting.UntilAsync(
                async () => (await app.JsonAsync(question.Path))["release"]!["id"]!.Value<string>() == release,
                question.ToString,
                TimeSpan.FromMilliseconds(200)
            );
        }
    }

    /// <summary>Moves the live pointer round, once and for as long as is said.</summary>
    /// <returns>How often.</returns>
    private static async Task<int> MoveAsync(RunningApp app, string[] releases, Func<int, bool> goesOn)
    {
        var moves = 0;
        do
        {
            await PublishAsync(app, releases[moves++ % releases.Length]);

            // Shorter than an instance keeps the pointer, and longer.
            await Task.Delay(100 + (moves % 7 * 150) + (moves % 11 == 0 ? 4_000 : 0));
        } while (moves < MostMoves && goesOn(moves));

        return moves;
    }

    private static async Task PublishAsync(RunningApp app, string release)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/admin/releases/{release}/publish");
        request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        using var response = await app.Host.HttpClient.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    private static async Task<string> PublishedAsync(RunningApp app)
    {
        var run = await app.TickAsync();

        // Where the pointer was moved back meanwhile, the release is made and waits.
        run.Outcome!.Kind.ShouldBeOneOf([RunOutcomeKind.Published, RunOutcomeKind.Waiting], run.Outcome.Detail);
        return (await app.JsonAsync("releases"))["releases"]![0]!["id"]!.Value<string>()!;
    }

    private static async Task<long> LibrariesAsync(RunningApp app, string area, string release) =>
        (await app.JsonAsync($"areas/{area}/series?scope=libraries&release={release}"))["values"]!.Single(value =>
            value["year"]!.Value<string>() == "2019-20"
        )["cash"]!.Value<long>();

    private sealed record Question(string Path, string? Encoding)
    {
        public bool IsCsv => Path.Contains("format=csv", StringComparison.Ordinal);
    }

    /// <summary>What was answered: a question, the release the answer names, its validator and what its bytes come to.</summary>
    private sealed record Seen(Question Question, string Release, string ETag, string Digest);
}
