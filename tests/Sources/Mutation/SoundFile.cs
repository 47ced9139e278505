using System.Globalization;
using System.Text.Json;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.Sources.Tests.Charities;
using BudgetWatch.Sources.Tests.Grants;
using BudgetWatch.Sources.Tests.Postcodes;
using BudgetWatch.Sources.Tests.Workbooks;
using CsCheck;

namespace BudgetWatch.Sources.Tests.Mutation;

/// <summary>A file to be damaged, what its reader makes of it whole, and the ways to damage it.</summary>
/// <param name="Source">Its source.</param>
/// <param name="File">The file.</param>
/// <param name="Whole">What came of reading it.</param>
/// <param name="Mutations">The ways.</param>
internal sealed record SoundFile(
    PublishedSource Source,
    PublishedFile File,
    Reading Whole,
    IReadOnlyList<(string Name, Func<byte[], PCG, byte[]> Of)> Mutations
)
{
    private const int Few = 40;

    /// <summary>Publishers' originals beyond this size are left to the tests at full scale: each would be read a thousand times over.</summary>
    private const int LargestOriginal = 3_000_000;

    private static readonly PublishedSource Budgets = SourceCatalogue.Find("revenue-budgets")!;

    /// <summary>What the whole file yields; null where it is refused, as a part of a list is.</summary>
    public Reading.Accepted? Sound => Whole as Reading.Accepted;

    /// <summary>Whether its rows state total service expenditure.</summary>
    public bool StatesTotals { get; } = Whole is Reading.Accepted sound && !sound.Flags.Any(flag => flag.Kind == "total-derived");

    /// <summary>Two small budgets, one of them with a council that did not file, in each format there is.</summary>
    public static IReadOnlyList<SoundFile> Budget { get; } =
    [.. OfEach("whole", SyntheticBudget.Sheet), .. OfEach("imputed", SyntheticImputation.Sheet)];

    /// <summary>The bundled snapshot.</summary>
    public static IReadOnlyList<SoundFile> Snapshot { get; } =
    [.. Directory.EnumerateFiles(SnapshotTests.Folder(), "*.csv").Order(StringComparer.Ordinal).Select(path => Recognised(path)!)];

    /// <summary>Of every other source and format a small file.</summary>
    public static IReadOnlyList<SoundFile> Others { get; } =
    [
        .. MadeExtract.Tables.Select(table => From(new CharityCommissionRegister(fewest: Few), MadeExtract.InMemory(table, Few))),
        From(
            SourceCatalogue.Find("grants")!,
            Tables.Text(
                MadeGrants.Text(MadeGrants.Older, Enumerable.Range(0, Few).Select(n => MadeGrants.Sound($"360G-{n}"))),
                "grants.csv"
            )
        ),
        From(
            new PostcodeLookup(fewest: MadeLookup.Few.Count),
            new PublishedFile("postcodes.csv", MadeLookup.Csv(MadeLookup.Directory, MadeLookup.Few))
        ),
        From(
            new PostcodeLookup(fewest: MadeLookup.Few.Count),
            new PublishedFile("postcodes.zip", MadeLookup.Zip(("Data/list.csv", MadeLookup.Csv(MadeLookup.BestFit, MadeLookup.Few))))
        ),
        From(SourceCatalogue.Find("revenue-outturn-time-series")!, Sheet.AsXlsx("series.xlsx", SyntheticTimeSeries.Sheet())),
        .. new[] { "gdp-deflators.csv", "indices-of-deprivation-2019-lower-tier.csv", "population-estimates-mid-2019.csv" }.SelectMany(
            InWorkbooks
        ),
    ];

    /// <summary>The publishers' originals, where they are.</summary>
    public static IReadOnlyList<SoundFile> Originals() =>
        PublishedFiles.ArePresent
            ? [.. PublishedFiles.All().Where(path => new FileInfo(path).Length <= LargestOriginal).Select(Recognised).OfType<SoundFile>()]
            : [];

    private static IEnumerable<SoundFile> OfEach(string name, Sheet sheet) =>
        [
            From(Budgets, OldWorkbook.AsXls($"{name}.xls", sheet)),
            From(Budgets, Sheet.AsXlsx($"{name}.xlsx", sheet)),
            From(Budgets, OpenDocument.AsOds($"{name}.ods", sheet)),
            From(Budgets, sheet.AsCsv($"{name}.csv")),
            From(Budgets, AsJson($"{name}.json", sheet)),
        ];

    private static IEnumerable<SoundFile> InWorkbooks(string name)
    {
        var snapshot = Recognised(Path.Combine(SnapshotTests.Folder(), name))!;
        var sheet = new Sheet("IMD", [.. Tables.Rows(snapshot.File).Select(row => (IReadOnlyList<object?>)[.. row.Select(AsStored)])]);
        return
        [
            From(snapshot.Source, OldWorkbook.AsXls($"{name}.xls", sheet)),
            From(snapshot.Source, Sheet.AsXlsx($"{name}.xlsx", sheet)),
            From(snapshot.Source, OpenDocument.AsOds($"{name}.ods", sheet)),
        ];
    }

    private static object? AsStored(string cell) =>
        cell.Length == 0 ? null
        : int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : cell;

    private static SoundFile? Recognised(string path)
    {
        var file = new PublishedFile(Path.GetFileName(path), System.IO.File.ReadAllBytes(path));
        return Files.Recognise(file) is { } source ? From(source, file) : null;
    }

    private static SoundFile From(PublishedSource source, PublishedFile file) =>
        new(
            source,
            file,
            source.Read(file, default),
            [
                .. ByteMutations.All,
                .. Path.GetExtension(file.Name).ToUpperInvariant() switch
                {
                    ".XLSX" or ".ODS" or ".ZIP" => ArchiveMutations.All,
                    ".CSV" => TextMutations.All.Concat(ContentMutations.OfText).Concat(ContentMutations.OfCsv),
                    ".JSON" => TextMutations.All.Concat(ContentMutations.OfText).Concat(ContentMutations.OfJson),
                    ".XLS" => ContentMutations.OfOldWorkbooks,
                    _ => [],
                },
            ]
        );

    /// <summary>The budget's rows below its headings as objects, its title as a member.</summary>
    private static PublishedFile AsJson(string name, Sheet sheet)
    {
        var headings = sheet.Rows[SyntheticBudget.HeadingRow - 1];
        var document = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [(string)sheet.Rows[0][0]!] = null,
            [(string)sheet.Rows[1][0]!] = null,
            ["rows"] = sheet
                .Rows.Skip(SyntheticBudget.HeadingRow)
                .Where(row => row.Count == headings.Count)
                .Select(row =>
                    headings
                        .Zip(row)
                        .Where(cell => cell.Second is not null)
                        .ToDictionary(cell => (string)cell.First!, cell => cell.Second, StringComparer.Ordinal)
                ),
        };
        return new PublishedFile(name, JsonSerializer.SerializeToUtf8Bytes(document));
    }
}
