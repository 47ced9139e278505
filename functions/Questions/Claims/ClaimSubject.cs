using BudgetWatch.Domain;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Claims;

/// <summary>What a claim is about: one area, or a group of areas.</summary>
/// <param name="Area">The area, or null.</param>
/// <param name="Group">The group, where it is no area.</param>
public sealed record ClaimSubject(Area? Area, ClaimGroup? Group)
{
    /// <summary>The groups a claim can be about.</summary>
    public static readonly Parameter GroupAsked = new(
        "group",
        "The group of areas the claim is about: all of them, a fifth by deprivation, or the most deprived fifth less the least. This or area must be sent."
    )
    {
        Words = ClaimGroups.Words.Ids,
    };

    /// <summary>The area a claim can be about.</summary>
    public static readonly Parameter AreaAsked = QueryParameters.Area with
    {
        Of = "claim",
        Meaning =
            "The area the claim is about, by code: an upper-tier area, or any authority, present or abolished, that is part of one. This or group must be sent.",
    };

    /// <summary>In words, as the beginning of a sentence.</summary>
    public string Words =>
        Area?.Name
        ?? Group switch
        {
            ClaimGroup.England => "England",
            ClaimGroup.Fifth1 => "The most deprived fifth of areas",
            ClaimGroup.Fifth2 => "Fifth 2 of areas by deprivation",
            ClaimGroup.Fifth3 => "Fifth 3 of areas by deprivation",
            ClaimGroup.Fifth4 => "Fifth 4 of areas by deprivation",
            ClaimGroup.Fifth5 => "The least deprived fifth of areas",
            _ => "The most deprived fifth of areas, less the least deprived,",
        };

    /// <summary>Reads what a claim is about.</summary>
    public static Answered<ClaimSubject> Of(Parameters parameters, LoadedRelease release)
    {
        var (area, group) = (parameters.Find(AreaAsked), parameters.Find(GroupAsked));
        if (area is not null && group is not null)
        {
            return new QueryProblem(400, "Parameters exclude each other", "Give 'area' or 'group', not both.", "group", ["area", "group"]);
        }

        if (area is not null)
        {
            return release.Figures.Find(area) switch
            {
                null => AnswerAreas.NoSuchArea("area", area, GeographyKind.UpperTier),
                { SetAside: { } reason } => new QueryProblem(
                    400,
                    "Never ranked",
                    $"No claim about it can be checked: {reason}.",
                    "area",
                    null
                ),
                var found => new ClaimSubject(found, null),
            };
        }

        return group is null
                ? QueryProblem.Missing("area", ["a code of /api/v1/areas", .. GroupAsked.Words!.Select(each => $"or group={each}")])
            : GroupAsked.Refuse(group) is { } refused ? refused
            : new ClaimSubject(null, ClaimGroups.Words.Find(group));
    }

    /// <summary>Whether the answer for it depends on a choice at all.</summary>
    public bool DependsOn(string choice) =>
        choice switch
        {
            "imd" or "groups" or "weights" => Area is null && Group != ClaimGroup.England,
            "london" => Area is null,
            _ => true,
        };
}

/// <summary>A group of areas that a claim can be about.</summary>
public enum ClaimGroup
{
    /// <summary>All areas.</summary>
    England,

    /// <summary>The most deprived fifth.</summary>
    Fifth1,

    /// <summary>The second fifth.</summary>
    Fifth2,

    /// <summary>The third fifth.</summary>
    Fifth3,

    /// <summary>The fourth fifth.</summary>
    Fifth4,

    /// <summary>The least deprived fifth.</summary>
    Fifth5,

    /// <summary>The most deprived fifth less the least.</summary>
    Gap,
}

/// <summary>Names of the groups.</summary>
public static class ClaimGroups
{
    /// <summary>Their words in the API.</summary>
    public static readonly EnumNames<ClaimGroup> Words = new(
        (ClaimGroup.England, "england"),
        (ClaimGroup.Fifth1, "fifth-1"),
        (ClaimGroup.Fifth2, "fifth-2"),
        (ClaimGroup.Fifth3, "fifth-3"),
        (ClaimGroup.Fifth4, "fifth-4"),
        (ClaimGroup.Fifth5, "fifth-5"),
        (ClaimGroup.Gap, "gap")
    );

    /// <summary>The name in the API.</summary>
    public static string Id(this ClaimGroup group) => Words.Id(group);
}

/// <summary>Writes a group by its name.</summary>
internal sealed class GroupName() : NameConverter<ClaimGroup>(ClaimGroups.Words);

/// <summary>In what a claim is stated.</summary>
public enum ClaimUnit
{
    /// <summary>Per cent of the base year; of a gap, percentage points.</summary>
    Percent,

    /// <summary>Pounds per head, in the prices of the reading.</summary>
    Pounds,
}

/// <summary>Names of the units.</summary>
public static class ClaimUnits
{
    /// <summary>Their words in the API.</summary>
    public static readonly EnumNames<ClaimUnit> Words = new((ClaimUnit.Percent, "percent"), (ClaimUnit.Pounds, "pounds"));

    /// <summary>The name in the API.</summary>
    public static string Id(this ClaimUnit unit) => Words.Id(unit);
}
