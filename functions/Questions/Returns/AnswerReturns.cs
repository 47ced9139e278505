using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Returns;

/// <summary>Answers <c>/compare/returns</c>: budget against outturn, the one question that mixes the two.</summary>
public static class AnswerReturns
{
    private static readonly NoteAnswer Caveat = new(
        Flag.BudgetAgainstOutturn,
        "A budget is an estimate made before the year, outturn what the accounts say after it. Both returns state net current expenditure on one"
            + " basis (not IAS19, PFI off the balance sheet), yet a difference is not only over- or underspending: grants, income and duties that came"
            + " within the year, schools that left as academies, and money budgeted under one service and spent or booked under another move it too."
            + " A difference is not a cut.",
        "introductions to the Revenue Account budget workbooks 2010-11 to 2019-20 and the Revenue Outturn Summary workbooks 2010-11 to 2017-18"
    );

    /// <summary>What was planned and what was spent.</summary>
    public static Answered<ReturnsAnswer> Of(LoadedRelease release, ReturnsQuestion question)
    {
        if (question.Area is null)
        {
            return Of(release, question, release.Figures.Areas, release.Figures.Scores[question.Imd]);
        }

        // A single area is reported even where it is not ranked, with or without a score.
        return release.Figures.Find(question.Area) is { } area
            ? Of(
                release,
                question with
                {
                    Area = area.Code.Value,
                },
                [area with { SetAside = null }],
                new Dictionary<AreaCode, double> { [area.Code] = 0 }
            )
            : AnswerAreas.NoSuchArea("area", question.Area, GeographyKind.UpperTier);
    }

    private static ReturnsAnswer Of(
        LoadedRelease release,
        ReturnsQuestion question,
        IReadOnlyList<Area> areas,
        IReadOnlyDictionary<AreaCode, double> scores
    )
    {
        var figures = release.Figures;
        var comparisons = (
            from year in question.Years
            from scope in question.Scope is { } one ? [one] : Scopes.Main
            select (
                Year: year,
                Scope: scope,
                Comparison: figures.CompareReturns(scope, year, question.Measure, areas, scores, question.Imd)
            )
        ).ToList();
        var rows = comparisons
            .SelectMany(pair =>
                pair.Comparison.Areas.OrderByDescending(cut => cut.ChangePercent)
                    .ThenBy(cut => cut.Area.Code)
                    .Select(cut => Row(release, question, pair.Scope, pair.Year, cut))
            )
            .ToList();
        return new ReturnsAnswer(
            release.Reference,
            new ReturnsQueryAnswer(
                question.Area is { } code ? new AreaCode(code) : null,
                question.Scope,
                question.Years,
                GeographyKind.UpperTier,
                question.Measure,
                question.Area is null ? question.Imd : null,
                Deflators.PriceBase
            ),
            question.Area is null
                ? [.. comparisons.Select(pair => Together(pair.Year, pair.Scope, pair.Comparison)).OfType<ReturnsYearAnswer>()]
                : [],
            rows,
            [
                .. from pair in comparisons
                from excluded in pair.Comparison.Excluded
                select new ReturnsExcludedAnswer(excluded.Area.Code, excluded.Area.Name, pair.Scope, pair.Year, excluded.Reason),
            ],
            Wording.Units(question.Measure),
            Notes(release, question, rows),
            Wording.Attribution
        );
    }

