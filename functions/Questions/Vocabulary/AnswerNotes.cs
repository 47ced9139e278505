using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Questions.Vocabulary;

/// <summary>What a reader must know of an answer: breaks it crosses, vintages, flags of its rows.</summary>
public static class AnswerNotes
{
    /// <summary>What of a list of grants is not counted, with its grants and pounds.</summary>
    internal static string GrantsLeftOut(GrantsByYear grants)
    {
        var counted = grants.Areas.Sum(area => area.Given.Sum(given => (long)given.Grants));
        var pounds = grants.Areas.Sum(area => area.Given.Sum(given => given.Pounds));
        var left = grants.LeftOut.Select(own =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{own.Grants:N0} {Why(own.Reason)}{(own.Pounds is { } known ? $" ({FigureText.Millions((double)known)})" : "")}"
            )
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Counted are {counted:N0} grants ({FigureText.Millions((double)pounds)}) awarded from {grants.First:yyyy-MM-dd} to {grants.Last:yyyy-MM-dd}. Left out: {(grants.LeftOut.Count == 0 ? "none" : string.Join("; ", left))}."
        );
    }

    private static string Why(string reason) =>
        reason switch
        {
            Domain.Community.GrantsLeftOut.Unusable => "without an identifier, a day, a currency or an amount that can be read",
            Domain.Community.GrantsLeftOut.OtherCurrency => "in another currency",
            Domain.Community.GrantsLeftOut.LicenceNotStated => "published without a licence",
            Domain.Community.GrantsLeftOut.LicenceNotOpen =>
                "published under a licence that asks for more than acknowledgement, or is not known",
            Domain.Community.GrantsLeftOut.OutsideEngland => "to recipients outside England",
            Domain.Community.GrantsLeftOut.NoDistrict => "without a recipient's district",
            Domain.Community.GrantsLeftOut.Duplicate => "listed a second time",
            Domain.Community.GrantsLeftOut.NoArea => "in places whose codes lead to no area",
            _ => reason,
        };

    /// <summary>What holds of every finding about deprivation.</summary>
    internal const string AreasNotPeople = "Findings about deprivation are about areas, not about the people in them.";

    /// <summary>Everything a reader must know of a question's answer: breaks it crosses, vintages, the flags of its rows.</summary>
    /// <param name="query">The question.</param>
    /// <param name="figures">The figures that answer it.</param>
    /// <param name="rowFlags">The flags of the answer's rows.</param>
    /// <param name="only">The one area the answer is about; null where it is about all.</param>
    /// <param name="naming">Whether each case of what happened is named; otherwise how many there are.</param>
    public static IReadOnlyList<NoteAnswer> Of(
        ComparisonQuery query,
        ReleaseFigures figures,
        IEnumerable<string> rowFlags,
        Area? only = null,
        bool naming = true
    )
    {
        var own = figures.Of(query.Geography);
        var notes = new List<NoteAnswer>();
        if (query.Class is { } @class)
        {
            notes.Add(
                new NoteAnswer(
                    Flag.OwnMap,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Authorities of class {@class.Id()} as they filed, each on its own map of the year: residents of {query.From} are from the"
                            + $" mid-{own.FrameOf(query, query.From).PopulationVintage} vintage of the ONS estimates, those of {query.To} from the"
                            + $" mid-{own.FrameOf(query, query.To).PopulationVintage} vintage. What other tiers spend in the same places is not in it."
                    )
                )
            );
        }

        if (figures.PopulationVintagesDiffer(query))
        {
            notes.Add(
                new NoteAnswer(
                    Flag.PopulationVintagesDiffer,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Residents of {query.From} are from the mid-{own.FrameOf(query, query.From).PopulationVintage} vintage of the ONS estimates, those of"
                            + $" {query.To} from the mid-{own.FrameOf(query, query.To).PopulationVintage} vintage. We use the {(query.Geography == GeographyKind.Authority ? "estimate that has most of the year's authorities" : "latest population estimate")} for each year. Some of the"
                            + $" change per head may come from revised estimates."
                    )
                )
            );
        }

        notes.AddRange(
            new[] { query.From, query.To }
                .Select(year => own.Frames.GetValueOrDefault(year))
                .OfType<YearFactors>()
                .SelectMany(frame => OfYearsToCome(frame, query.Measure))
        );
        if (ScoresFromDistricts(own, query.Imd) is { } scores)
        {
            notes.Add(scores);
        }

        notes.AddRange(ComparabilityBreak.Crossed(query).Select(crossed => new NoteAnswer(crossed.Word, crossed.Reason, crossed.Source)));
        var moved = figures
            .TotalMoves.Where(move =>
                move.Return == query.Return && query.From <= move.From && move.To <= query.To && query.Scope.AllLines.Contains(move.Line)
            )
            .Select(move => $"{move.Line.Title} {move.From} to {move.To} ({FigureText.Percent(move.ChangePercent)})")
            .ToList();
        if (moved.Count > 0)
        {
            notes.Add(
                new NoteAnswer(
                    Flag.TotalMoved,
                    $"England's total moved by more than 15 % in cash between consecutive years in this span: {(naming ? string.Join("; ", moved) : $"{moved.Count} times")}. Check whether"
                        + " a definition changed before printing a figure for these lines."
                )
            );
        }

        var flagged = rowFlags.ToHashSet(StringComparer.Ordinal);
        if (own.IsRehosted(query.Return, query.From) || own.IsRehosted(query.Return, query.To))
        {
            flagged.Add(Flag.Rehosted);
        }

        notes.AddRange(
            Flag.OfRows.Where(flag => flagged.Contains(flag.Word))
                .Select(flag => new NoteAnswer(
                    flag.Word,
                    flag.Meaning + (naming ? Cases(flag.Word, query, own, only is null ? own.Areas : [only]) : "")
                ))
        );
        notes.Add(new NoteAnswer("areas-not-people", AreasNotPeople));
        return notes;
    }

    /// <summary>What is carried forward or forecast in a measure's figures of a year.</summary>
    internal static IEnumerable<NoteAnswer> OfYearsToCome(YearFactors frame, Measure measure)
    {
        if (measure.IsPerHead() && frame.CarriedForwardFrom is { } midYear)
        {
            yield return new NoteAnswer(
                Flag.PopulationCarriedForward,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"No estimate has the residents of mid-{frame.Year.StartYear} yet: figures per head of {frame.Year} use those of mid-{midYear}. Where an area has grown since, they are too high."
                )
            );
        }

        if (measure.IsReal() && frame.IsForecast)
        {
            yield return new NoteAnswer(
                Flag.DeflatorForecast,
                $"The deflator of {frame.Year} was a forecast when HM Treasury published it. Real figures of {frame.Year} will move with it."
            );
        }
    }

    /// <summary>How areas were scored, where a vintage is loaded for districts only; null where it is not.</summary>
    internal static NoteAnswer? ScoresFromDistricts(GeographyFigures figures, int imd) =>
        figures.ScoresFromDistricts.TryGetValue(imd, out var weightedAt)
            ? new NoteAnswer(
                Flag.ScoresFromDistricts,
                figures.Geography == GeographyKind.UpperTier
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"BudgetWatch has the Indices of Deprivation {imd} for districts only. The score of an area of several districts is the mean of theirs,"
                            + $" weighted by residents at mid-{weightedAt}."
                    )
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"Where the Indices of Deprivation {imd} have no score for an area, we use the mean of its districts' scores, weighted by residents"
                            + $" at mid-{weightedAt}, or at the last mid-year before with an estimate for every one."
                    )
            )
            : null;

    /// <summary>Where a flag stands for something that happened, what happened: which area, which line, which years.</summary>
    private static string Cases(string flag, ComparisonQuery query, GeographyFigures figures, IReadOnlyList<Area> areas)
    {
        var names = areas.ToDictionary(area => area.Code, area => area.Name);
        List<string> cases = flag switch
        {
            Flag.LargeMove =>
            [
                .. figures
                    .LargeMovesIn(query)
                    .Where(move => names.ContainsKey(move.Area))
                    .Select(move => $"{names[move.Area]} {move.From} to {move.To} ({FigureText.Percent(move.ChangePercent)})"),
            ],
            Flag.LineVanished =>
            [
                .. figures
                    .VanishedLinesIn(query)
                    .Where(line => names.ContainsKey(line.Area))
                    .Select(line =>
                        $"{names[line.Area]}, {line.Line.Title.ToLowerInvariant()}, {line.From} to {line.To}"
                        + $" ({FigureText.Pounds((double)line.PoundsFrom)} to {FigureText.Pounds((double)line.PoundsTo)})"
                    ),
            ],
            _ => [],
        };
        return cases.Count == 0 ? "" : $" Here: {string.Join("; ", cases)}.";
    }

    /// <summary>What a reader must know of statistics computed only now from a release that was made by a given method.</summary>
    internal static IReadOnlyList<NoteAnswer> ComputedNow(int methodOfRelease) =>
        methodOfRelease == ReleaseIdentity.MethodVersion
            ? []
            :
            [
                new NoteAnswer(
                    Flag.ComputedByAnotherMethod,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"This release was made by method {methodOfRelease} and does not store these statistics; they were computed just now from its"
                            + $" figures by method {ReleaseIdentity.MethodVersion}."
                    )
                ),
            ];
}
