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
/// accepted with a changed total but within what the file itself leaves open, which <see cref="Totals"/> states.
/// </summary>
public class MutationTests(ITestOutputHelper output)
{
    /// <summary>Alone, the slowest takes about a second; what this must catch is a reader that all but hangs, and no busy machine.</summary>
    private const int MillisecondsEach = 300_000;

    /// <summary>The most is a row repeated to the limit: 50,000 rows of figures that a reader looks at and refuses.</summary>
    private const long BytesEach = 256L * 1024 * 1024;

    /// <summary>How many of each of the ten small budgets, and of each snapshot.</summary>
    private const int OfEachFormat = 2_500;
    private const int OfEachSnapshot = 100;

    private static readonly PublishedSource Budgets = SourceCatalogue.Find("revenue-budgets")!;

    [Fact]
    public void More_than_twenty_thousand_damaged_files_are_accepted_or_refused_and_none_with_a_total_changed()
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

    /// <summary>
    /// Damage as a hand might do it, in the figures of a class of which a council did not file. A thousand where nothing was is what rounding
    /// can make: it may be accepted, and is told.
    /// </summary>
    [Fact]
    public void One_figure_changed_moved_or_lost_where_a_council_did_not_file_is_refused()
    {
        var sheet = SyntheticImputation.Sheet;
        var sound = Budgets.Read(sheet.AsCsv(), default).ShouldBeOfType<Reading.Accepted>();
        var followed = Enumerable.Range(4, sheet.Rows[4].Count - 4)
            .Where(column => sheet.Rows[3][column] is not ("Archives" or "Development control" or "Parish Precepts" or "NET CURRENT EXPENDITURE")).ToList();
        foreach (var row in new[] { 5, 6, 8, 9, 10, 11, 12, 14, 17 })
        {
            foreach (var column in followed)
            {
                var figure = (int)sheet.Rows[row - 1][column]!;
                List<Sheet> damaged = [sheet.With(row, column, figure + 10), sheet.With(row, column, null)];
                var negative = sheet.With(row, column, -figure - 1);
                if (figure > 0)
                {
                    damaged.Add(negative);
                }
                else if (Budgets.Read(negative.AsCsv(), default) is Reading.Accepted told)
                {
                    told.Flags.Except(sound.Flags).ShouldNotBeEmpty($"row {row}, {sheet.Rows[3][column]}: a thousand that nothing says");
                }

                // Two services of one council that changed places balance, and what is imputed for its class hides that they did.
                if (row > 6 && column > 4 && (int)sheet.Rows[row - 1][column - 1]! != figure)
                {
                    damaged.Add(sheet.With(row, column, sheet.Rows[row - 1][column - 1]).With(row, column - 1, figure));
                }

                foreach (var mutant in damaged)
                {
                    Budgets.Read(mutant.AsCsv(), default).ShouldBeOfType<Reading.Refused>($"row {row}, {sheet.Rows[3][column]}: {mutant.Rows[row - 1][column]}");
                }
            }
        }
    }

    [Fact]
    public void The_small_budgets_are_the_same_in_every_format()
    {
        foreach (var budget in Formats().Chunk(5))
        {
            var expected = Editions.Describe(budget[0].Sound.Content);
            budget.ShouldAllBe(edition => Editions.Describe(edition.Sound.Content).SequenceEqual(expected));
        }
    }

    /// <summary>Two small budgets, one of them with a council that did not file, in each format there is.</summary>
    private static List<Edition> Formats() => [.. OfEach("whole", SyntheticBudget.Sheet), .. OfEach("imputed", SyntheticImputation.Sheet)];

