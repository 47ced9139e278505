using System.Collections.Immutable;

namespace BudgetWatch.Domain.Community;

/// <summary>What charities do, by the register's classification.</summary>
/// <param name="Extracted">The day of the extract; null where it does not say.</param>
/// <param name="Numbers">Organisation numbers, ascending, each once.</param>
/// <param name="Themes">For each its themes: bit 0 is code 101, General Charitable Purposes, and so on to 117.</param>
public sealed record CharityThemes(DateOnly? Extracted, ImmutableArray<int> Numbers, ImmutableArray<int> Themes) : EditionContent
{
    /// <summary>The first code of a theme.</summary>
    public const int First = 101;

    /// <summary>The last.</summary>
    public const int Last = 117;

    /// <summary>Education and training.</summary>
    public const int Education = 102;

    /// <summary>Religious activities.</summary>
    public const int Religion = 108;

    /// <inheritdoc/>
    public override string Slot => "classification";

    /// <inheritdoc/>
    public override int Precedence => Extracted?.DayNumber ?? 0;

    /// <summary>The bit of a theme's code.</summary>
    public static int Bit(int code) => 1 << (code - First);
}
