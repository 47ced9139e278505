using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
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
    private const int MillisecondsEach = 60_000;

    /// <summary>The most is a row repeated to the limit: 50,000 rows of figures that a reader looks at and refuses.</summary>
    private const long BytesEach = 256L * 1024 * 1024;

    /// <summary>How many files are damaged unless <see cref="CountVariable"/> says so.</summary>
    private const int Usual = 20_000;

    private const string CountVariable = "BUDGETWATCH_MUTATIONS";

    /// <summary>The first seed: runs that do not overlap are told apart by it.</summary>
    private const string SeedVariable = "BUDGETWATCH_MUTATIONS_FROM";

    private static readonly PublishedSource Budgets = SourceCatalogue.Find("revenue-budgets")!;

    [Fact]
    public void Damaged_files_are_accepted_or_refused_and_none_with_a_total_changed()
    {
        var (first, count) = (Number(SeedVariable, 0), Number(CountVariable, Usual));
        var originals = Environment.GetEnvironmentVariable(CountVariable) is null ? [] : SoundFile.Originals();
        var clock = Stopwatch.StartNew();
        var outcomes = new ConcurrentBag<Outcome>();
        Parallel.For(
            first,
            first + count,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            seed => outcomes.Add(Try((uint)seed, originals))
        );

        Print(outcomes, clock.Elapsed);
        outcomes.Count.ShouldBe((int)count);
        outcomes
            .Where(outcome => outcome.Wrong is not null)
            .Select(outcome => outcome.ToString())
            .Order(StringComparer.Ordinal)
            .ShouldBeEmpty();

        // Damage that every reader refuses, or none, would show nothing.
        foreach (var budget in SoundFile.Budget)
        {
            outcomes.ShouldContain(outcome => outcome.File == budget.File.Name && outcome.IsAccepted);
            outcomes.ShouldContain(outcome => outcome.File == budget.File.Name && !outcome.IsAccepted);
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
        var followed = Enumerable
            .Range(4, sheet.Rows[4].Count - 4)
            .Where(column =>
                sheet.Rows[3][column] is not ("Archives" or "Development control" or "Parish Precepts" or "NET CURRENT EXPENDITURE")
            )
            .ToList();
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
                    Budgets
                        .Read(mutant.AsCsv(), default)
                        .ShouldBeOfType<Reading.Refused>($"row {row}, {sheet.Rows[3][column]}: {mutant.Rows[row - 1][column]}");
                }
            }
        }
    }

    [Fact]
    public void The_small_budgets_are_the_same_in_every_format()
    {
        foreach (var budget in SoundFile.Budget.Chunk(5))
        {
            var expected = Editions.Describe(budget[0].Sound!.Content);
            budget.ShouldAllBe(file => Editions.Describe(file.Sound!.Content).SequenceEqual(expected));
        }
    }

    private static long Number(string variable, long usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : usual;

    /// <summary>
    /// A file for each seed, the same whether or not the originals are here. Small ones most of the time: of a file of a few rows most
    /// damage meets something that is read.
    /// </summary>
    private static SoundFile Choose(PCG dice, IReadOnlyList<SoundFile> originals)
    {
        var files = dice.Below(100) switch
        {
            < 60 => SoundFile.Budget,
            < 82 => SoundFile.Others,
            < 98 => SoundFile.Snapshot,
            _ => originals.Count > 0 ? originals : SoundFile.Snapshot,
        };
        return files[dice.Below(files.Count)];
    }

    private static Outcome Try(uint seed, IReadOnlyList<SoundFile> originals)
    {
        var dice = new PCG(seed, 20_240_401);
        var file = Choose(dice, originals);
        var (name, times, mutant) = Damage(file, dice);

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        string? wrong = null;
        var isAccepted = false;
        var kept = Totals.Kept.All;
        try
        {
            var peeking = FilePreview.At(mutant, default);
            if (peeking is FilePreview.Seen seen)
            {
                _ = SourceCatalogue.Recognise(seen.File);
            }

            var reading = file.Source.Read(mutant, default);

            // What cannot be looked at is not read at all; a reader that is given it all the same must come to its end.
            isAccepted = reading is Reading.Accepted && peeking is FilePreview.Seen;
            string? change = null;
            if (reading is Reading.Accepted accepted && file.Sound is { } sound)
            {
                (kept, change) = Totals.Compare(sound.Content, sound.Flags, accepted, file.StatesTotals, times);
            }

            wrong = reading switch
            {
                Reading.Refused { Reasons.Count: 0 } => "refused without a reason",
                Reading.Refused refused when refused.Reasons[0].Expected == PublishedSource.FaultlessReading => refused.Reasons[0].Found,
                Reading.Accepted when isAccepted && kept == Totals.Kept.Less => $"accepted with other totals: {change}",
                _ => null,
            };
        }
        catch (Exception fault)
        {
            wrong = $"{fault.GetType().Name}: {fault.Message} {fault.StackTrace?.Split('\n')[0]}";
        }

        var took = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        wrong ??=
            took.TotalMilliseconds > MillisecondsEach ? $"took {took.TotalMilliseconds:N0} ms"
            : allocated > BytesEach ? $"allocated {allocated:N0} bytes"
            : null;
        return new Outcome(file.File.Name, name, seed, isAccepted, kept, took, allocated, wrong);
    }

    /// <summary>The file damaged once, and now and then in two ways.</summary>
    private static (string Name, int Times, PublishedFile Mutant) Damage(SoundFile file, PCG dice)
    {
        var (name, mutate) = file.Mutations[dice.Below(file.Mutations.Count)];
        var bytes = mutate(file.File.Bytes.ToArray(), dice);
        if (dice.Below(5) > 0 || bytes.Length == 0)
        {
            return (name, 1, file.File with { Bytes = bytes });
        }

        // Bytes alone: the second way must bear whatever the first has left.
        bytes = ByteMutations.All[dice.Below(ByteMutations.All.Count)].Of(bytes, dice);
        return ($"{name}, and bytes", 2, file.File with { Bytes = bytes });
    }

    private void Print(ConcurrentBag<Outcome> outcomes, TimeSpan took)
    {
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{outcomes.Count:N0} damaged files in {took.TotalSeconds:N0} s; caps for each: {MillisecondsEach:N0} ms, {BytesEach:N0} bytes allocated"
            )
        );
        output.WriteLine($"the slowest: {outcomes.MaxBy(outcome => outcome.Took)}");
        output.WriteLine($"the largest: {outcomes.MaxBy(outcome => outcome.Allocated)}");
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{outcomes.Count(outcome => outcome.IsAccepted):N0} accepted, {outcomes.Count(outcome => !outcome.IsAccepted):N0} refused, {outcomes.Count(outcome => outcome.Wrong is not null):N0} wrong"
            )
        );
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"of those accepted, {outcomes.Count(outcome => outcome.IsAccepted && outcome.Kept == Totals.Kept.All):N0} with every total to the pound, {outcomes.Count(outcome => outcome.Kept == Totals.Kept.WithinRoundings):N0} within roundings, {outcomes.Count(outcome => outcome.Kept == Totals.Kept.WithinImputations):N0} within imputations of a copy without totals, {outcomes.Count(outcome => outcome.Kept == Totals.Kept.WithinUncounted):N0} without a row of a year whose councils are not counted yet, {outcomes.Count(outcome => outcome.IsAccepted && outcome.Kept == Totals.Kept.WithinRows):N0} without rows that the gate must miss, {outcomes.Count(outcome => outcome.IsAccepted && outcome.Kept == Totals.Kept.OfAnotherYear):N0} of another year"
            )
        );
        foreach (var group in outcomes.GroupBy(outcome => (outcome.File, outcome.Mutation)).OrderBy(group => group.Key))
        {
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{group.Key.File}, {group.Key.Mutation}: {group.Count(outcome => outcome.IsAccepted)} accepted, {group.Count(outcome => !outcome.IsAccepted)} refused; at most {group.Max(outcome => outcome.Took).TotalMilliseconds:N0} ms, {group.Max(outcome => outcome.Allocated):N0} bytes"
                )
            );
        }
    }

    private sealed record Outcome(
        string File,
        string Mutation,
        uint Seed,
        bool IsAccepted,
        Totals.Kept Kept,
        TimeSpan Took,
        long Allocated,
        string? Wrong
    );
}
