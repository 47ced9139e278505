using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.Sources.Tests.Mutation;
using BudgetWatch.Sources.Tests.Workbooks;
using CsCheck;

namespace BudgetWatch.Sources.Tests;

/// <summary>
/// Damaged files, the same ones on every run: each is accepted or refused within its time and memory, none crashes a reader, and none is
/// accepted with a changed total that the reader does not speak of.
/// </summary>
public class MutationTests(ITestOutputHelper output)
{
    /// <summary>By the clock on a busy machine: what this must catch is a reader that hangs. Alone, the slowest takes about a second.</summary>
    private const int MillisecondsEach = 30_000;

    /// <summary>The most is a row repeated to the limit: 50,000 rows of figures that a reader looks at and refuses.</summary>
    private const long BytesEach = 256L * 1024 * 1024;

    /// <summary>How many of each of the five small budgets, and of each snapshot.</summary>
    private const int OfEachFormat = 4_000;
    private const int OfEachSnapshot = 100;

    private static readonly PublishedSource Budgets = SourceCatalogue.Find("revenue-budgets")!;

    [Fact]
    public void More_than_twenty_thousand_damaged_files_are_accepted_or_refused_and_none_with_a_total_changed_in_silence()
    {
        var clock = Stopwatch.StartNew();
        var outcomes = new ConcurrentBag<Outcome>();
        foreach (var edition in Formats())
        {
            Damage(edition, OfEachFormat, outcomes);
        }

        foreach (var edition in Snapshots())
        {
            Damage(edition, OfEachSnapshot, outcomes);
        }

        Print(outcomes, clock.Elapsed);
        outcomes.Count.ShouldBeGreaterThan(20_000);
        outcomes.Where(outcome => outcome.Wrong is not null).Select(outcome => outcome.ToString()).Order(StringComparer.Ordinal).ShouldBeEmpty();

        // Damage that every reader refuses, or none, would show nothing.
        foreach (var format in Formats())
        {
            outcomes.ShouldContain(outcome => outcome.Edition == format.File.Name && outcome.IsAccepted);
            outcomes.ShouldContain(outcome => outcome.Edition == format.File.Name && !outcome.IsAccepted);
        }
    }

    [Fact]
    public void The_small_budgets_are_the_same_in_every_format()
    {
        var expected = Editions.Describe(Formats()[0].Sound.Content);

        foreach (var edition in Formats())
        {
            Editions.Describe(edition.Sound.Content).ShouldBe(expected, edition.File.Name);
        }
    }

    /// <summary>One small budget in each format there is.</summary>
    private static List<Edition> Formats() =>
    [
        Edition.Of(Budgets, OldWorkbook.AsXls("small.xls", SyntheticBudget.Sheet)),
        Edition.Of(Budgets, Sheet.AsXlsx("small.xlsx", SyntheticBudget.Sheet)),
        Edition.Of(Budgets, OpenDocument.AsOds("small.ods", SyntheticBudget.Sheet)),
        Edition.Of(Budgets, SyntheticBudget.Sheet.AsCsv("small.csv")),
        Edition.Of(Budgets, AsJson("small.json", SyntheticBudget.Sheet)),
    ];

