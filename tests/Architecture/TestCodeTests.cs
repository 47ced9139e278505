using System.Text.RegularExpressions;

namespace BudgetWatch.Architecture.Tests;

/// <summary>
/// A test fails because the code is wrong and for nothing else: not for the time, the weekday, what else the machine does, or what another test does. What would
/// make it depend on those is not written, but where the list says why it must be.
/// </summary>
public sealed partial class TestCodeTests
{
    private static readonly Dictionary<string, Regex> Kinds = new(StringComparer.Ordinal)
    {
        ["a pause"] = Pause(),
        ["the time it is"] = Now(),
        ["a time measured"] = Measured(),
        ["a limit that a slow machine reaches"] = ShortLimit(),
        ["a fixed port"] = FixedPort(),
        ["a schedule that comes"] = Scheduled(),
    };

    /// <summary>Where, what, and why it cannot make a test fail.</summary>
    private static readonly (string File, string Kind, string Why)[] Exceptions =
    [
        ("TestKit/Waiting.cs", "a pause", "between two looks: it is how all tests wait"),
        ("TestKit/Waiting.cs", "a time measured", "the one limit, which ends what hangs"),
        ("TestKit/NoSchedule.cs", "the time it is", "so that the scheduled moment is half a year away from it"),
        ("TestKit/Load/VariedQuestions.cs", "the time it is", "a moment of which something is asked; any will do"),
        (
            "TestKit/Load/ManyReaders.cs",
            "a pause",
            "between two questions of a client that asks now and then; the load ends with its questions"
        ),
        ("TestKit/Load/ManyReaders.cs", "a time measured", "told by the benchmark; a test asserts nothing of it"),
        ("TestKit/FunctionAppHost.cs", "the time it is", "what timers go by unless a test says otherwise; none is due for half a year"),
        ("TestKit/Publishers/PublisherFaults.cs", "a pause", "a publisher who is slow: what is tested is that the app does not wait"),
        ("Architecture/FunctionTests.cs", "a schedule that comes", "services are made and none is started"),
        (
            "LocalHost/SampleApp/Notes.cs",
            "a pause",
            "a function that is slow, and one without end: what is tested is that stopping waits for it, and that a kill does not lose it"
        ),
        ("LocalHost/SampleApp/HttpFunctions.cs", "a pause", "a function without end, which the test ends"),
        ("LocalHost/SampleApp/QueueFunctions.cs", "a pause", "a function without end, which the test ends"),
        ("LocalHost/SampleApp/Inbox.cs", "a time measured", "when what arrived; see the tests of queues"),
        ("LocalHost/Settings/SettingsTests.cs", "a fixed port", "arguments that are read; nothing listens"),
        (
            "LocalHost/Queues/QueueFunctionsTests.cs",
            "a time measured",
            "at least so long, measured from before the cause; no machine is too slow for that"
        ),
        (
            "Storage/Live/PublisherClientTests.cs",
            "a time measured",
            "at least so long, measured from before the cause; no machine is too slow for that"
        ),
        (
            "Storage/Live/LiveTest.cs",
            "the time it is",
            "what is stored says when it was, and nothing is compared with it; a test that times something out sets a clock of its own"
        ),
        ("Storage/Calls/CallsToStorageTests.cs", "a pause", "a service without an answer, which the deadline or the test ends"),
        ("Storage/LargeFilesTests.cs", "the time it is", "what is stored says when it was; nothing is compared with it"),
        ("EndToEnd/WhenABuildIsKilled.cs", "a pause", "until the app is killed; whatever it has done by then, the outcome is the same"),
        ("EndToEnd/Kills/PollingReader.cs", "a pause", "between two requests; what is asserted holds of every answer"),
        ("EndToEnd/WhenABuildIsKilled.cs", "a time measured", "only when the app is killed depends on it"),
        (
            "EndToEnd/WhenReleasesAreSwappedUnderLoad.cs",
            "a pause",
            "between two requests and two moves; the test goes on until all is seen"
        ),
        (
            "EndToEnd/WhenStorageDoesNotAnswer.cs",
            "a pause",
            "how long storage is away, and between two requests; the test goes on until all is seen"
        ),
        (
            "EndToEnd/WhenStorageDoesNotAnswer.cs",
            "a time measured",
            "what is promised is a time: five seconds, where two are usual, alone in the process"
        ),
        (
            "EndToEnd/WhenARunIsFollowed.cs",
            "a time measured",
            "what the app measured is compared with the whole test's time, within which it was"
        ),
        ("EndToEnd/WhenOneClientAsksTooMuch.cs", "a time measured", "the more time passed, the more requests may have been answered"),
        (
            "EndToEnd/WhenThereIsNoKey.cs",
            "the time it is",
            "the emulator compares the times in a token and a certificate with its own clock"
        ),
        (
            "EndToEnd/WhenStorageIsCounted.cs",
            "the time it is",
            "the day is written down with the counts, when a person asks for them to be written"
        ),
        (
            "Sources/MutationTests.cs",
            "a time measured",
            "the limit is minutes where a second is usual: it says which damaged file a reader hangs on"
        ),
        ("Sources/RecognitionTests.cs", "a time measured", "printed, and nothing is asserted of it"),
        ("Sources/Charities/RegisterAtFullScaleTests.cs", "a time measured", "printed, and nothing is asserted of it"),
        ("Sources/Grants/GrantsAtFullScaleTests.cs", "a time measured", "printed, and nothing is asserted of it"),
        ("Sources/Postcodes/LookupAtFullScaleTests.cs", "a time measured", "printed, and nothing is asserted of it"),
    ];

