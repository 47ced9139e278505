using BudgetWatch.Domain.Codes;
using BudgetWatch.Questions.Specifications;
using BudgetWatch.Questions.Vocabulary;
using Newtonsoft.Json;

namespace BudgetWatch.Questions.Claims;

/// <summary>Answer of <c>/claims</c>: which calculations give a number, and which do not.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The claim as it was understood.</param>
/// <param name="Verdict">supported: by every reading. supported-by-some. contradicted: by every reading.</param>
/// <param name="Sentence">What can be said of the claim, with its caveat, in words that can be quoted.</param>
/// <param name="Readings">How the readings fall.</param>
/// <param name="Nearest">The reading nearest to the claim.</param>
/// <param name="Headline">The published reading; null where the choices given leave it out.</param>
/// <param name="Supports">Readings that give the claim within its own rounding, nearest first; the first few.</param>
/// <param name="Contradicts">Readings that do not, nearest first; the first few.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record ClaimsAnswer(
    ReleaseReference Release,
    ClaimQueryAnswer Query,
    ClaimVerdict Verdict,
    string Sentence,
    ReadingsAnswer Readings,
    ReadingAnswer Nearest,
    ReadingAnswer? Headline,
    IReadOnlyList<ReadingAnswer> Supports,
    IReadOnlyList<ReadingAnswer> Contradicts,
    IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution
);

/// <summary>What the readings of a claim say of it.</summary>
public enum ClaimVerdict
{
    /// <summary>Every reading gives it.</summary>
    Supported,

    /// <summary>Some readings give it.</summary>
    SupportedBySome,

    /// <summary>No reading gives it.</summary>
    Contradicted,
}

/// <summary>A claim as it was understood.</summary>
/// <param name="Claim">The number as sent.</param>
/// <param name="Low">The lowest value that rounds to it.</param>
/// <param name="High">The highest.</param>
/// <param name="Unit">percent or pounds.</param>
/// <param name="Area">The area it is about, by code; null where it is about a group.</param>
/// <param name="Group">The group it is about.</param>
/// <param name="About">Area or group in words.</param>
/// <param name="Choices">The choices it was made with; one that is null is left open.</param>
public sealed record ClaimQueryAnswer(
    [property: JsonConverter(typeof(ClaimText))] Claim Claim,
    double Low,
    double High,
    ClaimUnit Unit,
    AreaCode? Area,
    [property: JsonConverter(typeof(GroupName))] ClaimGroup? Group,
    string About,
    SpecificationsQueryAnswer Choices
);

/// <summary>How the readings of a claim fall.</summary>
/// <param name="Count">How many readings there are. Two that differ only in what does not move the number count once.</param>
/// <param name="Supporting">How many give the claim within its own rounding.</param>
/// <param name="Low">The lowest value any gives.</param>
/// <param name="High">The highest.</param>
public sealed record ReadingsAnswer(int Count, int Supporting, double Low, double High);

/// <summary>One reading: a way to calculate, and the number it gives.</summary>
/// <param name="Value">The number, in the unit of the claim.</param>
/// <param name="Display">As printed.</param>
/// <param name="Query">The choices.</param>
/// <param name="Flags">Words that say what a reader must know.</param>
/// <param name="Href">The address of this one question.</param>
public sealed record ReadingAnswer(double Value, string Display, QueryAnswer Query, IReadOnlyList<string> Flags, string Href);
