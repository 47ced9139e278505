using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Areas;

/// <summary>Answers <c>/areas</c> and <c>/areas/{code}</c>.</summary>
public static class AnswerAreas
{
    /// <summary>Every area of a geography.</summary>
    public static AreasAnswer All(LoadedRelease release, GeographyFigures figures)
    {
        var deprivation = DeprivationOf(figures);
        return new(
            release.Reference,
            figures.Geography,
            [.. figures.Areas.Select(area => Describe(release, figures, area, deprivation))],
            [],
            Attributions.All
        );
    }

    /// <summary>One area: its cut in every scope of <see cref="Scopes.Main"/>.</summary>
    /// <param name="release">The release.</param>
    /// <param name="code">The area, or the code of any authority that is or was part of it.</param>
    /// <param name="query">The question; its scope is passed over, every scope is answered.</param>
    /// <param name="detail">A detail of a service that is answered too.</param>
    public static Answered<AreaDetailAnswer> One(LoadedRelease release, string code, ComparisonQuery query, Scope? detail = null)
    {
        var figures = release.Figures.Of(query.Geography);
        if (figures.Find(code) is not { } area)
        {
            return NoSuchArea("code", code, query.Geography);
        }

        if (query.Class is not null && area.Class != query.Class)
        {
            return QueryProblem.BadValue("class", query.Class.Value.Id(), area.Class is { } own ? [own.Id()] : []);
        }

        var scopes = detail is null || Scopes.IsMain(detail) ? Scopes.Main : [.. Scopes.Main, detail];
        var cuts = scopes.Select(scope => CutIn(release, area, query with { Scope = scope })).ToList();
        var coincidence = AnswerCoincidence.RowOf(release, area, query);
        return new AreaDetailAnswer(
            release.Reference,
            QueryAnswer.Of(query),
            Describe(release, figures, area, DeprivationOf(figures, query)),
            cuts,
            OtherYear(release, area, query),
            coincidence,
            Similar(release, figures, area, query),
            Hrefs.Area(area.Code, QueryAnswer.Of(query), release.Release.Id),
            FigureText.Units(query.Measure),
            // Every scope is answered: what is said is of the widest.
            AnswerNotes.Of(query with { Scope = Scopes.Comparable }, release.Figures, cuts.SelectMany(cut => cut.Flags), area),
            coincidence is null || release.Capacity is not { } capacity
                ? Attributions.All
                : Attributions.With(capacity, release.Figures.Grants, naming: false)
        );
    }

    /// <summary>The headline's scopes to the depth of the cuts, or to the newest year where the question is about that; null where neither can be compared.</summary>
    private static OtherYearAnswer? OtherYear(LoadedRelease release, Area area, ComparisonQuery query)
    {
        var cuts = BesideAnswer
            .QuestionsBeside(release, query with { Scope = ComparisonQuery.Headline.Scope })
            .Where(asked => asked.To != query.To)
            .Select(asked => (asked.To, Cut: CutIn(release, area, asked)))
            .ToList();
        return cuts.Count == 0
            ? null
            : new OtherYearAnswer(cuts[0].To, [.. cuts.Where(cut => cut.To == cuts[0].To).Select(cut => cut.Cut)]);
    }

    /// <summary>That a code names no area, and where the codes are.</summary>
    public static QueryProblem NoSuchArea(string parameter, string code, GeographyKind geography) =>
        QueryProblem.NotFound(
            parameter,
            code,
            geography switch
            {
                GeographyKind.LowerTier =>
                    "On the lower tier an area is named by the GSS code of a district or single-tier council, present or abolished: see /api/v1/areas?geography=lower-tier.",
                GeographyKind.Region => "A region is named by its GSS code, as E12000001: see /api/v1/areas?geography=region.",
                GeographyKind.CombinedAuthority =>
                    "A combined authority of today is named by its GSS code, as E47000001: see /api/v1/areas?geography=combined-authority.",
                GeographyKind.Authority =>
                    "An authority is named by its GSS code, or its E-code where it never had one: see /api/v1/areas?geography=authority.",
                _ => "An area is named by the GSS code of an upper-tier authority, present or abolished, or an X- code: see /api/v1/areas.",
            }
        );

    private static Dictionary<int, IReadOnlyDictionary<AreaCode, DeprivationRank>> DeprivationOf(
        GeographyFigures figures,
        ComparisonQuery? query = null
    ) => figures.Scores.Keys.ToDictionary(imd => imd, imd => figures.DeprivationBy(imd, query));

