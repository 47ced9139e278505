using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Pages;

/// <summary>
/// The areas a page sets side by side: those that were asked for, and where fewer than two were, typical ones: of the most deprived fifth, then of the least, the
/// area whose cut is in the middle of its fifth.
/// </summary>
/// <param name="Areas">Two to four areas, each once, in the order asked for; fewer where a question has none to choose from.</param>
/// <param name="Problem">What is wrong with the first code that names no area; null where each names one.</param>
/// <param name="Added">How many of the areas were chosen from the figures.</param>
internal sealed record ComparedAreas(IReadOnlyList<Area> Areas, QueryProblem? Problem, int Added)
{
    private const int Fewest = 2;

    /// <summary>The areas of a question.</summary>
    public static ComparedAreas Of(LoadedRelease release, ComparisonQuery query, Parameters parameters)
    {
        var asked = PageQuestions
            .Compared.Select(parameter => (parameter.Name, Code: parameters.Find(parameter)))
            .Where(own => own.Code is not null)
            .Select(own => (own.Name, own.Code, Area: release.Figures.Find(own.Code!)))
            .ToList();
        var areas = asked.Select(own => own.Area).OfType<Area>().DistinctBy(area => area.Code).ToList();
        var wrong = asked.Find(own => own.Area is null);
        var added = 0;
        if (areas.Count < Fewest)
        {
            var comparison = release.Compare(query);

            // A single area is compared with one at the other end.
            var isDeprived =
                areas.Count == 1 && comparison.Areas.FirstOrDefault(cut => cut.Area.Code == areas[0].Code)?.Deprivation.Fifth < 3;
            foreach (var fifth in isDeprived ? (int[])[5, 1] : [1, 5])
            {
                if (
                    areas.Count < Fewest
                    && Typical(comparison.Areas, fifth) is { } typical
                    && !areas.Exists(area => area.Code == typical.Code)
                )
                {
                    areas.Add(typical);
                    added++;
                }
            }
        }

        return new ComparedAreas(
            areas,
            wrong.Name is null
                ? null
                : AnswerAreas.NoSuchArea("area", wrong.Code!, GeographyKind.UpperTier) with
                {
                    Parameter = wrong.Name,
                },
            added
        );
    }

    /// <summary>The area whose cut is in the middle of a fifth by deprivation, of two the deeper; null where the fifth has none with a rank.</summary>
    public static Area? Typical(IReadOnlyList<AreaCut> cuts, int fifth)
    {
        var ranked = cuts.Where(cut => cut.Rank is not null && cut.Deprivation.Fifth == fifth).OrderBy(cut => cut.Rank).ToList();
        return ranked.Count == 0 ? null : ranked[(ranked.Count - 1) / 2].Area;
    }
}
