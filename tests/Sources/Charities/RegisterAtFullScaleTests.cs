using System.Diagnostics;
using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;

namespace BudgetWatch.Sources.Tests.Charities;

/// <summary>A register as large as the real one streams in bounded memory, and what was planted in it is counted.</summary>
public sealed class RegisterAtFullScaleTests(ITestOutputHelper output) : IDisposable
{
    private const int Charities = 400_000;

    /// <summary>All that the reading of four tables allocates, whether or not it is let go again: what is held at any time is less.</summary>
    private const long MostAllocated = 512L * 1024 * 1024;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budgetwatch-register-");

    [Fact]
    public void Four_hundred_thousand_charities_stream_in_under_512_megabytes_and_are_counted_as_planted()
    {
        var clock = Stopwatch.StartNew();
        var unpacked = MadeExtract.Tables.Sum(table => MadeExtract.OnDisk(Path(table), table, Charities));
        output.WriteLine(
            $"{unpacked:N0} bytes unpacked, {MadeExtract.Tables.Sum(table => new FileInfo(Path(table)).Length):N0} packed, written in {clock.Elapsed}"
        );
        unpacked.ShouldBeGreaterThan(1_100_000_000);

        clock.Restart();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var register = CharityRegister.Of(
            Read<CharityRecords>(MadeExtract.Charity),
            Read<CharityAreas>(MadeExtract.AreaOfOperation),
            Read<CharityThemes>(MadeExtract.Classification),
            Read<CharityIncomes>(MadeExtract.History)
        );
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"read in {clock.Elapsed}, {allocated:N0} bytes allocated");
        allocated.ShouldBeLessThan(MostAllocated);

        foreach (var day in (DateOnly[])[new(2010, 3, 31), new(2019, 3, 31), MadeExtract.Day])
        {
            Shown(register.ActiveOn(day)).ShouldBe(Shown(Planted(day)), day.ToString(CultureInfo.InvariantCulture));
        }

        var income = register.IncomeIn(new FinancialYear(2018));
        foreach (var (place, pounds) in PlantedIncome())
        {
            (income[new GssCode(place)].Pounds!.Value, income[new GssCode(place)].Stated).ShouldBe((pounds.Pounds, pounds.Stated), place);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    private string Path(string table) => System.IO.Path.Combine(folder.FullName, table + ".zip");

    private T Read<T>(string table)
        where T : EditionContent => Files.Accept<T>(PublishedFile.OnDisk(Path(table)));

    private static Dictionary<GssCode, int> Planted(DateOnly day)
    {
        var counts = MadeCharity.Authorities.Select(area => area.Code).Distinct().ToDictionary(code => new GssCode(code), _ => 0);
        for (var place = 0; place < Charities; place++)
        {
            var charity = MadeCharity.At(place);
            foreach (var code in charity.IsOnRegister(day) ? charity.CountedIn : [])
            {
                counts[new GssCode(code)]++;
            }
        }

        return counts;
    }

    /// <summary>Accounts end on 31 December, so those of 2018 end in 2018-19; every fifth charity states none.</summary>
    private static Dictionary<string, (decimal Pounds, int Stated)> PlantedIncome()
    {
        var sums = new Dictionary<string, (decimal Pounds, int Stated)>(StringComparer.Ordinal);
        for (var place = 0; place < Charities; place++)
        {
            var charity = MadeCharity.At(place);
            var counted = charity.IsOnRegister(new DateOnly(2019, 3, 31)) && charity.Number % 5 != 0 ? charity.CountedIn.ToList() : [];
            foreach (var code in counted)
            {
                var (pounds, stated) = sums.GetValueOrDefault(code);
                sums[code] = (pounds + ((decimal)(charity.Income + 2018) / counted.Count), stated + 1);
            }
        }

        return sums;
    }

    private static IEnumerable<string> Shown(IReadOnlyDictionary<GssCode, int> counts) =>
        counts.OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}"));
}
