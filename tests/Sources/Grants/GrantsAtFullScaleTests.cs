using System.Diagnostics;
using System.Globalization;
using System.Text;
using BudgetWatch.Domain.Community;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests.Grants;

/// <summary>A long list streams from disk in memory that does not grow with it, but for a few bytes for each identifier.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class GrantsAtFullScaleTests(ITestOutputHelper output) : IDisposable
{
    private const int Rows = 300_000;

    /// <summary>What may be held at any time: the pieces of text, the sums and eight bytes for an identifier in a table that doubles.</summary>
    private const long MostHeld = 32L * 1024 * 1024;

    private readonly string path = Path.GetTempFileName();

    [Fact]
    public void Three_hundred_thousand_grants_of_200_megabytes_are_counted_as_planted_and_never_held()
    {
        var expected = Write();
        var file = PublishedFile.OnDisk(path);
        file.Length.ShouldBeGreaterThan(150_000_000);
        var clock = Stopwatch.StartNew();
        var baseline = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        using var stop = new CancellationTokenSource();
        var watching = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - baseline);
                stop.Token.WaitHandle.WaitOne(200);
            }
        });
        watching.Start();
        var content = Files.Accept<YearlyGrants>(file);
        stop.Cancel();
        watching.Join();

        output.WriteLine($"{file.Length:N0} bytes read in {clock.Elapsed}, at most {most:N0} held");
        most.ShouldBeInRange(1, MostHeld);
        var found = new SortedDictionary<string, (int Grants, long Pence)>(StringComparer.Ordinal);
        for (var row = 0; row < content.Place.Length; row++)
        {
            found[$"{content.Places[content.Place[row]]} {content.Year[row]} {content.Publishers[content.Publisher[row]]}"] = (
                content.Grants[row],
                content.Pence[row]
            );
        }

        found.ShouldBe(expected);
        content.LeftOut.ShouldBe([new GrantsLeftOut(GrantsLeftOut.LicenceNotOpen, Rows / 10, Rows / 10 * 50m)]);
    }

    [Fact]
    public void More_rows_than_there_can_be_are_refused()
    {
        using (var text = new StreamWriter(path))
        {
            text.Write(MadeGrants.Text(MadeGrants.Older));
            for (var row = 1; row <= 5_000_000; row++)
            {
                text.Write(",\n");
            }

            text.Write("x\n");
        }

        Files.Refuse(PublishedFile.OnDisk(path)).Expected.ShouldBe("at most 5,000,000 rows on a sheet");
    }

    public void Dispose() => File.Delete(path);

    /// <summary>Every tenth is under a licence that is not taken; the others are spread over 20 districts, 12 years and 7 publishers.</summary>
    private SortedDictionary<string, (int Grants, long Pence)> Write()
    {
        var sums = new SortedDictionary<string, (int Grants, long Pence)>(StringComparer.Ordinal);
        using var text = new StreamWriter(path, append: false, new UTF8Encoding(true));
        text.Write(MadeGrants.Text(MadeGrants.Newer));
        var template = MadeGrants.Row(
            MadeGrants.Newer,
            MadeGrants
                .Sound("@id")
                .With("District", "@district")
                .With("Award Date", "@date")
                .With("Amount Awarded", "@amount")
                .With("Publisher", "@publisher")
                .With("Licence", "@licence")
                .With("Description", string.Concat(Enumerable.Repeat("A long description,\nof \"several\" lines. ", 10)))
        );
        for (var n = 0; n < Rows; n++)
        {
            var isOpen = n % 10 != 9;
            var (district, year, publisher) = (
                string.Create(CultureInfo.InvariantCulture, $"E06{1 + (n % 20):000000}"),
                2004 + (n % 12),
                $"Trust {n % 7}"
            );
            text.Write(
                new StringBuilder(template)
                    .Replace("@id", $"360G-made-{n}")
                    .Replace("@district", district)
                    .Replace("@date", string.Create(CultureInfo.InvariantCulture, $"{year}-07-15"))
                    .Replace("@amount", isOpen ? "12.34" : "50")
                    .Replace("@publisher", publisher)
                    .Replace("@licence", isOpen ? MadeGrants.CcBy : "https://creativecommons.org/licenses/by-sa/4.0/")
            );
            if (isOpen)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{district} {year} {publisher}");
                var (grants, pence) = sums.GetValueOrDefault(key);
                sums[key] = (grants + 1, pence + 1_234);
            }
        }

        return sums;
    }
}

/// <summary>Tests that count what the process holds.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
