using System.Globalization;
using BudgetWatch.Domain.Geography;

namespace BudgetWatch.Domain.Cuts;

/// <summary>Why an answer leaves an area out. Each reason is put into words here and nowhere else.</summary>
/// <param name="Because">Why, without a full stop; where figures are missing, what comes before their list.</param>
public sealed record ExclusionReason(string Because)
{
    /// <summary>An area has no percentage: there was nothing to take a share of.</summary>
    public static readonly ExclusionReason NoPercentage = new(Flag.BaseNotPositive);

    /// <summary>An area is not among those that a question is about.</summary>
    public static readonly ExclusionReason NotAsked = new("it takes no part in this question");

    /// <summary>An area is in London, and the question is about England without it.</summary>
    public static readonly ExclusionReason InLondon = new("in London, which the question leaves out");

    /// <summary>The area, where the whole text begins with its name; null where it does not.</summary>
    public string? Area { get; init; }

    /// <summary>The figures that are missing, such as <c>E0934 cultural</c>; empty for any other reason.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>An area is reported and never ranked.</summary>
    /// <param name="area">An area that is set aside: releases store why, with its name before it.</param>
    public static ExclusionReason NeverRanked(Area area)
    {
        var (stated, opening) = (area.SetAside!, area.Name + ": ");
        return stated.StartsWith(opening, StringComparison.Ordinal)
            ? new ExclusionReason(stated[opening.Length..]) { Area = area.Name }
            : new ExclusionReason(stated);
    }

    /// <summary>An area has no score in a vintage of the Indices of Deprivation.</summary>
    public static ExclusionReason NoScore(int imd) =>
        new(string.Create(CultureInfo.InvariantCulture, $"no score in the Indices of Deprivation {imd}"));

    /// <summary>An area has no figure at one end of a comparison.</summary>
    public static ExclusionReason NoFigure(string end) => new($"no figure for {end}");

    /// <summary>A line does not exist for an area at one end of a comparison.</summary>
    public static ExclusionReason NoSuchLine(string end) => new($"the line does not exist for it in {end}");

    /// <summary>Authorities of an area did not file, or left cells empty.</summary>
    public static ExclusionReason FiguresMissing(string end, IReadOnlyList<string> missing) =>
        new($"missing in {end}: ") { Missing = missing };

    /// <summary>An area's residents of a year are not known.</summary>
    public static ExclusionReason NoPopulation(FinancialYear year) => new($"no population estimate for {year}");

    /// <summary>A year has no deflator.</summary>
    public static ExclusionReason NoDeflator(FinancialYear year) => new($"no deflator for {year}");

    /// <summary>An authority ended between two years.</summary>
    /// <param name="from">The year in which it filed.</param>
    /// <param name="to">The year in which it did no longer.</param>
    /// <param name="successors">What it is in now, from the colon on; may be empty.</param>
    public static ExclusionReason Ended(FinancialYear from, FinancialYear to, string successors) =>
        new($"reorganised: it filed in {from} and no longer in {to}{successors}");

    /// <summary>An authority began between two years.</summary>
    /// <param name="from">The year in which it did not file yet.</param>
    /// <param name="to">The year in which it did.</param>
    /// <param name="predecessors">What it was before, from the colon on; may be empty.</param>
    public static ExclusionReason Began(FinancialYear from, FinancialYear to, string predecessors) =>
        new($"reorganised: it filed in {to} and not yet in {from}{predecessors}");

    /// <summary>An authority is none of those that filed in either year.</summary>
    public static ExclusionReason NotFiled(FinancialYear from, FinancialYear to) => new($"it filed neither in {from} nor in {to}");

    /// <summary>An area lacks components of community capacity.</summary>
    public static ExclusionReason NoCapacity(IReadOnlyList<string> components) => new("no figure of capacity: ") { Missing = components };

    /// <summary>An area lacks what areas are likened by.</summary>
    public static ExclusionReason NoTraits(FinancialYear year) => new($"no figure, residents or score to compare it by in {year}");

    /// <summary>A comparison would mislead, for every area.</summary>
    public static ExclusionReason NotComparable(ComparabilityRefusal refusal) => new(refusal.Reason);

    /// <summary>Of a named area, without naming it and without a full stop, with some of what is missing.</summary>
    /// <param name="most">How many missing figures are named; one more is named too, rather than said to be one more.</param>
    public string Brief(int most) =>
        Missing.Count <= most + 1
            ? Because.TrimEnd('.') + string.Join(", ", Missing)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Because}{string.Join(", ", Missing.Take(most))} and {Missing.Count - most} more"
            );

    /// <summary>The reason with the name of its area before it, once.</summary>
    public string About(string name) => Area is null ? $"{name}: {this}" : ToString();

    /// <summary>The reason as answers state it.</summary>
    public override string ToString() => $"{(Area is null ? "" : $"{Area}: ")}{Because}{string.Join(", ", Missing)}";
}
