using System.Globalization;
using System.Net;
using BudgetWatch.TestKit.Load;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// The app as its host starts it, asked by ten clients within their limits and an eleventh. The same with 300,000 questions, and what every address costs to the millisecond, are
/// benchmarks (docs/performance.md); here the margins are such that no machine is too slow for them.
/// </summary>
public sealed class WhenManyReadersAsk(WhenManyReadersAsk.LimitedApp limited) : IClassFixture<WhenManyReadersAsk.LimitedApp>
{
    private const int Seed = 20_261_129;
    private const int Requests = 1_500;

    /// <summary>ADR 0024.</summary>
    private const long MostResident = 1_000_000_000;

    /// <summary>Five times what the benchmark holds a release build to, for a build that is not optimised: a whole curve asked again took forty times as much.</summary>
    private const double MostMilliseconds = 250;

    /// <summary>
    /// The same of a page or drawing. It is remembered by its release, so each is asked once and its code compiled meanwhile: half a second here, and 1.1 on a machine that did four
    /// other things.
    /// </summary>
    private const double MostMillisecondsOfPage = 2_500;

    private const int QuestionsOfRoute = 5;
    private const int Times = 3;

    /// <summary>One app for both tests.</summary>
    public sealed class LimitedApp : IAsyncLifetime
    {
        private MeasuredApp? _app;

        public MeasuredApp App => _app!;

        public async ValueTask InitializeAsync()
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process takes of the machine is read from /proc.");
            _app = await MeasuredApp.StartAsync(limited: true);
        }

        public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    [Fact]
    public async Task All_are_answered_and_memory_stays_below_its_ceiling()
    {
        var questions = await VariedQuestions.ReadAsync(limited.App.Client);
        var outcome = await new ManyReaders(limited.App).AskAsync(questions, Requests, Seed);
        TestContext.Current.TestOutputHelper?.WriteLine(outcome.ToString());
        outcome.Failures.ShouldBeEmpty();
        outcome.Statuses.Values.Sum().ShouldBe(Requests);
        outcome.Statuses[HttpStatusCode.OK].ShouldBeGreaterThan(Requests / 2);
        outcome.Summaries.ShouldBeGreaterThan(0);
        outcome.MostResident.ShouldBeLessThan(MostResident);
    }

    /// <summary>Time on processors and not time that passed; the least of some tries, for whatever else the app does meanwhile only adds to one.</summary>
    [Fact]
    public async Task No_address_takes_long_of_a_processor_whatever_it_is_asked()
    {
        var questions = await VariedQuestions.ReadAsync(limited.App.Client);
        var (dear, asked) = (new List<string>(), 0);
        foreach (var route in questions.Routes)
        {
            for (var number = 0; number < QuestionsOfRoute; number++)
            {
                // The first asks of an address compile its code, and load what it needs.
                var question = questions.Of(route, number);
                var least = double.MaxValue;
                var most = route.IsOfApi ? MostMilliseconds : MostMillisecondsOfPage;
                for (var time = 0; time < Times && least >= most && (time == 0 || route.IsOfApi); time++)
                {
                    var (status, cost) = await limited.App.CostAsync(route.IsOfApi ? VariedQuestions.Again(route, question) : question);
                    asked += status == HttpStatusCode.OK ? 1 : 0;
                    least = Math.Min(least, cost);
                }

                // The first questions of a page compile its code.
                if (least >= most && (route.IsOfApi || number > 1))
                {
                    dear.Add(string.Create(CultureInfo.InvariantCulture, $"{least:N0} ms of a processor: {question}"));
                }
            }
        }

        asked.ShouldBeGreaterThan(questions.Routes.Count);
        dear.ShouldBeEmpty();
    }
}