    private static ReturnsRowAnswer Row(LoadedRelease release, ReturnsQuestion question, Scope scope, FinancialYear year, AreaCut cut)
    {
        CellStatus Status(Return @return) => release.Figures.Series[(@return, scope)][cut.Area.Code].Of(year)!.Value.Status;
        var display = Wording.Display(cut.From, cut.To, cut.ChangePercent);
        return new ReturnsRowAnswer(
            cut.Area.Code,
            cut.Area.Name,
            cut.Area.Region,
            scope,
            scope.Title,
            year,
            cut.From,
            cut.To,
            cut.Change,
            cut.ChangePercent,
            Status(Return.Budget),
            Status(Return.Outturn),
            question.Area is null ? DeprivationAnswer.Of(cut.Deprivation) : null,
            [
                Flag.BudgetAgainstOutturn,
                .. cut.Flags,
                .. ReturnsQuestion.Refusal(scope, year, year) is { } refusal ? [refusal.Word] : Array.Empty<string>(),
            ],
            new ReturnsDisplay(display.From, display.To, display.Change, display.ChangePercent)
        );
    }

    private static ReturnsYearAnswer? Together(FinancialYear year, Scope scope, Comparison comparison) =>
        Domain.Cuts.Gradient.Of(comparison) is not { } gradient
            ? null
            : new ReturnsYearAnswer(
                year,
                gradient.Areas,
                Sentence(year, scope, gradient),
                PlannedAndSpent.Of(gradient.England),
                [
                    .. gradient.Fifths.Select(fifth => new ReturnsFifthAnswer(
                        fifth.Group,
                        fifth.Areas,
                        fifth.Pooled.From,
                        fifth.Pooled.To,
                        fifth.Pooled.Change,
                        fifth.Pooled.ChangePercent
                    )),
                ],
                SlopeAnswer.Of(gradient.SiiChangePercent)
            );

    private static string Sentence(FinancialYear year, Scope scope, Domain.Cuts.Gradient gradient)
    {
        var slope = gradient.SiiChangePercent is { Low: { } low, High: { } high } found
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" Across the whole range the modelled gap is {Wording.Points(found.Slope.Value)} percentage points (95% interval {Wording.Points(low)} to"
                    + $" {Wording.Points(high)}){(low > 0 ? ": the less deprived, the more was spent against the budget"
                    : high < 0 ? ": the more deprived, the more was spent against the budget"
                    : ", which includes no gap")}."
            )
            : "";
        return $"In {year} councils spent {Against(gradient.England.ChangePercent)} on {scope.Title.ToLowerInvariant()}:"
            + $" {Against(gradient.Fifths[0].Pooled.ChangePercent)} in the most deprived fifth of areas and"
            + $" {Against(gradient.Fifths[^1].Pooled.ChangePercent)} in the least deprived.{slope} This is about areas, not people.";
    }

    private static string Against(double? percent) =>
        percent switch
        {
            null => "an amount that has no percentage",
            > -0.05 and < 0.05 => "as much as budgeted",
            < 0 => $"{Wording.Percent(-percent)} less than budgeted",
            _ => $"{Wording.Percent(percent)} more than budgeted",
        };

    private static List<NoteAnswer> Notes(LoadedRelease release, ReturnsQuestion question, IReadOnlyList<ReturnsRowAnswer> rows)
    {
        var flagged = rows.SelectMany(row => row.Flags).ToHashSet(StringComparer.Ordinal);
        return
        [
            Caveat,
            .. question.Area is null && Wording.ScoresFromDistricts(release.Figures, question.Imd) is { } scores
                ? [scores]
                : Array.Empty<NoteAnswer>(),
            .. question
                .Years.SelectMany(year => ComparabilityBreak.Crossed(null, question.Scope?.AllLines ?? Lines.Main, [year]))
                .Distinct()
                .Select(known => new NoteAnswer(known.Word, known.Reason, known.Source)),
            .. ComparabilityRefusal
                .All.Where(refusal => flagged.Contains(refusal.Word))
                .DistinctBy(refusal => refusal.Word)
                .Select(refusal => new NoteAnswer(refusal.Word, refusal.Reason, refusal.Source)),
            .. Flag.OfRows.Where(flag => flagged.Contains(flag.Word)).Select(flag => new NoteAnswer(flag.Word, flag.Meaning)),
            new NoteAnswer("areas-not-people", Wording.AreasNotPeople),
        ];
    }
}
