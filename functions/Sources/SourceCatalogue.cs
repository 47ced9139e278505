using BudgetWatch.Sources.Grants;
using BudgetWatch.Sources.Revenue;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>Every source there is. The one place where the next one is added.</summary>
public static class SourceCatalogue
{
    /// <summary>
    /// All sources, in the order in which readers see them. Of two that publish one year of a return, the later listed is preferred
    /// where they are equally full (ADR 0005).
    /// </summary>
    public static IReadOnlyList<PublishedSource> All { get; } =
    [
        new RevenueBudgets(),
        new RehostedBudgets(),
        new OutturnSummaries(),
        new OutturnServiceTables(),
        new OutturnTimeSeries(),
        new OutturnDetails(),
        new IndicesOfDeprivation(),
        new MidYearEstimates(),
        new GdpDeflators(),
        new LocalAuthorityRegister(),
        new DistrictCodes(),
        new RecipientDistrictGrants(),
        new GrantsAwarded(),
        new CharityCommissionRegister(),
        new VolunteeringSurvey(),
        new PostcodeLookup(),
    ];

    /// <summary>How many bytes a file may have of which it is not known yet what it is.</summary>
    public static long LargestFile { get; } = All.Max(source => source.Description.LargestFile);

    /// <summary>The source of that id, or null.</summary>
    public static PublishedSource? Find(string id) => All.FirstOrDefault(source => source.Description.Id == id);

    /// <summary>The source a file belongs to by what is in it, or null. No file belongs to two: a test looks at every file there is.</summary>
    public static PublishedSource? Recognise(FilePeek file) => All.FirstOrDefault(source => source.Recognises(file));
}
