using System.Collections.Frozen;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Geography;

/// <summary>What the published lookups get wrong, leave out, or cannot know: data, with a reason each (methodology 2).</summary>
public static class KnownGeography
{
    /// <summary>Codes that name a shape another code names in April 2023: the shape did not change, so the series does not break.</summary>
    public static readonly IReadOnlyList<CodeChange> CodeChanges =
    [
        new(new("E08000020"), new("E08000037"), "Gateshead: boundary with Northumberland realigned, 2013; no residents moved"),
        new(new("E06000048"), new("E06000057"), "Northumberland: boundary with Gateshead realigned, 2013; no residents moved"),
        new(new("E07000100"), new("E07000240"), "St Albans: boundary with Welwyn Hatfield realigned, 2012-13"),
        new(new("E07000104"), new("E07000241"), "Welwyn Hatfield: boundary with St Albans realigned, 2012-13"),
        new(new("E07000097"), new("E07000242"), "East Hertfordshire: boundary with Stevenage realigned, 2013"),
        new(new("E07000101"), new("E07000243"), "Stevenage: boundary with East Hertfordshire realigned, 2013"),
        new(new("E08000038"), new("E08000016"), "Barnsley: code changed again after April 2023; the map here is April 2023"),
        new(new("E08000039"), new("E08000019"), "Sheffield: code changed again after April 2023; the map here is April 2023"),
    ];

    /// <summary>Counties that a reorganisation split: their parts are one area, because earlier figures cannot be split.</summary>
    public static readonly IReadOnlyList<MergedArea> MergedAreas =
    [
        new(
            new("X-DORSET"),
            "Dorset with Bournemouth, Christchurch and Poole",
            [new("E06000058"), new("E06000059")],
            "Christchurch left Dorset for Bournemouth and Poole in 2019; the county's spending before cannot be divided"
        ),
        new(
            new("X-NORTHAMPTONSHIRE"),
            "Northamptonshire (North and West)",
            [new("E06000061"), new("E06000062")],
            "Northamptonshire was split in two in 2021; the county's spending before cannot be divided"
        ),
        new(
            new("X-CUMBRIA"),
            "Cumbria (Cumberland; Westmorland and Furness)",
            [new("E06000063"), new("E06000064")],
            "Cumbria was split in two in 2023; the county's spending before cannot be divided"
        ),
    ];

    /// <summary>Areas that are reported and never ranked.</summary>
    public static readonly IReadOnlyList<AreaSetAside> SetAside =
    [
        new(new("E09000001"), "City of London: about 9,000 residents and half a million workers, so a figure per resident says nothing"),
        new(
            new("E06000053"),
            "Isles of Scilly: about 2,200 residents and services no other council runs, so a figure per resident says nothing"
        ),
    ];

    /// <summary>Districts that came and went within one area, of which the lookups do not say what they were made of.</summary>
    public static readonly IReadOnlyList<ShortLivedDistrict> ShortLived =
    [
        new(
            new("E07000246"),
            [new("E07000190"), new("E07000191")],
            "Somerset West and Taunton: made of Taunton Deane and West Somerset in 2019, part of Somerset from 2023"
        ),
    ];

    private static readonly FrozenDictionary<GssCode, GssCode> Present = CodeChanges.ToFrozenDictionary(
        change => change.Code,
        change => change.AsOfApril2023
    );

    /// <summary>The April 2023 code of the same shape; the code itself where it never changed.</summary>
    public static GssCode AsOfApril2023(GssCode code) => Present.GetValueOrDefault(code, code);
}

/// <summary>Two codes for one shape.</summary>
/// <param name="Code">The other code.</param>
/// <param name="AsOfApril2023">The code in April 2023.</param>
/// <param name="Reason">What happened.</param>
public sealed record CodeChange(GssCode Code, GssCode AsOfApril2023, string Reason);

/// <summary>Present authorities kept as one area.</summary>
/// <param name="Code">The code of the area.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parts">The present authorities.</param>
/// <param name="Reason">Why.</param>
public sealed record MergedArea(AreaCode Code, string Name, IReadOnlyList<GssCode> Parts, string Reason);

/// <summary>An area that is never ranked.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Reason">Why.</param>
public sealed record AreaSetAside(AreaCode Code, string Reason);

/// <summary>A district that was made of others and is no more.</summary>
/// <param name="Code">Its code.</param>
/// <param name="MadeOf">The districts it was made of.</param>
/// <param name="Reason">What happened.</param>
public sealed record ShortLivedDistrict(GssCode Code, IReadOnlyList<GssCode> MadeOf, string Reason);
