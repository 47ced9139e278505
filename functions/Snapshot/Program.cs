using System.Text;
using BudgetWatch.Snapshot;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;

if (args is not ([_] or [_, "--out", _]) || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine(
        "usage: dotnet run --project functions/Snapshot -- <folder of published files> [--out functions/Snapshot/data]"
    );
    return 2;
}

var folder = args[0];
var target = args.Length == 3 ? args[2] : Path.Combine("functions", "Snapshot", "data");
var accepted = new List<Edition>();
foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    var file = PublishedFile.OnDisk(path);
    if (FilePreview.At(file, CancellationToken.None) is not FilePreview.Seen seen || SourceCatalogue.Recognise(seen.File) is not { } source)
    {
        continue;
    }

    switch (source.Read(file, CancellationToken.None))
    {
        case Reading.Accepted reading:
            accepted.Add(new Edition(file, source, reading.Content));
            break;
        case Reading.Refused reading:
            Console.WriteLine($"refused  {reading.Reasons[0]}");
            break;
    }
}

Directory.CreateDirectory(target);
foreach (var stale in Directory.EnumerateFiles(target, "*.csv").Concat(Directory.EnumerateFiles(target, "*.csv.provenance.json")))
{
    File.Delete(stale);
}

var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
foreach (var edition in Edition.InForce(accepted))
{
    var extract = Extract.Of(edition);
    var written = encoding.GetBytes(Csv.Write(extract.Rows.Select(row => row.Cells)));

    // What was written must be read back by the same reader before it is kept.
    var reading = edition.Source.Read(new PublishedFile(edition.Name + ".csv", written), CancellationToken.None);
    if (reading is not Reading.Accepted again || again.Content.Slot != edition.Content.Slot)
    {
        Console.Error.WriteLine($"{edition.Name}.csv cannot be read back: {reading}");
        return 1;
    }

    await File.WriteAllBytesAsync(Path.Combine(target, edition.Name + ".csv"), written);
    await File.WriteAllTextAsync(
        Path.Combine(target, edition.Name + ".csv.provenance.json"),
        Provenance.Describe(edition, extract),
        encoding
    );
    Console.WriteLine($"written  {edition.Name}.csv {written.Length:N0} bytes, from {edition.File.Name}");
}

return 0;
