using BudgetWatch.Domain.Codes;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Cuts;

/// <summary>One area's cut.</summary>
/// <param name="Code">The area.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="From">Spending in the base year, in the measure.</param>
/// <param name="To">Spending in the end year.</param>
/// <param name="Change">To - from.</param>
/// <param name="ChangePercent">In per cent; null where the base is not positive.</param>
/// <param name="Rank">1 is the deepest cut.</param>
/// <param name="Deprivation">How deprived it is.</param>
/// <param name="Flags">Words the notes spell out.</param>
/// <param name="Display">The figures as printed.</param>
public sealed record AreaCutAnswer(
    AreaCode Code,
    string Name,
    string Region,
    double From,
    double To,
    double Change,
    double? ChangePercent,
    int? Rank,
    DeprivationAnswer Deprivation,
    IReadOnlyList<string> Flags,
    ChangeDisplay Display
);

/// <summary>Answer of <c>/cuts</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The question.</param>
/// <param name="England">The ranked areas pooled; null where there are none.</param>
/// <param name="Areas">The areas, deepest cut first.</param>
/// <param name="Excluded">The areas left out.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record CutsAnswer(
    ReleaseReference Release,
    QueryAnswer Query,
    ChangeAnswer? England,
    IReadOnlyList<AreaCutAnswer> Areas,
    IReadOnlyList<ExcludedAnswer> Excluded,
    UnitsAnswer Units,
    IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution
);