    private static AreaAnswer Describe(
        LoadedRelease release,
        GeographyFigures figures,
        Area area,
        IReadOnlyDictionary<int, IReadOnlyDictionary<AreaCode, DeprivationRank>> deprivation
    ) =>
        new(
            area.Code,
            area.Name,
            area.Kind,
            area.Region,
            area.SetAside is null,
            area.SetAside,
            [.. area.Members.Select(member => new MemberAnswer(member.Place, member.Authority, member.Name, member.SucceededBy))],
            [
                .. FormerAuthorities
                    .All.Where(former =>
                        former.Place is { } place
                        && area.Members.Any(member => member.Place == place)
                        && (former.IsPlace || figures.Geography != GeographyKind.Authority)
                    )
                    .Select(former => new FormerAuthorityAnswer(former.Authority, former.Name, former.Reason)),
            ],
            [
                .. figures
                    .Counties.Where(county => county.Sharings.Count > 0)
                    .SelectMany(county =>
                        county
                            .Parts.Where(part => part.Area == area.Code)
                            .Select(_ => new MemberAnswer(
                                county.Place,
                                county.Authority,
                                county.Name,
                                [.. county.Parts.Select(part => new GssCode(part.Area.Value))]
                            ))
                    ),
            ],
            deprivation
                .Where(vintage => vintage.Value.ContainsKey(area.Code))
                .ToDictionary(vintage => vintage.Key, vintage => DeprivationAnswer.Of(vintage.Value[area.Code])),
            $"/api/v1/areas/{area.Code}?"
                + figures.Geography switch
                {
                    GeographyKind.UpperTier => "",
                    GeographyKind.Authority => $"geography={figures.Geography.Id()}&class={area.Class?.Id()}&",
                    _ => $"geography={figures.Geography.Id()}&",
                }
                + $"release={release.Release.Id}"
        );

    private static ScopeCutAnswer CutIn(LoadedRelease release, Area area, ComparisonQuery query)
    {
        if (ComparabilityRefusal.Of(query) is { } refusal)
        {
            return new ScopeCutAnswer(
                query.Scope,
                query.Scope.Title,
                null,
                null,
                null,
                null,
                null,
                0,
                [],
                ExclusionReason.NotComparable(refusal),
                null,
                LinksOf(release, area, query, isCompared: false, hasFigures: false)
            );
        }

        var comparison = release.Compare(query);
        var of = comparison.Ranked;
        return comparison.Areas.FirstOrDefault(other => other.Area.Code == area.Code) is { } cut
            ? new ScopeCutAnswer(
                query.Scope,
                query.Scope.Title,
                cut.From,
                cut.To,
                cut.Change,
                cut.ChangePercent,
                cut.Rank,
                of,
                cut.Flags,
                null,
                FigureText.Display(cut.From, cut.To, cut.ChangePercent),
                LinksOf(release, area, query, isCompared: true, hasFigures: true)
            )
            : new ScopeCutAnswer(
                query.Scope,
                query.Scope.Title,
                null,
                null,
                null,
                null,
                null,
                of,
                [],
                comparison.Excluded.FirstOrDefault(other => other.Area.Code == area.Code)?.Reason
                    ?? ExclusionReason.NotFiled(query.From, query.To),
                null,
                LinksOf(
                    release,
                    area,
                    query,
                    isCompared: release.Figures.Of(query.Geography).YearsOf(query.Return, query.Scope) is var years
                        && years.Contains(query.From)
                        && years.Contains(query.To),
                    hasFigures: false
                )
            );
    }

    /// <summary>Series and provenance know residents of the newest estimates and deflators as published: a figure of others is not in them.</summary>
    private static CutLinks LinksOf(LoadedRelease release, Area area, ComparisonQuery query, bool isCompared, bool hasFigures)
    {
        var (stated, code, id) = (QueryAnswer.Of(query), area.Code, release.Release.Id);
        var series = stated.ToSeries();
        var isUsual = query is { Population: PopulationBasis.Newest, Deflator: DeflatorBasis.Published };
        string? Cells(FinancialYear year) => isUsual && hasFigures ? Hrefs.Provenance(code, year, series, id) : null;
        return new CutLinks(
            isCompared ? Hrefs.Cuts(stated, id) : null,
            isUsual ? Hrefs.Series(code, series, id) : null,
            Cells(query.From),
            Cells(query.To)
        );
    }

    private static SimilarAnswer Similar(LoadedRelease release, GeographyFigures figures, Area area, ComparisonQuery query)
    {
        var headline = query with { Scope = ComparisonQuery.Headline.Scope };
        var similar = SimilarAreas.To(figures, query, area);
        var changes =
            similar.Nearest.Count == 0 || ComparabilityRefusal.Of(headline) is not null
                ? new Dictionary<AreaCode, double?>()
                : release.Compare(headline).Areas.ToDictionary(cut => cut.Area.Code, cut => cut.ChangePercent);
        return new SimilarAnswer(
            HowSimilar,
            query.From,
            similar.Compared,
            similar.Traits is { } own ? TraitsOf(own) : null,
            [
                .. similar.Nearest.Select(other => new SimilarAreaAnswer(
                    other.Area.Code,
                    other.Area.Name,
                    other.Area.Region,
                    other.Area.Kind,
                    other.Distance,
                    TraitsOf(other.Traits),
                    changes.GetValueOrDefault(other.Area.Code),
                    Hrefs.Area(other.Area.Code, QueryAnswer.Of(query), release.Release.Id)
                )),
            ],
            similar.WhyNot
        );
    }

    private const string HowSimilar =
        "Two areas are similar if they were close in the base year on four things: deprivation score, number of residents, spending per head on comparable services, and the share of it"
        + " on social care. Each difference is measured in standard deviations, of residents and of spending on a log scale; together they make a Euclidean distance. Later cuts are not used.";

    private static TraitsAnswer TraitsOf(AreaTraits traits) =>
        new(traits.Score, traits.People, traits.PoundsPerHead, traits.SocialCareShare);
}
