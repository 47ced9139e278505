using System.Globalization;
using System.Text;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Tests.Support;
using BudgetWatch.Sources;
using static BudgetWatch.Pipeline.Tests.Support.EditionsInMemory;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>A file that cannot be read, or that a reader fails on, costs itself and nothing else.</summary>
public sealed class OneBadFileTests : IDisposable
{
    private readonly EditionsInMemory _editions = new();

    public void Dispose() => _editions.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_reader_that_throws_refuses_its_file_and_the_others_are_dealt_with(int throwsAfter)
    {
        var bad = Failing("bad.csv", throwsAfter);
        await _editions.LookAsync(bad, Deflators("good.csv", 60));
        _editions.InForce.ShouldBe("good.csv");
        var check = _editions.Check(throwsAfter == 0 ? EditionDecision.UnrecognisedFiles : Source);
        check.Refused.ShouldHaveSingleItem().ShouldBe(bad.Content!.Sha256);
        _editions
            .Decisions.Single(decision => decision.Sha256 == bad.Content.Sha256)
            .Refusals.ShouldHaveSingleItem()
            .ShouldBe(new Refusal("bad.csv", null, null, "a file that its reader can read", "could not be read: InvalidCastException"));
    }

    [Fact]
    public async Task What_a_reader_failed_on_is_an_incident_until_it_is_read()
    {
        await _editions.LookAsync(Failing("bad.csv", 1), Deflators("good.csv", 60));
        var incident = _editions.Open.ShouldHaveSingleItem();
        incident.About.ShouldBe(Source);
        incident.Detail.ShouldStartWith("1 file of the last check: 'bad.csv' could not be read: InvalidCastException.");

        // Still there a week later, its first cells known: the same incident, still open.
        await _editions.LookAsync(Failing("bad.csv", 0), Deflators("good.csv", 60));
        _editions.Open.ShouldHaveSingleItem().ShouldBe(incident);

        // Another file fails: that is what the incident is about then.
        await _editions.LookAsync(Failing("other.csv", 1, blankLines: 1), Deflators("good.csv", 60));
        _editions.Open.ShouldHaveSingleItem().Detail.ShouldContain("'other.csv'");

        // The reader was mended: the same bytes are read, though a decision on them is known.
        await _editions.LookAsync(Deflators("bad.csv", 99, "HMT June 2026"), Deflators("good.csv", 60));
        _editions.InForce.ShouldBe("bad.csv");
        _editions.Open.ShouldBeEmpty();
        _editions.Check().Refused.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_storage_that_fails_is_no_verdict_on_a_file_and_the_message_is_tried_again()
    {
        _editions.ArchiveFailure = new TimeoutException("The storage did not answer.");
        await Should.ThrowAsync<TimeoutException>(() => _editions.LookAsync(Deflators("good.csv", 60)));
        _editions.Decisions.ShouldBeEmpty();
        _editions.ArchiveFailure = null;
        await _editions.LookAsync(Deflators("good.csv", 60));
        _editions.InForce.ShouldBe("good.csv");
    }

    [Fact]
    public async Task Of_thousands_of_unreadable_files_the_first_are_listed_and_the_rest_are_counted()
    {
        await _editions.LookAsync([
            .. Enumerable
                .Range(0, 3_000)
                .Select(i => new OfferedFile(
                    i.ToString("0000", CultureInfo.InvariantCulture),
                    new ContentInMemory(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\0{i}")))
                )),
            Deflators("good.csv", 60),
        ]);
        _editions.InForce.ShouldBe("good.csv");
        var check = _editions.Check(EditionDecision.UnrecognisedFiles);
        (check.Offered, check.Refused.Count, check.RefusedMore).ShouldBe((3_000, 200, 2_800));
        var listed = _editions.Decisions.Where(decision => decision.SourceId == EditionDecision.UnrecognisedFiles).ToList();
        listed
            .Select(decision => decision.FileName)
            .ShouldBe(Enumerable.Range(0, 200).Select(i => i.ToString("0000", CultureInfo.InvariantCulture)));
        listed.Select(decision => decision.Sha256).ShouldBe(check.Refused);
    }

    [Fact]
    public async Task An_incident_says_why_the_last_delivery_failed()
    {
        var message = new IngestMessage("run", Source);
        var deliveries = new Deliveries(_editions);
        (await deliveries.ReasonAsync(message, default)).ShouldContain("on every attempt without an error");
        foreach (var reason in (string[])["the first", "the last"])
        {
            await Should.ThrowAsync<TimeoutException>(() =>
                deliveries.RunAsync(message, () => throw new TimeoutException($"{reason}\nmore lines"), default)
            );
        }

        (await deliveries.ReasonAsync(message, default)).ShouldBe(
            "the message failed on every attempt; the last error: TimeoutException: the last; see the log"
        );
        (await deliveries.ReasonAsync(new BuildMessage("run"), default)).ShouldContain("on every attempt without an error");
    }

    [Fact]
    public async Task What_was_cut_short_did_not_fail()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var message = new IngestMessage("run", Source);
        var deliveries = new Deliveries(_editions);
        await Should.ThrowAsync<OperationCanceledException>(() =>
            deliveries.RunAsync(message, () => Task.FromCanceled(cancelled.Token), cancelled.Token)
        );
        (await deliveries.ReasonAsync(message, default)).ShouldContain("on every attempt without an error");
    }

    [Fact]
    public void A_reason_is_one_short_line_that_names_no_path_of_the_machine()
    {
        Deliveries.Describe(new FileNotFoundException("Could not find file '/srv/someone/secret'.")).ShouldBe("FileNotFoundException");
        Deliveries.Describe(new OriginUnavailableException("Set Ingestion:Folder.")).ShouldBe("Set Ingestion:Folder.");
        Deliveries.Describe(new InvalidOperationException(new string('x', 10_000))).Length.ShouldBe(300);
    }

    /// <summary>The bytes of a sound file that can be opened so many times, and then throw as a faulty reader would.</summary>
    private static OfferedFile Failing(string name, int throwsAfter, int blankLines = 0)
    {
        var sound = Deflators(name, 99, "HMT June 2026", blankLines);
        return sound with { Content = new FailingContent(sound.Content!, throwsAfter) };
    }

    private sealed class FailingContent(OfferedContent sound, int throwsAfter) : OfferedContent
    {
        private int _reads;

        public override string Sha256 => sound.Sha256;

        public override long Length => sound.Length;

        public override Task<bool> HoldAsync(CancellationToken cancellation) => sound.HoldAsync(cancellation);

        public override Stream OpenRead() => sound.OpenRead();

        public override PublishedFile As(string name) =>
            _reads++ < throwsAfter
                ? sound.As(name)
                : PublishedFile.From(name, Length, () => throw new InvalidCastException("a fault of the reader"));
    }
}
