using System.Globalization;
using System.Runtime.InteropServices;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Community;

namespace BudgetWatch.Sources.Charities;

/// <summary>publicextract.charity_classification: a row for each word a charity describes itself by. What it does (codes from 101) is kept.</summary>
internal sealed class ClassificationTable : ExtractTable
{
    private const int Taken = 0;
    private const int Number = 1;
    private const int Linked = 2;
    private const int Code = 3;

    /// <inheritdoc/>
    public override IReadOnlyList<ExtractField> Fields { get; } =
    [Extracted, new("organisation_number"), new("linked_charity_number"), new("classification_code")];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Signature { get; } = ["classification_code", "classification_type", "classification_description"];

    /// <inheritdoc/>
    public override EditionContent? Read(ExtractRows rows, ReadingOutcome outcome)
    {
        DateOnly? extracted = null;
        var themes = new Dictionary<int, int>();
        var tally = new Tally();
        while (!outcome.IsRefused && rows.NextRow())
        {
            TakeExtracted(rows, Taken, ref extracted, outcome);
            if (
                Required(rows, Number, outcome) is not { } number
                || Required(rows, Linked, outcome) != 0
                || Required(rows, Code, outcome) is not { } code
            )
            {
                continue;
            }

            if (code is >= CharityThemes.First and <= CharityThemes.Last)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(themes, number, out _) |= CharityThemes.Bit(code);
            }
            else if (code is not ((>= 201 and <= 207) or (>= 301 and <= 310)))
            {
                tally.Add(
                    "classification-not-known",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"rows have the classification {code}, which is not known; they are left out"
                    ),
                    rows.Address(Code)
                );
            }
        }

        if (rows.Fault is not null || outcome.IsRefused)
        {
            return null;
        }

        tally.Flag(outcome);
        int[] numbers = [.. themes.Keys];
        int[] masks = [.. themes.Values];
        Array.Sort(numbers, masks);
        return new CharityThemes(
            extracted,
            ImmutableCollectionsMarshal.AsImmutableArray(numbers),
            ImmutableCollectionsMarshal.AsImmutableArray(masks)
        );
    }
}
