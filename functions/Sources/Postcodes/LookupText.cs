using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Postcodes;

/// <summary>
/// The text of a list of postcodes: a file of its own, or the one such list in an archive. The ONS packs the Directory with lists of names, and
/// with the same list once more in parts (<c>multi_csv</c>).
/// </summary>
internal sealed class LookupText : IDisposable
{
    private const string Parts = "multi_csv";

    private readonly string file;
    private readonly TextArchive? archive;
    private readonly UnpackedEntry? entry;
    private readonly Stream bytes;

    private LookupText(PublishedFile file)
    {
        this.file = file.Name;
        bytes = file.OpenRead();
    }

    private LookupText(PublishedFile file, TextArchive archive, string name)
    {
        this.file = file.Name;
        this.archive = archive;
        entry = archive.Unpack(name);
        bytes = entry;
    }

    /// <summary>Why it could not be unpacked to its end; null where it could, or is no archive's.</summary>
    public Refusal? Fault => entry?.Fault is { } fault ? new Refusal(file, entry.Name, null, fault.Expected, fault.Found) : null;

    /// <summary>Its name in an archive; null of a file of its own.</summary>
    public string? Name => entry?.Name;

    /// <summary>Opens it; null with the reason.</summary>
    public static LookupText? Open(PublishedFile file, CancellationToken cancellation, out Refusal? reason)
    {
        reason = null;
        if (!TextArchive.IsOne(file))
        {
            return new LookupText(file);
        }

        if (TextArchive.Open(file, ReadingLimits.ArchivedText, out reason) is not { } archive)
        {
            return null;
        }

        var lists = archive.Names.Where(name => !IsPart(name) && IsList(file, archive, name, cancellation)).ToList();
        if (lists.Count == 1)
        {
            return new LookupText(file, archive, lists[0]);
        }

        archive.Dispose();
        reason = new Refusal(
            file.Name,
            null,
            null,
            "an archive of one list of postcodes",
            lists.Count == 0 ? "none" : $"{lists.Count}: {string.Join(", ", lists.Take(3))}"
        );
        return null;
    }

    /// <summary>Its characters: codes and dates are ASCII in whatever encoding names are.</summary>
    public TextReader Read() => TextDecoding.Western(bytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        bytes.Dispose();
        archive?.Dispose();
    }

    private static bool IsPart(string name) => name.Contains(Parts, StringComparison.OrdinalIgnoreCase);

    private static bool IsList(PublishedFile file, TextArchive archive, string name, CancellationToken cancellation)
    {
        using var text = archive.Unpack(name);
        using var rows = CsvCursor.Over(file.Name, text, cancellation);
        return rows.NextSheet() && rows.NextRow() && LookupColumns.AreIn(rows.FirstCells());
    }
}
