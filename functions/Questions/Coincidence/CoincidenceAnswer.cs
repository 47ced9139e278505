using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Coincidence;

/// <summary>Answer of <c>/coincidence</c>: where deep cuts, high deprivation and little community capacity meet, and whether more often than by chance.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The question.</param>
/// <param name="Sentence">What can be said, with its caveat, in words that can be quoted.</param>
/// <param name="Coincidence">The count against chance.</param>
/// <param name="Lost">What the areas where all three meet lost together; null where there are none.</param>
/// <param name="Areas">Every area with all three figures: those where all three meet first, deepest cut first, then the others likewise.</param>
/// <param name="Excluded">The areas left out.</param>
/// <param name="Capacity">How capacity was measured.</param>
/// <param name="Sensitivity">The same question with every scope, vintage of the Indices and threshold.</param>
/// <param name="Resources">Whether grants follow need; null where there are no figures to say.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record CoincidenceAnswer(
    ReleaseReference Release,
    CoincidenceQueryAnswer Query,
    string Sentence,
    OverlapAnswer Coincidence,
    LossAnswer? Lost,
    IReadOnlyList<AreaCoincidenceAnswer> Areas,
    IReadOnlyList<ExcludedAnswer> Excluded,
    CapacityAnswer Capacity,
    IReadOnlyList<SensitivityAnswer> Sensitivity,
    ResourcesAnswer? Resources,
    UnitsAnswer Units,
    IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution
);

/// <summary>The question as it was understood.</summary>
/// <param name="Return">budget or outturn.</param>
/// <param name="Scope">comparable or community-support.</param>
/// <param name="From">The base year.</param>
/// <param name="To">The end year.</param>
/// <param name="Geography">upper-tier.</param>
/// <param name="Measure">In what cuts are stated.</param>
/// <param name="Imd">Vintage of the Indices of Deprivation.</param>
/// <param name="Deflator">The series that turns pounds of a year into real ones.</param>
/// <param name="Threshold">The share of areas that counts as worst: fifth, quarter, third or half.</param>
/// <param name="PriceBase">The year whose pounds real figures are in.</param>
public sealed record CoincidenceQueryAnswer(
    Return Return,
    Scope Scope,
    FinancialYear From,
    FinancialYear To,
    GeographyKind Geography,
    Measure Measure,
    int Imd,
    DeflatorBasis Deflator,
    Threshold Threshold,
    FinancialYear PriceBase
)
{
    /// <summary>Where it is answered, of one release.</summary>
    public string Href(string release) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/api/v1/coincidence?return={Return.Id()}&scope={Scope}&from={From}&to={To}&measure={Measure.Id()}&imd={Imd}"
                + $"&threshold={Threshold.Id()}{(Deflator == DeflatorBasis.Published ? "" : $"&deflator={Deflator.Id()}")}&release={release}"
        );
}

/// <summary>How many areas are in the worst part of all three orders, compared with how many we would expect by chance.</summary>
/// <param name="Areas">Among how many.</param>
/// <param name="InEach">How many areas are in the worst part of each order: cut, deprivation, capacity.</param>
/// <param name="Observed">How many are in all three.</param>
/// <param name="Expected">How many would be if the three had nothing to do with one another.</param>
/// <param name="P">One-sided permutation p.</param>
/// <param name="Pairs">The same count for each two of the orders.</param>
/// <param name="Method">How p is made.</param>
public sealed record OverlapAnswer(
    int Areas,
    IReadOnlyList<int> InEach,
    int Observed,
    double Expected,
    double P,
    IReadOnlyList<PairAnswer> Pairs,
    string Method
);

/// <summary>How many areas are in the worst part of two orders.</summary>
/// <param name="Of">The two.</param>
/// <param name="Observed">How many.</param>
/// <param name="Expected">How many would be if the two had nothing to do with each other.</param>
public sealed record PairAnswer(IReadOnlyList<string> Of, int Observed, double Expected);

/// <summary>What areas lost.</summary>
/// <param name="Areas">How many areas.</param>
/// <param name="PerHead">Pounds per resident, in the prices of the measure: all their pounds over all their residents, end less base.</param>
/// <param name="Total">Pounds a year, in the prices of the measure: end less base.</param>
/// <param name="Display">Both as printed.</param>
public sealed record LossAnswer(int Areas, double PerHead, double Total, LossDisplay Display);

/// <summary>A loss as it is printed.</summary>
/// <param name="PerHead">To the whole pound.</param>
/// <param name="Total">In millions of pounds to one decimal.</param>
public sealed record LossDisplay(string PerHead, string Total);