    private static IEnumerable<Edition> OfEach(string name, Sheet sheet) =>
    [
        Edition.Of(Budgets, OldWorkbook.AsXls($"{name}.xls", sheet)),
        Edition.Of(Budgets, Sheet.AsXlsx($"{name}.xlsx", sheet)),
        Edition.Of(Budgets, OpenDocument.AsOds($"{name}.ods", sheet)),
        Edition.Of(Budgets, sheet.AsCsv($"{name}.csv")),
        Edition.Of(Budgets, AsJson($"{name}.json", sheet)),
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
        var isAccepted = false;
        var kept = Totals.Kept.All;
        try
        {
            var peeking = Peeking.At(mutant, default);
            var reading = edition.Source.Read(mutant, default);
            isAccepted = reading is Reading.Accepted;
            string? change = null;
            if (reading is Reading.Accepted sound)
            {
                (kept, change) = Totals.Compare(edition.Sound.Content, edition.Sound.Flags, sound, edition.StatesTotals);
            }

            wrong = reading switch
            {
                Reading.Refused { Reasons.Count: 0 } => "refused without a reason",
                Reading.Accepted when peeking is Peeking.Refused refused => $"accepted though it cannot be looked at: {refused.Reason}",
                Reading.Accepted when kept == Totals.Kept.Less => $"accepted with other totals: {change}",
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
        return new Outcome(edition.File.Name, name, seed, isAccepted, kept, took, allocated, wrong);
    }

    private void Print(ConcurrentBag<Outcome> outcomes, TimeSpan took)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{outcomes.Count:N0} damaged files in {took.TotalSeconds:N0} s; caps for each: {MillisecondsEach:N0} ms, {BytesEach:N0} bytes allocated"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"the slowest took {outcomes.Max(outcome => outcome.Took).TotalMilliseconds:N0} ms, the largest {outcomes.Max(outcome => outcome.Allocated):N0} bytes"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{outcomes.Count(outcome => outcome.IsAccepted):N0} accepted, {outcomes.Count(outcome => !outcome.IsAccepted):N0} refused, {outcomes.Count(outcome => outcome.Wrong is not null):N0} wrong"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"of those accepted, {outcomes.Count(outcome => outcome.IsAccepted && outcome.Kept == Totals.Kept.All):N0} with every total to the pound, {outcomes.Count(outcome => outcome.Kept == Totals.Kept.WithinRoundings):N0} within roundings, {outcomes.Count(outcome => outcome.Kept == Totals.Kept.WithinImputations):N0} within imputations of a copy without totals, {outcomes.Count(outcome => outcome.Kept == Totals.Kept.WithinUncounted):N0} without a row of a year whose councils are not counted yet"));
        foreach (var group in outcomes.GroupBy(outcome => (outcome.Edition, outcome.Mutation)).OrderBy(group => group.Key))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{group.Key.Edition}, {group.Key.Mutation}: {group.Count(outcome => outcome.IsAccepted)} accepted, {group.Count(outcome => !outcome.IsAccepted)} refused; at most {group.Max(outcome => outcome.Took).TotalMilliseconds:N0} ms, {group.Max(outcome => outcome.Allocated):N0} bytes"));
        }
    }

    /// <summary>A sound file, what it yields, and the ways to damage it.</summary>
    /// <param name="Source">Its source.</param>
    /// <param name="File">The file.</param>
    /// <param name="Sound">What it yields.</param>
    /// <param name="Mutations">The ways.</param>
    private sealed record Edition(
        PublishedSource Source, PublishedFile File, Reading.Accepted Sound, IReadOnlyList<(string Name, Func<byte[], PCG, byte[]> Of)> Mutations)
    {
        /// <summary>Whether its rows state total service expenditure.</summary>
        public bool StatesTotals { get; } = !Sound.Flags.Any(flag => flag.Kind == "total-derived");

        public static Edition Of(PublishedSource source, PublishedFile file) => new(
            source, file, source.Read(file, default).ShouldBeOfType<Reading.Accepted>(file.Name),
            [.. ByteMutations.All, .. Path.GetExtension(file.Name) switch
            {
                ".xlsx" or ".ods" => ArchiveMutations.All,
                ".csv" or ".json" => TextMutations.All,
                _ => [],
            }]);
    }

    private sealed record Outcome(string Edition, string Mutation, uint Seed, bool IsAccepted, Totals.Kept Kept, TimeSpan Took, long Allocated, string? Wrong);
}
