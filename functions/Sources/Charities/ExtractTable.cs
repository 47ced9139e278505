using BudgetWatch.Domain;

namespace BudgetWatch.Sources.Charities;

/// <summary>One table of the register's extract.</summary>
internal abstract class ExtractTable
{
    /// <summary>Every table says on each row when it was taken; the publisher's list of fields does not name it.</summary>
    protected static readonly ExtractField Extracted = new("date_of_extract", IsOptional: true);

    /// <summary>The fields that are read; where one stands here is its number to <see cref="ExtractRows"/>.</summary>
    public abstract IReadOnlyList<ExtractField> Fields { get; }

    /// <summary>The fields it is recognised by: any one of them, which no other table has. So one renamed field does not hide it.</summary>
    public abstract IReadOnlyList<string> Signature { get; }

    /// <summary>Whether a table with these fields is this one.</summary>
    public bool IsOf(IReadOnlyList<string> names) =>
        names.Contains("organisation_number", StringComparer.Ordinal)
        && Signature.Any(name => names.Contains(name, StringComparer.Ordinal));

    /// <summary>Reads every row; null only with a reason.</summary>
    public abstract EditionContent? Read(ExtractRows rows, ReadingOutcome outcome);

    /// <summary>A number that must be there.</summary>
    protected static int? Required(ExtractRows rows, int field, ReadingOutcome outcome)
    {
        var number = rows.Whole(field, outcome);
        if (number is null && !outcome.IsRefused)
        {
            outcome.Refuse(rows.Here(field, "a whole number", rows.Shown(field)));
        }

        return number;
    }

    /// <summary>The day of the extract, from the first row.</summary>
    protected static void TakeExtracted(ExtractRows rows, int field, ref DateOnly? extracted, ReadingOutcome outcome)
    {
        if (rows.Row == 1 && rows.Day(field, outcome) is { } day)
        {
            extracted = DateOnly.FromDayNumber(day);
        }
    }
}
