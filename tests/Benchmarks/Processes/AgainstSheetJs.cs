using System.Text.Json;
using BudgetWatch.TestKit;

namespace BudgetWatch.Benchmarks.Processes;

/// <summary>
/// Every workbook and CSV of the published revenue folder, by BudgetWatch to observations and by SheetJS to rows of cells: processes from start
/// to end, in turn. Files that no source reads (RO2, RO3) are left out: BudgetWatch would only glance at them.
/// </summary>
internal static class AgainstSheetJs
{
    public const string Command = "against-sheetjs";

    private const int Rounds = 5;

    private static readonly string[] Extensions = [".xls", ".xlsx", ".ods", ".csv"];

    public static void Run()
    {
        SheetJs.Restore();
        var all = Directory
            .EnumerateFiles(PublishedFiles.PathOf("revenue"), "*", SearchOption.AllDirectories)
            .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        var first = MeasuredProcess.RunOurs([ReadingFiles.FromMemory, .. all]).Said;
        var sheets = first.GetProperty("sheets").Deserialize<Dictionary<string, string>>()!;
        List<string> files = [.. all.Where(sheets.ContainsKey)];

        List<MeasuredProcess> ours = [],
            theirs = [],
            theirsOneSheet = [];
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(MeasuredProcess.RunOurs([ReadingFiles.FromMemory, .. files]));
            theirs.Add(SheetJs.Read(files));
            theirsOneSheet.Add(SheetJs.ReadOneSheetOfEach(sheets));
        }

        Console.WriteLine(
            $"{files.Count} files, {files.Sum(path => new FileInfo(path).Length) / 1048576.0:F1} MB, {first.GetProperty("observations")} observations; "
                + $"{all.Count - files.Count} files of no source left out; {Rounds} rounds each, in turn; medians"
        );
        Console.WriteLine();
        Console.WriteLine("| | time | times ours | of processors | times ours | peak memory | times ours |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        var baseline = Medians.Of(ours);
        Print("BudgetWatch, to observations", baseline, baseline);
        Print("SheetJS, every sheet", Medians.Of(theirs), baseline);
        Print("SheetJS, told which sheet BudgetWatch reads", Medians.Of(theirsOneSheet), baseline);
    }

    private static void Print(string what, Medians medians, Medians ours) =>
        Console.WriteLine(
            $"| {what} | {medians.Milliseconds / 1000:F2} s | {medians.Milliseconds / ours.Milliseconds:F1} "
                + $"| {medians.ProcessorMilliseconds / 1000:F2} s | {medians.ProcessorMilliseconds / ours.ProcessorMilliseconds:F1} "
                + $"| {medians.Megabytes:F0} MB | {medians.Megabytes / ours.Megabytes:F1} |"
        );
}
