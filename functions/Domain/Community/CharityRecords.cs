using System.Collections.Immutable;

namespace BudgetWatch.Domain.Community;

/// <summary>
/// The register's charities, main ones only, by columns of equal length in the order of their numbers: half a million objects would cost what
/// ten columns do not.
/// </summary>
/// <param name="Extracted">The day of the extract; null where it does not say.</param>
/// <param name="Numbers">Organisation numbers, ascending, each once.</param>
/// <param name="Registered">Days of registration, as <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="Removed">Days of removal; <see cref="Never"/> for those on the register.</param>
/// <param name="Marks">What each is marked as, <see cref="CharityMarks"/>.</param>
/// <param name="LatestIncome">Gross income of the latest accounts, pounds; <see cref="NotKnown"/> where none is stated.</param>
/// <param name="Postcodes">
/// Postcodes of where each is written to, as <see cref="Codes.Postcode.Packed"/>; <see cref="NotKnownPostcode"/> where none is stated that can be read.
/// </param>
public sealed record CharityRecords(
    DateOnly? Extracted,
    ImmutableArray<int> Numbers,
    ImmutableArray<int> Registered,
    ImmutableArray<int> Removed,
    ImmutableArray<int> Marks,
    ImmutableArray<int> LatestIncome,
    ImmutableArray<long> Postcodes
) : EditionContent
{
    /// <summary>Stands for the day of something that did not happen.</summary>
    public const int Never = int.MaxValue;

    /// <summary>Stands for pounds that are not stated; never 0.</summary>
    public const int NotKnown = int.MinValue;

    /// <summary>Stands for a postcode that is not stated, or is none.</summary>
    public const long NotKnownPostcode = -1;

    /// <inheritdoc/>
    public override string Slot => "charity";

    /// <inheritdoc/>
    public override int Precedence => Extracted?.DayNumber ?? 0;
}