    private static IEnumerable<Edition> Snapshots() => Directory.EnumerateFiles(SnapshotTests.Folder(), "*.csv").Order(StringComparer.Ordinal).Select(path =>
    {
        var file = new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path));
        return Edition.Of(SourceCatalogue.Recognise(Peeking.At(file, default).ShouldBeOfType<Peeking.Seen>().File)!, file);
    });

    /// <summary>The budget's rows below its headings as objects, its title as a member.</summary>
    private static PublishedFile AsJson(string name, Sheet sheet)
    {
        var headings = sheet.Rows[SyntheticBudget.HeadingRow - 1];
        var document = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [(string)sheet.Rows[0][0]!] = null,
            [(string)sheet.Rows[1][0]!] = null,
            ["rows"] = sheet.Rows.Skip(SyntheticBudget.HeadingRow).Where(row => row.Count == headings.Count)
                .Select(row => headings.Zip(row).Where(cell => cell.Second is not null).ToDictionary(cell => (string)cell.First!, cell => cell.Second, StringComparer.Ordinal)),
        };
        return new PublishedFile(name, JsonSerializer.SerializeToUtf8Bytes(document));
    }

    private static void Damage(Edition edition, int count, ConcurrentBag<Outcome> outcomes) =>
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed => outcomes.Add(Try(edition, (uint)seed)));

    private static Outcome Try(Edition edition, uint seed)
    {
        var dice = new PCG(seed, 20_240_401);
        var (name, mutate) = edition.Mutations[dice.Below(edition.Mutations.Count)];
        var mutant = edition.File with { Bytes = mutate(edition.File.Bytes.ToArray(), dice) };

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        string? wrong = null;
        var (isAccepted, isFlagged) = (false, false);
        try
        {
            var peeking = Peeking.At(mutant, default);
            var reading = edition.Source.Read(mutant, default);
            isAccepted = reading is Reading.Accepted;
            isFlagged = reading is Reading.Accepted whole && Totals.SpeakOfATotal(whole);
            wrong = reading switch
            {
                Reading.Refused { Reasons.Count: 0 } => "refused without a reason",
                Reading.Accepted when peeking is Peeking.Refused refused => $"accepted though it cannot be looked at: {refused.Reason}",
                Reading.Accepted accepted when edition.Sound.Content is RevenueReturn original => Totals.Changed(original, accepted),
                _ => null,
            };
        }
        catch (Exception fault)
        {
            wrong = $"{fault.GetType().Name}: {fault.Message} {fault.StackTrace?.Split('\n')[0]}";
        }

        var took = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        wrong ??= took.TotalMilliseconds > MillisecondsEach ? $"took {took.TotalMilliseconds:N0} ms"
            : allocated > BytesEach ? $"allocated {allocated:N0} bytes" : null;
        return new Outcome(edition.File.Name, name, seed, isAccepted, isFlagged, took, allocated, wrong);
    }

    private void Print(ConcurrentBag<Outcome> outcomes, TimeSpan took)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{outcomes.Count:N0} damaged files in {took.TotalSeconds:N0} s; caps for each: {MillisecondsEach:N0} ms, {BytesEach:N0} bytes allocated"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{outcomes.Count(outcome => outcome.IsAccepted):N0} accepted ({outcomes.Count(outcome => outcome.IsFlagged):N0} of them with a line of which the reader says that ENGLAND is not the sum), {outcomes.Count(outcome => !outcome.IsAccepted):N0} refused, {outcomes.Count(outcome => outcome.Wrong is not null):N0} wrong"));
        foreach (var group in outcomes.GroupBy(outcome => (outcome.Edition, outcome.Mutation)).OrderBy(group => group.Key))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{group.Key.Edition}, {group.Key.Mutation}: {group.Count(outcome => outcome.IsAccepted)} accepted, {group.Count(outcome => !outcome.IsAccepted)} refused; at most {group.Max(outcome => outcome.Took).TotalMilliseconds:N0} ms, {group.Max(outcome => outcome.Allocated):N0} bytes"));
        }
    }

    /// <summary>A sound file, what it yields, and the ways to damage it.</summary>
    private sealed record Edition(
        PublishedSource Source, PublishedFile File, Reading.Accepted Sound, IReadOnlyList<(string Name, Func<byte[], PCG, byte[]> Of)> Mutations)
    {
        public static Edition Of(PublishedSource source, PublishedFile file) => new(
            source, file, source.Read(file, default).ShouldBeOfType<Reading.Accepted>(file.Name),
            [.. ByteMutations.All, .. Path.GetExtension(file.Name) switch
            {
                ".xlsx" or ".ods" => ArchiveMutations.All,
                ".csv" or ".json" => TextMutations.All,
                _ => [],
            }]);
    }

    private sealed record Outcome(string Edition, string Mutation, uint Seed, bool IsAccepted, bool IsFlagged, TimeSpan Took, long Allocated, string? Wrong);
}