/// <summary>One area in the three orders.</summary>
/// <param name="Code">The area.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="Coincides">Whether it is in the worst part of all three.</param>
/// <param name="Variants">In how many rows of the sensitivity table it is.</param>
/// <param name="Cut">Its cut.</param>
/// <param name="Deprivation">How deprived it is.</param>
/// <param name="Capacity">Its community capacity.</param>
/// <param name="Flags">Words the notes spell out.</param>
public sealed record AreaCoincidenceAnswer(
    AreaCode Code,
    string Name,
    string Region,
    bool Coincides,
    int Variants,
    CutStandingAnswer Cut,
    DeprivationStandingAnswer Deprivation,
    CapacityStandingAnswer Capacity,
    IReadOnlyList<string> Flags
);

/// <summary>An area's cut and its rank.</summary>
/// <param name="ChangePercent">In per cent.</param>
/// <param name="PerHead">Pounds per resident.</param>
/// <param name="Total">Pounds a year.</param>
/// <param name="Rank">1 is the deepest in per cent, among the areas of this answer.</param>
/// <param name="Worst">Whether it is among the deepest part.</param>
public sealed record CutStandingAnswer(double ChangePercent, double PerHead, double Total, int Rank, bool Worst);

/// <summary>An area's deprivation and its rank.</summary>
/// <param name="Score">IMD average score.</param>
/// <param name="Rank">1 is the most deprived, among the areas of this answer.</param>
/// <param name="Worst">Whether it is among the most deprived part.</param>
public sealed record DeprivationStandingAnswer(double Score, int Rank, bool Worst);

/// <summary>An area's community capacity and its rank.</summary>
/// <param name="Index">Mean z-score of the components.</param>
/// <param name="Rank">1 is the least capacity, among the areas of this answer.</param>
/// <param name="RankLow">The lower end of the interval of its rank; null where no error can be estimated.</param>
/// <param name="RankHigh">The higher end.</param>
/// <param name="Worst">Whether it is among the part with the least.</param>
/// <param name="Components">One for each component.</param>
public sealed record CapacityStandingAnswer(
    double Index,
    int Rank,
    int? RankLow,
    int? RankHigh,
    bool Worst,
    IReadOnlyList<ComponentScoreAnswer> Components
);

/// <summary>An area in one component.</summary>
/// <param name="Component">The component.</param>
/// <param name="Value">As measured, in its unit.</param>
/// <param name="Size">How many residents or charities it rests on.</param>
/// <param name="Shrunk">Drawn towards the mean, in its unit.</param>
/// <param name="Z">Standard deviations above the mean of the areas.</param>
public sealed record ComponentScoreAnswer(string Component, double Value, long Size, double Shrunk, double Z);

/// <summary>How capacity was measured.</summary>
/// <param name="Text">What the index is, in a sentence.</param>
/// <param name="Components">Its components.</param>
/// <param name="Missing">The components that could not be computed, with the reason.</param>
/// <param name="Intervals">How intervals of ranks are made.</param>
public sealed record CapacityAnswer(
    string Text,
    IReadOnlyList<ComponentAnswer> Components,
    IReadOnlyList<MissingComponentAnswer> Missing,
    string Intervals
);

/// <summary>A component of capacity that is left out.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="Reason">Why.</param>
public sealed record MissingComponentAnswer(string Id, string Title, string Reason);

/// <summary>A component of capacity.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="Unit">Unit of its values.</param>
/// <param name="Period">What it covers.</param>
/// <param name="Scale">unit, logarithm or winsorised-logarithm: on what areas are compared.</param>
/// <param name="SizeUnit">residents or charities: what the sizes are of.</param>
/// <param name="Shrinkage">How small areas are drawn towards the mean.</param>
/// <param name="Without">Rank correlation of the index without it and the whole; null where it is the only one.</param>
/// <param name="Alone">Rank correlation of this component alone with the whole index.</param>
/// <param name="Biases">What makes it say more or less than capacity.</param>
public sealed record ComponentAnswer(
    string Id,
    string Title,
    string Unit,
    string Period,
    CapacityScale Scale,
    string SizeUnit,
    ShrinkageAnswer Shrinkage,
    double? Without,
    double? Alone,
    IReadOnlyList<NoteAnswer> Biases
);

/// <summary>How values of small areas are drawn towards the mean (methodology).</summary>
/// <param name="Mean">On the scale of the component.</param>
/// <param name="Between">Variance between areas.</param>
/// <param name="Within">Variance of the value of an area of size 1.</param>
public sealed record ShrinkageAnswer(double Mean, double Between, double Within);

/// <summary>The question with another scope, vintage of the Indices or threshold.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Imd">The vintage.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Areas">Among how many.</param>
/// <param name="Observed">How many are in all three.</param>
/// <param name="Expected">How many would be by chance.</param>
/// <param name="P">One-sided permutation p.</param>
/// <param name="Coinciding">Their codes, deepest cut first.</param>
public sealed record SensitivityAnswer(
    Scope Scope,
    int Imd,
    Threshold Threshold,
    int Areas,
    int Observed,
    double Expected,
    double P,
    IReadOnlyList<AreaCode> Coinciding
);

