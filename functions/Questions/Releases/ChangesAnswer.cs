using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Sources;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Releases;

/// <summary>Answer of <c>/releases/{id}/changes</c>: what a release changed against the one published before it, and why.</summary>
/// <param name="Release">The release.</param>
/// <param name="Previous">The release before it; null for the first, which changes nothing.</param>
/// <param name="Summary">What changed, in a sentence.</param>
/// <param name="Method">The method of both; where it differs, figures may have moved because BudgetWatch calculates them differently, not only because a publisher revised its data.</param>
/// <param name="Headline">The headline before and now; null for the first release, and where one of the two cannot be asked the headline.</param>
/// <param name="Editions">The editions that came, went or were superseded.</param>
/// <param name="Cells">Every published cell of a return that moved.</param>
/// <param name="Figures">Every area's line that moved, in pounds of the year.</param>
/// <param name="Attribution">Who to acknowledge.</param>
/// <param name="Inputs">The inputs that the two do not share, each with its kind; none for the first release.</param>
/// <param name="Years">The years of a return that only one of the two has.</param>
/// <param name="Printed">The printed figures that moved, no matter which input was revised; null for the first release.</param>
public sealed record ChangesAnswer(
    ReleaseReference Release,
    ReleaseReference? Previous,
    string Summary,
    MethodChange Method,
    HeadlineChange? Headline,
    IReadOnlyList<EditionChange> Editions,
    IReadOnlyList<CellChange> Cells,
    IReadOnlyList<FigureChange> Figures,
    IReadOnlyList<string> Attribution,
    IReadOnlyList<InputChange> Inputs,
    IReadOnlyList<YearsChange> Years,
    PrintedChange? Printed
);

/// <summary>The method of two releases.</summary>
/// <param name="From">The method of the release before; null for the first release.</param>
/// <param name="To">The method of this release.</param>
public sealed record MethodChange(int? From, int To);

/// <summary>By how much the headline changed.</summary>
/// <param name="EnglandChangePercent">England's change in per cent.</param>
/// <param name="Sii">The slope index of the change in per cent, in percentage points.</param>
/// <param name="Gap">Change of the most deprived fifth less that of the least, in percentage points.</param>
public sealed record HeadlineChange(BothEnds<double?> EnglandChangePercent, BothEnds<double?> Sii, BothEnds<double?> Gap);

/// <summary>An edition that is in one release and not in the other.</summary>
/// <param name="Source">The source.</param>
/// <param name="Slot">What it is an edition of, such as a year.</param>
/// <param name="From">The edition before; null where there was none.</param>
/// <param name="To">The edition now; null where there is none.</param>
public sealed record EditionChange(string Source, string Slot, EditionName? From, EditionName? To);

/// <summary>An edition by name.</summary>
/// <param name="Sha256">Its identity.</param>
/// <param name="Title">What the publisher calls it.</param>
/// <param name="Href">Where it is described.</param>
public sealed record EditionName(string Sha256, string Title, string Href)
{
    internal static EditionName Of(ReleaseInput input) => new(input.Sha256, input.Title, AnswerEditions.Href(input.Sha256));
}

/// <summary>A published cell that moved between two editions of one year of a return.</summary>
/// <param name="Return">budget or outturn.</param>
/// <param name="Year">The financial year.</param>
/// <param name="Authority">The authority: its E-code, or its ONS code where the edition has no E-codes.</param>
/// <param name="Name">Its name as published.</param>
/// <param name="Line">The line.</param>
/// <param name="From">The cell before; null for an authority that came.</param>
/// <param name="To">The cell now; null for an authority that went.</param>
/// <param name="Change">To - from in pounds; null unless both are figures.</param>
public sealed record CellChange(
    Return Return,
    FinancialYear Year,
    string Authority,
    string Name,
    string Line,
    PublishedCell? From,
    PublishedCell? To,
    decimal? Change
);

/// <summary>A cell of an edition.</summary>
/// <param name="Pounds">The figure in pounds; null where it has none.</param>
/// <param name="Status">What the cell says about itself.</param>
/// <param name="Edition">SHA-256 of the edition.</param>
/// <param name="Sheet">The sheet; empty for CSV.</param>
/// <param name="Cell">The cell.</param>
public sealed record PublishedCell(decimal? Pounds, CellStatus Status, string Edition, string Sheet, string Cell);

/// <summary>An area's line that moved.</summary>
/// <param name="Code">The area.</param>
/// <param name="Name">Its name.</param>
/// <param name="Return">budget or outturn.</param>
/// <param name="Year">The financial year.</param>
/// <param name="Line">The line.</param>
/// <param name="From">Pounds of the year before; null where there was no figure.</param>
/// <param name="To">Pounds of the year now; null where there is none.</param>
/// <param name="Change">To - from; null unless both are figures.</param>
public sealed record FigureChange(
    AreaCode Code,
    string Name,
    Return Return,
    FinancialYear Year,
    string Line,
    decimal? From,
    decimal? To,
    decimal? Change
);
