using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests;

public class RecognitionTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_published_file_is_looked_at_in_seconds_and_belongs_to_at_most_one_source()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var path in PublishedFiles.All())
        {
            var before = clock.ElapsedMilliseconds;
            var file = new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path));
            var peeking = FilePreview.At(file, CancellationToken.None);
            var took = clock.ElapsedMilliseconds - before;
            if (peeking is FilePreview.Seen seen)
            {
                var ids = SourceCatalogue
                    .All.Where(source => source.Recognises(seen.File))
                    .Select(source => source.Description.Id)
                    .ToList();
                output.WriteLine($"{took, 5} {file.Name}: {string.Join(",", ids)}");
                if (ids.Count == 1)
                {
                    var reading = SourceCatalogue.Find(ids[0])!.Read(file, CancellationToken.None);
                    output.WriteLine(
                        $"      read {clock.ElapsedMilliseconds - before - took} ms: "
                            + reading switch
                            {
                                Reading.Accepted a => a.Content.GetType().Name
                                    + " "
                                    + a.Content.Slot
                                    + " flags: "
                                    + string.Join("\n          ", a.Flags),
                                Reading.Refused r => "REFUSED " + string.Join("\n          ", r.Reasons),
                                _ => "",
                            }
                    );
                }

                ids.Count.ShouldBeLessThanOrEqualTo(1);
            }
            else
            {
                output.WriteLine($"{took, 5} {((FilePreview.Refused)peeking).Reason}");
            }
        }

        output.WriteLine($"{clock.ElapsedMilliseconds} ms");
    }
}