/// <summary>Whether grants go where deprivation is and where councils withdrew.</summary>
/// <param name="Sentence">What can be said, with its caveat.</param>
/// <param name="Areas">Among how many areas.</param>
/// <param name="Fifths">Grants per head of each fifth by deprivation.</param>
/// <param name="Concentration">Concentration index of grants per head by deprivation: negative where more goes to the more deprived.</param>
/// <param name="Deprivation">Rank correlation of the IMD score and grants per head.</param>
/// <param name="SupportChange">Rank correlation of the change in council support in per cent and grants per head.</param>
/// <param name="Change">What grants came to before and after; null where the grants state no years, or none late enough.</param>
/// <param name="ChangeOfSamePublishers">The same by publishers with grants in each of the six years alone; null in the same case, and where there is none.</param>
public sealed record ResourcesAnswer(
    string Sentence,
    int Areas,
    IReadOnlyList<FifthGrantsAnswer> Fifths,
    GrantsConcentrationAnswer? Concentration,
    AssociationAnswer? Deprivation,
    AssociationAnswer? SupportChange,
    GrantsChangeAnswer? Change,
    GrantsChangeAnswer? ChangeOfSamePublishers
);

/// <summary>Grants before and after: means of three years, pounds of the price base per resident a year.</summary>
/// <param name="Before">The three years to the base year.</param>
/// <param name="After">The three years to the end year.</param>
/// <param name="PriceBase">The year whose pounds they are in.</param>
/// <param name="Publishers">How many publishers' grants are in it.</param>
/// <param name="Areas">Among how many areas.</param>
/// <param name="Without">How many areas lack a published grant in one of the spans.</param>
/// <param name="BeforePerHead">All the areas' pounds over all their residents, before.</param>
/// <param name="AfterPerHead">The same after.</param>
/// <param name="ChangePerHead">After less before.</param>
/// <param name="Gained">How many areas had more after.</param>
/// <param name="Lost">How many had less.</param>
/// <param name="SupportChange">Rank correlation of the change in council support in per cent and the change in grants per head.</param>
/// <param name="ByArea">Each area, most deprived first.</param>
public sealed record GrantsChangeAnswer(
    string Before,
    string After,
    FinancialYear PriceBase,
    int Publishers,
    int Areas,
    int Without,
    double BeforePerHead,
    double AfterPerHead,
    double ChangePerHead,
    int Gained,
    int Lost,
    AssociationAnswer? SupportChange,
    IReadOnlyList<AreaGrantsChangeAnswer> ByArea
);

/// <summary>One area's grants before and after, pounds of the price base per resident a year.</summary>
/// <param name="Code">The area.</param>
/// <param name="Before">Before.</param>
/// <param name="After">After.</param>
/// <param name="Change">After less before.</param>
public sealed record AreaGrantsChangeAnswer(AreaCode Code, double Before, double After, double Change);

/// <summary>Grants per head of a fifth.</summary>
/// <param name="Fifth">1 is the most deprived.</param>
/// <param name="Areas">How many areas.</param>
/// <param name="PerHead">Pounds per resident.</param>
public sealed record FifthGrantsAnswer(int Fifth, int Areas, double PerHead);

/// <summary>An estimate with its standard error and 95 % interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error; null for too few areas.</param>
/// <param name="Low">1.96 standard errors below.</param>
/// <param name="High">1.96 above.</param>
/// <param name="Method">How the error is made.</param>
public sealed record GrantsConcentrationAnswer(double Value, double? StandardError, double? Low, double? High, string Method);

/// <summary>A rank correlation.</summary>
/// <param name="Areas">Among how many areas.</param>
/// <param name="Spearman">The correlation.</param>
/// <param name="P">Two-sided permutation p.</param>
public sealed record AssociationAnswer(int Areas, double Spearman, double P);

/// <summary>The ranks of one area, for <c>/areas/{code}</c>: comparable spending, the worst third.</summary>
/// <param name="Coincides">Whether it is in the worst third of cut, deprivation and capacity at once; null where it lacks one.</param>
/// <param name="Cut">Its cut; null where it is left out.</param>
/// <param name="Deprivation">How deprived it is.</param>
/// <param name="Capacity">Its community capacity.</param>
/// <param name="Excluded">Why it is left out, where it is.</param>
/// <param name="Href">The whole answer.</param>
public sealed record AreaCoincidenceRow(
    bool? Coincides,
    CutStandingAnswer? Cut,
    DeprivationStandingAnswer? Deprivation,
    CapacityStandingAnswer? Capacity,
    ExclusionReason? Excluded,
    string Href
);