    [Fact]
    public void No_test_depends_on_the_clock_on_how_fast_the_machine_is_or_on_what_else_runs()
    {
        var found = Found().ToHashSet();
        found.Count.ShouldBeGreaterThan(10);
        found
            .Except(Exceptions.Select(exception => (exception.File, exception.Kind)))
            .Select(one =>
                $"tests/{one.File} has {one.Kind}: wait with TestKit's Waiting, use a clock of the test's own, or say in {nameof(TestCodeTests)} why it cannot make the test fail"
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void What_is_excepted_is_there() =>
        Exceptions.Select(exception => (exception.File, exception.Kind)).Except(Found()).ShouldBeEmpty();

    [Theory]
    [InlineData("a pause", "await Task.Delay(100);", true)]
    [InlineData("a pause", "Thread.Sleep(1);", true)]
    [InlineData("a pause", "handle.WaitOne(200)", false)]
    [InlineData("the time it is", "var now = TimeProvider.System.GetUtcNow();", true)]
    [InlineData("the time it is", "new FakeTimeProvider(Now)", false)]
    [InlineData("a time measured", "var clock = Stopwatch.StartNew();", true)]
    [InlineData("a time measured", "Environment.TickCount64", true)]
    [InlineData("a limit that a slow machine reaches", "new CancellationTokenSource(TimeSpan.FromSeconds(30))", true)]
    [InlineData("a limit that a slow machine reaches", "new CancellationTokenSource(Patience)", true)]
    [InlineData("a limit that a slow machine reaches", "new CancellationTokenSource()", false)]
    [InlineData("a limit that a slow machine reaches", "new CancellationTokenSource(Waiting.Limit)", false)]
    [InlineData("a limit that a slow machine reaches", "await task.WaitAsync(TimeSpan.FromSeconds(5))", true)]
    [InlineData("a limit that a slow machine reaches", "await task.WaitAsync(Waiting.Limit)", false)]
    [InlineData("a limit that a slow machine reaches", "await task.WaitAsync(Waiting.Limit, cancellation)", false)]
    [InlineData("a limit that a slow machine reaches", "await page.WaitForAsync()", false)]
    [InlineData("a fixed port", "[\"--port\", \"7080\"]", true)]
    [InlineData("a fixed port", "[\"--port\", \"0\"]", false)]
    [InlineData("a fixed port", "new TcpListener(IPAddress.Loopback, 7071)", true)]
    [InlineData("a fixed port", "new TcpListener(IPAddress.Loopback, 0)", false)]
    [InlineData("a fixed port", "kestrel.Listen(IPAddress.Loopback, 5000)", true)]
    [InlineData("a schedule that comes", "[\"IngestionSchedule\"] = \"0 30 9 * * 1\"", true)]
    [InlineData("a schedule that comes", "(\"IngestionSchedule\", \"0 30 9 * * 1\")", true)]
    [InlineData("a schedule that comes", "(NoSchedule.Setting, NoSchedule.Text)", false)]
    public void Each_kind_is_told(string kind, string code, bool isTold) => Kinds[kind].IsMatch(code).ShouldBe(isTold);

    private static IEnumerable<(string File, string Kind)> Found() =>
        from file in Repository.Files
        where
            file.StartsWith("tests/", StringComparison.Ordinal)
            && file.EndsWith(".cs", StringComparison.Ordinal)
            // Benchmarks measure and are no tests; this file names what it looks for.
            && !file.StartsWith("tests/Benchmarks/", StringComparison.Ordinal)
            && !file.EndsWith($"{nameof(TestCodeTests)}.cs", StringComparison.Ordinal)
        let code = Repository.Read(file)
        from kind in Kinds
        where kind.Value.IsMatch(code)
        select (file["tests/".Length..], kind.Key);

    [GeneratedRegex(
        @"\bTask\.Delay\(|\bThread\.Sleep\(|\bSpinWait\b|\bnew PeriodicTimer\(",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Pause();

    // What DateTime and DateTimeOffset have is banned everywhere, by BannedSymbols.txt.
    [GeneratedRegex(@"\bTimeProvider\.System\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Now();

    [GeneratedRegex(
        @"\bStopwatch\.(StartNew|GetTimestamp|GetElapsedTime)\b|\bnew Stopwatch\b|\bEnvironment\.TickCount",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Measured();

    [GeneratedRegex(
        @"\bnew CancellationTokenSource\((?!\)|Waiting\.Limit\b)|\.CancelAfter\(|\.WaitAsync\(\s*(?!Waiting\.Limit\b)(TimeSpan\b|\w*(Patience|Limit|Timeout)\b)|\bFact\(Timeout",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ShortLimit();

    [GeneratedRegex(
        "\"--port\",\\s*\"[1-9]\\d*\"|(TcpListener|Listen|IPEndPoint)\\((IPAddress\\.\\w+,\\s*)?[1-9]\\d*|\\bListenLocalhost\\([1-9]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FixedPort();

    [GeneratedRegex(
        "\\[\"IngestionSchedule\"\\]\\s*=|\\(\"IngestionSchedule\",\\s*\"[0-9*]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Scheduled();
}
