using System.Diagnostics;
using System.IO.Compression;
using BudgetWatch.Domain.Community;

namespace BudgetWatch.Sources.Tests.Postcodes;

/// <summary>A list as long as the real one streams from disk in bounded memory, and every postcode has the district that was planted.</summary>
public sealed class LookupAtFullScaleTests(ITestOutputHelper output) : IDisposable
{
    private const int Postcodes = 2_600_000;

    /// <summary>All that reading allocates, whether or not it is let go again: a number of eight bytes for each row, as the list of them grows.</summary>
    private const long MostAllocated = 96L * 1024 * 1024;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budgetwatch-postcodes-");

    [Fact]
    public void Two_million_six_hundred_thousand_postcodes_stream_in_under_96_megabytes()
    {
        var clock = Stopwatch.StartNew();
        var (text, zip) = (Path.Combine(folder.FullName, "lookup.csv"), Path.Combine(folder.FullName, "lookup.zip"));
        using (var stream = File.Create(text))
        {
            MadeLookup.Write(stream, MadeLookup.BestFit, MadePostcode.Many(Postcodes));
        }

        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(text, "Data/lookup.csv", CompressionLevel.Fastest);
        }

        output.WriteLine($"{new FileInfo(text).Length:N0} bytes, {new FileInfo(zip).Length:N0} packed, written in {clock.Elapsed}");
        new FileInfo(text).Length.ShouldBeGreaterThan(300_000_000);
        foreach (var path in (string[])[text, zip])
        {
            clock.Restart();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var districts = Files.Accept<PostcodeDistricts>(PublishedFile.OnDisk(path));
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            output.WriteLine($"read in {clock.Elapsed}, {allocated:N0} bytes allocated, {districts.Firsts.Length:N0} runs");
            allocated.ShouldBeLessThan(MostAllocated);
            districts.Firsts.Length.ShouldBeLessThan(Postcodes / 20);
            for (var place = 0; place < Postcodes - 1; place += 13)
            {
                var planted = MadePostcode.At(place, Postcodes);
                districts.DistrictOf(planted.Text)?.Value.ShouldBe(planted.District);
                (districts.DistrictOf(planted.Text) is null).ShouldBe(!planted.District.StartsWith('E'), planted.Text);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);
}
