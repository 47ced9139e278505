using BudgetWatch.Sources.Charities;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// The Charity Commission's daily public extract: four zip archives of a table each, and each an edition of a slot of its own. Tables are joined
/// when a release is made, so that a refused one leaves the one in force before it, as with any source.
/// </summary>
/// <param name="fewest">How many charities the table of charities must have.</param>
internal sealed class CharityCommissionRegister(int fewest) : PublishedSource
{
    /// <summary>More than 380,000 have ever been registered.</summary>
    private const int FewestCharities = 300_000;

    private readonly ExtractTable[] tables =
    [
        new CharityTable(fewest),
        new AreaTable(),
        new ClassificationTable(),
        new ReturnHistoryTable(),
    ];

    /// <summary>The whole register.</summary>
    public CharityCommissionRegister()
        : this(FewestCharities) { }

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "charity-register",
            new InputKind("charities"),
            "Register of charities for England and Wales: public extract",
            "Charity Commission for England and Wales",
            "Open Government Licence v3.0",
            "Contains information from the Charity Commission for England and Wales licensed under the Open Government Licence v3.0.",
            "Daily",
            new Uri("https://register-of-charities.charitycommission.gov.uk/register/full-register-download"),
            ReaderVersion: 2
        )
        {
            LargestFile = ExtractLimits.ArchiveBytes,
        };

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Format == FileFormat.ZippedJson && file.Sheets.Any(sheet => sheet.Rows.Count > 0 && TableOf(sheet.Rows[0]) is not null);

    /// <inheritdoc/>
    protected override Reading ReadWhole(PublishedFile file, CancellationToken cancellation)
    {
        var outcome = new ReadingOutcome();
        if (FirstFields(file, cancellation, out var reason) is not { } names)
        {
            return new Reading.Refused([reason!]);
        }

        if (TableOf(names) is not { } table)
        {
            return new Reading.Refused([
                new Refusal(file.Name, null, "row 1", "a table of the register's extract", $"one of {string.Join(", ", names.Take(12))}"),
            ]);
        }

        using var rows = ExtractRows.Open(file, table.Fields, cancellation, out reason);
        if (rows is null)
        {
            return new Reading.Refused([reason!]);
        }

        var content = table.Read(rows, outcome);
        return (rows.Fault is { } fault ? new Reading.Refused([fault]) : outcome.Conclude(content)) with { Cells = rows.Cells };
    }

    /// <summary>The fields of the first row; null with the reason.</summary>
    private static IReadOnlyList<string>? FirstFields(PublishedFile file, CancellationToken cancellation, out Refusal? reason)
    {
        using var rows = ExtractRows.Open(file, [], cancellation, out reason);
        if (rows is null)
        {
            return null;
        }

        if (!rows.NextRow())
        {
            reason = rows.Fault ?? rows.Here("at least one row", "none");
            return null;
        }

        return rows.Names;
    }

    private ExtractTable? TableOf(IReadOnlyList<string> names) => Array.Find(tables, table => table.IsOf(names));
}
