using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Specifications;

/// <summary>Answer of <c>/specifications</c>: one question calculated in every defensible way.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The scope whose curve it is, and the choices it is narrowed to.</param>
/// <param name="Sentence">What the curve says, in words that can be quoted.</param>
/// <param name="Curve">How the statistics lie over the specifications; null where no specification has these choices.</param>
/// <param name="Headline">The published answer; null where it is not among these.</param>
/// <param name="Choices">Every choice that was made, and the ways it was made.</param>
/// <param name="Specifications">The specifications of this page, from the lowest slope to the highest.</param>
/// <param name="Page">Which page this is.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record SpecificationsAnswer(
    ReleaseReference Release,
    SpecificationsQueryAnswer Query,
    string Sentence,
    SpecificationCurve? Curve,
    SpecificationAnswer? Headline,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Choices,
    IReadOnlyList<SpecificationAnswer> Specifications,
    PageAnswer Page,
    CurveUnitsAnswer Units,
    IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution
);

/// <summary>The question of a curve as it was understood: a choice that is null is made every way.</summary>
/// <param name="Scope">The scope whose curve it is.</param>
/// <param name="Return">budget or outturn.</param>
/// <param name="From">The base year.</param>
/// <param name="To">The end year.</param>
/// <param name="Measure">In what it is stated.</param>
/// <param name="Imd">Vintage of the Indices of Deprivation.</param>
/// <param name="London">included or excluded.</param>
/// <param name="Groups">areas or people.</param>
/// <param name="Weights">residents or equal.</param>
/// <param name="Population">newest or before-census.</param>
public sealed record SpecificationsQueryAnswer(
    Scope Scope,
    string? Return,
    string? From,
    string? To,
    string? Measure,
    string? Imd,
    string? London,
    string? Groups,
    string? Weights,
    string? Population
);

/// <summary>One specification.</summary>
/// <param name="Rank">Its place among all of the curve as narrowed, from the lowest slope; 1 is the lowest.</param>
/// <param name="Query">Its choices.</param>
/// <param name="Areas">How many areas took part.</param>
/// <param name="Sii">Slope index of the change in per cent, with its interval.</param>
/// <param name="Gap">Change of the most deprived fifth less that of the least, with its interval.</param>
/// <param name="Flags">Words the notes spell out: the breaks it crosses and what else a reader must know.</param>
/// <param name="Href">The address of this one question.</param>
public sealed record SpecificationAnswer(
    int Rank,
    QueryAnswer Query,
    int Areas,
    IntervalAnswer Sii,
    IntervalAnswer Gap,
    IReadOnlyList<string> Flags,
    string Href
);

/// <summary>A value with its 95 % interval.</summary>
/// <param name="Value">The value.</param>
/// <param name="Low">Lower end; null where there is none.</param>
/// <param name="High">Upper end.</param>
public sealed record IntervalAnswer(double Value, double? Low, double? High);

/// <summary>Which page of a list this is.</summary>
/// <param name="Of">How many there are in all.</param>
/// <param name="Limit">How many a page has at most.</param>
/// <param name="Next">The next page; null on the last.</param>
public sealed record PageAnswer(int Of, int Limit, string? Next);

/// <summary>Units of a curve.</summary>
/// <param name="Sii">Of the slope index.</param>
/// <param name="Gap">Of the gap.</param>
/// <param name="Interval">What the intervals are.</param>
public sealed record CurveUnitsAnswer(string Sii, string Gap, string Interval);
