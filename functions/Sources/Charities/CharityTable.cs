using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;

namespace BudgetWatch.Sources.Charities;

/// <summary>
/// publicextract.charity: a row for each charity ever registered, linked ones too. Main charities are kept. One whose days of registration or
/// removal are not stated cannot be placed in time: it is left out and flagged.
/// </summary>
/// <param name="fewest">Fewer rows than this are a part of the register.</param>
internal sealed class CharityTable(int fewest) : ExtractTable
{
    private const int Taken = 0;
    private const int Number = 1;
    private const int Linked = 2;
    private const int Name = 3;
    private const int Status = 4;
    private const int Registration = 5;
    private const int Removal = 6;
    private const int Income = 7;
    private const int Expenditure = 8;
    private const int Pooled = 9;
    private const int WrittenTo = 10;

    /// <summary>No postcode is longer, whatever spaces are in it.</summary>
    private const int PostcodeText = 32;

    /// <inheritdoc/>
    public override IReadOnlyList<ExtractField> Fields { get; } =
    [
        Extracted,
        new("organisation_number"),
        new("linked_charity_number"),
        new("charity_name"),
        new("charity_registration_status"),
        new("date_of_registration"),
        new("date_of_removal"),
        new("latest_income"),
        new("latest_expenditure"),
        new("charity_is_cdf_or_cif"),
        new("charity_contact_postcode", IsOptional: true),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Signature { get; } =
    ["charity_registration_status", "date_of_registration", "charity_activities"];

    /// <inheritdoc/>
    public override EditionContent? Read(ExtractRows rows, ReadingOutcome outcome)
    {
        DateOnly? extracted = null;
        var charities = new List<Charity>();
        var tally = new Tally();
        while (!outcome.IsRefused && rows.NextRow())
        {
            TakeExtracted(rows, Taken, ref extracted, outcome);
            if (
                Required(rows, Number, outcome) is { } number
                && Required(rows, Linked, outcome) == 0
                && One(rows, number, tally, outcome) is { } charity
            )
            {
                charities.Add(charity);
            }
        }

        if (rows.Fault is not null || outcome.IsRefused)
        {
            return null;
        }

        charities.Sort((one, other) => one.Number.CompareTo(other.Number));
        for (var next = 1; next < charities.Count; next++)
        {
            if (charities[next].Number == charities[next - 1].Number)
            {
                outcome.Refuse(
                    rows.Here(
                        "each charity once",
                        string.Create(CultureInfo.InvariantCulture, $"organisation_number {charities[next].Number} again")
                    )
                );
            }
        }

        if (rows.Row < fewest)
        {
            outcome.Refuse(rows.Here($"at least {fewest:N0} charities", $"{rows.Row:N0}: a part of the register"));
        }

        tally.Flag(outcome);
        return new CharityRecords(
            extracted,
            Column(charities, charity => charity.Number),
            Column(charities, charity => charity.Registered),
            Column(charities, charity => charity.Removed),
            Column(charities, charity => (int)charity.Marks),
            Column(charities, charity => charity.Income),
            Column(charities, charity => charity.Postcode)
        );
    }

    private static Charity? One(ExtractRows rows, int number, Tally tally, ReadingOutcome outcome)
    {
        var isRegistered = rows.Text(Status).SequenceEqual("Registered"u8);
        if (!isRegistered && !rows.Text(Status).SequenceEqual("Removed"u8))
        {
            outcome.Refuse(rows.Here(Status, "Registered or Removed", rows.Shown(Status)));
            return null;
        }

        var registered = rows.Day(Registration, outcome);
        var removed = rows.Day(Removal, outcome);
        var income = rows.Pounds(Income, outcome);
        var spending = rows.Pounds(Expenditure, outcome);
        if (outcome.IsRefused)
        {
            return null;
        }

        if (registered is null || (!isRegistered && removed is null))
        {
            tally.Add(
                "charity-without-date",
                "charities do not say when they were registered or removed; they are left out",
                rows.Address(Registration)
            );
            return null;
        }

        if (isRegistered ? removed is not null : removed < registered)
        {
            tally.Add(
                "charity-dates-disagree",
                "charities were removed before they were registered, or are registered and removed; they are left out",
                rows.Address(Removal)
            );
            return null;
        }

        var marks =
            CharityNames.Marks(rows.Text(Name), income)
            | (income == 0 && spending == 0 ? CharityMarks.Dormant : CharityMarks.None)
            | (rows.IsSet(Pooled) ? CharityMarks.PooledFund : CharityMarks.None);
        return new Charity(
            number,
            registered.Value,
            removed ?? CharityRecords.Never,
            marks,
            Amounts.Whole(income, rows, Income, tally),
            PostcodeOf(rows)
        );
    }

    /// <summary>As charities write them: what is no postcode is as if it were not stated.</summary>
    private static long PostcodeOf(ExtractRows rows)
    {
        Span<char> letters = stackalloc char[PostcodeText];
        var text = rows.Text(WrittenTo);
        return text.Length <= letters.Length && Postcode.TryParse(letters[..Encoding.UTF8.GetChars(text, letters)], out var postcode)
            ? postcode.Packed
            : CharityRecords.NotKnownPostcode;
    }

    private static ImmutableArray<T> Column<T>(List<Charity> charities, Func<Charity, T> value)
    {
        var column = ImmutableArray.CreateBuilder<T>(charities.Count);
        foreach (var charity in charities)
        {
            column.Add(value(charity));
        }

        return column.MoveToImmutable();
    }

    private readonly record struct Charity(int Number, int Registered, int Removed, CharityMarks Marks, int Income, long Postcode);
}
